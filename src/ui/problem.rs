//! Complaints of forms: each stands at its control, and the page's title knows whether there is one.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// How many complaints the page shows, and the word that comes before each for those who cannot see that it is one.
#[derive(Clone, Copy)]
struct Problems {
    count: RwSignal<usize>,
    prefix: &'static str,
}

/// Begins to count; `prefix` is such as "Error: ".
pub fn provide_problems(prefix: &'static str) {
    provide_context(Problems { count: RwSignal::new(0), prefix });
}

/// The word that comes before the page's title while a form of the page has complaints; else nothing.
pub fn title_prefix() -> &'static str {
    match use_context::<Problems>() {
        Some(problems) if problems.count.get() > 0 => problems.prefix,
        _ => "",
    }
}

/// Counts one complaint for as long as what is being drawn now stands in the page.
pub(super) fn count_problem() {
    if let Some(Problems { count, .. }) = use_context() {
        count.update(|count| *count += 1);
        on_cleanup(move || _ = count.try_update(|count| *count -= 1));
    }
}

/// The complaint about the control `id`, while there is one.
#[component]
pub fn FieldProblem(id: &'static str, #[prop(into)] problem: Signal<Option<String>>) -> impl IntoView {
    let prefix = use_context::<Problems>().map_or("", |problems| problems.prefix);
    move || {
        problem.get().map(|message| {
            count_problem();
            view! {
                <p class="field__problem" id=format!("{id}-problem")>
                    <Icon glyph=Glyph::Warning/>
                    <span><span class="visually-hidden">{prefix}</span>{message}</span>
                </p>
            }
        })
    }
}
