//! "There is a problem": all problems of a form, focused when it appears, each a link to its field.

use leptos::{html, prelude::*, text_prop::TextProp};

use super::focus::lead_to;
use super::problem::count_problem;

/// `problems` are pairs of field id (empty for the whole form) and message.
#[component]
pub fn ErrorSummary(
    #[prop(into)] title: TextProp,
    #[prop(into)] problems: Signal<Vec<(&'static str, String)>>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    move || {
        let problems = problems.get();
        if !problems.is_empty() {
            count_problem();
            // It is in the document only after this rendering.
            queue_microtask(move || {
                let _ = summary.try_get_untracked().flatten().map(|summary| summary.focus());
            });
        }
        // The focused element is not the alert itself: some screen readers would announce it twice, others never.
        (!problems.is_empty()).then(|| {
            view! {
                <div class="summary" node_ref=summary tabindex="-1">
                    <div role="alert">
                        <h2>{title.get()}</h2>
                        <ul class="summary__list">
                            {problems.into_iter().map(|(field, message)| row(field, message)).collect_view()}
                        </ul>
                    </div>
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
        lead_to(field);
    };
    view! { <li><a href=format!("#{field}") on:click=go>{message}</a></li> }.into_any()
}
