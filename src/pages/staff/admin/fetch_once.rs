//! Data that is fetched once for a form, with its error and not-found states.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::task::Task;
use crate::ui::{Button, Skeleton};
use crate::words;

/// Fetches data once and draws it: what is typed below must not be overwritten.
pub fn fetch_once<T, Answer>(
    fetch: impl Fn() -> Answer + Send + Sync + 'static,
    not_found_view: fn() -> AnyView,
    draw: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    Answer: Future<Output = Result<T, ApiError>> + 'static,
{
    let known = RwSignal::new(None::<Result<T, ApiError>>);
    let task = Task::new();
    let retry = Callback::new(move |()| {
        let answer = fetch();
        task.run(async move {
            let _ = known.try_set(Some(answer.await));
            Ok(())
        });
    });
    retry.run(());
    (move || match known.get() {
        None => view! { <div class="page"><Skeleton words=words::staff().loading bars=6/></div> }.into_any(),
        Some(Ok(value)) => draw(value),
        Some(Err(ApiError::NotFound(_))) => not_found_view(),
        Some(Err(error)) => failed(&error, retry),
    })
    .into_any()
}

/// Why fetching failed, with a retry button.
fn failed(error: &ApiError, retry: Callback<()>) -> AnyView {
    view! {
        <div class="page page--narrow">
            <p role="alert">{error.message()}</p>
            <p><Button on_press=retry>{words::common().errors.try_again}</Button></p>
        </div>
    }
    .into_any()
}

/// That it does not exist, with a link back.
pub fn not_found_view(back: AnyView, title: &'static str, help: &'static str) -> AnyView {
    view! { <div class="page">{back}<div class="empty"><h1 class="empty__title">{title}</h1><p>{help}</p></div></div> }
    .into_any()
}
