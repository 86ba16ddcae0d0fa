//! A modal dialog, by the native `<dialog>`, which traps the focus and closes on Escape.

use leptos::{html, prelude::*, text_prop::TextProp};

/// Shown while `open`; Escape calls `on_close`. Its buttons come as children, in a `.dialog__actions`.
#[component]
pub fn Dialog(
    id: &'static str,
    #[prop(into)] title: TextProp,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    // `showModal` is a method, so no attribute can replace it.
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    view! {
        <dialog
            class="dialog"
            id=id
            aria-labelledby=labelled
            node_ref=dialog
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <h2 id=heading>{move || title.get().to_string()}</h2>
            {move || if open.get() { children() } else { ().into_any() }}
        </dialog>
    }
    .into_any()
}
