//! A button that does something; a link that goes somewhere is an `<a class="button">`.

use leptos::{ev::MouseEvent, prelude::*};

/// The prominence of a button. There is one primary button on a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// What most people come here to do.
    Primary,
    #[default]
    Plain,
    /// Looks like a link.
    Quiet,
}

impl Kind {
    /// The classes of a button, or of a link that looks like one.
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Plain => "button",
            Self::Quiet => "button button--quiet",
        }
    }
}

/// While `busy`, a press does nothing and the button keeps its place and its focus.
#[component]
pub fn Button(
    #[prop(optional)] kind: Kind,
    /// Submits the surrounding form.
    #[prop(optional)]
    submits: bool,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into, optional)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class=kind.class()
            type=if submits { "submit" } else { "button" }
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {children()}
        </button>
    }
    .into_any()
}
