//! Problems of forms: each is shown at its control, and the page's title shows whether there is one.

use leptos::prelude::*;

use super::{Glyph, Icon};
/// The number of problems on the page, and the visually hidden word before each.
#[derive(Clone, Copy)]
struct Problems {
    count: RwSignal<usize>,
    prefix: &'static str,
}
/// Starts counting; `prefix` is a word like "Error: ".
pub fn provide_problems(prefix: &'static str) {
    provide_context(Problems { count: RwSignal::new(0), prefix });
}
/// The word before the page's title while a form has problems; otherwise empty.
pub fn title_prefix() -> &'static str {
    match use_context::<Problems>() {
        Some(problems) if problems.count.get() > 0 => problems.prefix,
        _ => "",
    }
}
/// Counts one problem for as long as the current owner lives.
pub(super) fn count_problem() {
    if let Some(Problems { count, .. }) = use_context() {
        count.update(|count| *count += 1);
        on_cleanup(move || _ = count.try_update(|count| *count -= 1));
    }
}
/// The problem of the control `id`, if any.
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
