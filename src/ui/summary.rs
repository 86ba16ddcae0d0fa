//! "There is a problem": every complaint of a form at once, focused when it appears, each a link to its field.

use leptos::{prelude::*, text_prop::TextProp};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

const ID: &str = "error-summary";

/// `problems` are pairs of the field's id (empty when the complaint is about no field) and the message.
#[component]
pub fn ErrorSummary(
    #[prop(into)] title: TextProp,
    #[prop(into)] problems: Signal<Vec<(&'static str, String)>>,
) -> impl IntoView {
    move || {
        let problems = problems.get();
        if !problems.is_empty() {
            // It stands in the page only after this has been drawn.
            queue_microtask(|| focus(ID));
        }
        (!problems.is_empty()).then(|| {
            view! {
                <div class="summary" id=ID role="alert" tabindex="-1">
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
        focus(field);
    };
    view! { <li><a href=format!("#{field}") on:click=go>{message}</a></li> }.into_any()
}

fn focus(id: &str) {
    if let Some(element) =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}
