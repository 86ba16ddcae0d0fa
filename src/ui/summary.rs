//! "There is a problem": every complaint of a form at once, focused when it appears, each a link to its field.

use leptos::{html, prelude::*, text_prop::TextProp};

/// `problems` are pairs of the field's id (empty when the complaint is about no field) and the message.
#[component]
pub fn ErrorSummary(
    #[prop(into)] title: TextProp,
    #[prop(into)] problems: Signal<Vec<(&'static str, String)>>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    // Focus is the browser's, not ours: the one thing an effect is for.
    Effect::new(move || {
        if !problems.read().is_empty()
            && let Some(summary) = summary.get()
        {
            let _ = summary.focus();
        }
    });
    move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            view! {
                <div class="summary" role="alert" tabindex="-1" node_ref=summary>
                    <h2>{title.get()}</h2>
                    <ul class="summary__list">
                        {problems.into_iter().map(|(field, message)| row(field, message)).collect_view()}
                    </ul>
                </div>
            }
        })
    }
}

fn row(field: &'static str, message: String) -> AnyView {
    if field.is_empty() {
        return view! { <li>{message}</li> }.into_any();
    }
    // The address stays as it is: following a fragment would be a navigation for the router.
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(control) = document().get_element_by_id(field)
            && let Ok(control) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(control)
        {
            let _ = control.focus();
        }
    };
    view! { <li><a href=format!("#{field}") on:click=go>{message}</a></li> }.into_any()
}
