//! Placeholders for a lazy chunk while it is loading, and when it could not be loaded.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::chunks::{Page, PageFuture};
use tocsin::ui::{Button, Glyph, Notice, Tone};
use tocsin::words;

/// Draws the result of `load`, and nothing until then. A failure is shown with a retry button.
#[component]
pub fn LazyPart(load: fn() -> PageFuture) -> impl IntoView {
    let attempt = RwSignal::new(0_u32);
    view! { <Suspense>{move || part(attempt, load())}</Suspense> }
}

/// The page's chunk could not be loaded: shows that in its place, and draws the page when a retry succeeds.
pub fn not_loaded(page: Page) -> AnyView {
    let attempt = RwSignal::new(0_u32);
    let inside = move || match attempt.get() {
        0 => failure(attempt),
        _ => view! { <Suspense>{part(attempt, page.draw())}</Suspense> }.into_any(),
    };
    inside.into_any()
}

fn part(attempt: RwSignal<u32>, drawing: PageFuture) -> AnyView {
    attempt.track();
    // `Suspend` wants both the future and what it holds to be `Send`, which views of the browser are not.
    let drawing = SendWrapper::new(drawing);
    Suspend::new(SendWrapper::new(async move { drawing.take().await.unwrap_or_else(|_| failure(attempt)) }))
        .into_any()
}

fn failure(attempt: RwSignal<u32>) -> AnyView {
    let retry = Callback::new(move |()| attempt.update(|attempt| *attempt += 1));
    let reload = Callback::new(move |()| {
        let _ = window().location().reload();
    });
    view! {
        <div class="stack unloaded" role="alert">
            <Notice tone=Tone::Waiting glyph=Glyph::Offline>
                <p>{words::lazy().not_loaded}</p>
                <p class="buttons">
                    <Button on_press=retry>{words::lazy().try_again}</Button>
                    <Button on_press=reload>{words::lazy().reload}</Button>
                </p>
            </Notice>
        </div>
    }
    .into_any()
}
