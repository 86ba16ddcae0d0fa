//! What is told when asking or acting fails: plainly, with the time of what is still shown, and what to do.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::session::{Viewer, use_session};
use crate::ui::{Button, Glyph, Notice, Tone, use_now, when};
use crate::words::{callout, fill, queue};

/// Above what is polled: why the newest question failed, and from when what stands below is.
#[component]
pub fn PollNotice(#[prop(into)] seen: Signal<(Option<ApiError>, Option<i64>)>) -> impl IntoView {
    let seen = Memo::new(move |_| seen.get());
    let now = use_now();
    move || {
        let (error, at) = seen.get();
        let error = error?;
        if error == ApiError::SignedOut {
            return Some(view! { <SignedOut/> }.into_any());
        }
        let sentence = match at {
            Some(at) if error.is_passing() => {
                fill(queue().old, &[("time", &when::clock_time(at, now.get_untracked()))])
            }
            _ => error.message(),
        };
        Some(
            view! {
                <div role="status">
                    <Notice tone=Tone::Waiting glyph=Glyph::Offline><p>{sentence}</p></Notice>
                </div>
            }
            .into_any(),
        )
    }
}

/// The session ran out. The page stays as it is, with all that is typed, until the viewer chooses to sign in.
#[component]
fn SignedOut() -> impl IntoView {
    let session = use_session();
    let leave = Callback::new(move |()| session.viewer.set(Viewer::SignedOut));
    view! {
        <div role="alert">
            <Notice tone=Tone::Waiting glyph=Glyph::Warning>
                <p>{callout().signed_out}</p>
                <p><Button on_press=leave>{callout().sign_in}</Button></p>
            </Notice>
        </div>
    }
}

/// Below a button that was pressed: what came of it, when it did not work.
#[component]
pub fn ActionNotice(#[prop(into)] error: Signal<Option<ApiError>>) -> impl IntoView {
    let error = Memo::new(move |_| error.get());
    move || {
        let error = error.get()?;
        if error == ApiError::SignedOut {
            return Some(view! { <SignedOut/> }.into_any());
        }
        let words = callout();
        let conflict = matches!(error, ApiError::Conflict { .. });
        Some(
            view! {
                <div role="alert">
                    <Notice tone=Tone::Waiting glyph=Glyph::Warning>
                        {conflict.then(|| view! { <p><strong>{words.somebody_else}</strong></p> })}
                        <p>{error.message()}</p>
                        {conflict.then(|| view! { <p>{words.up_to_date}</p> })}
                    </Notice>
                </div>
            }
            .into_any(),
        )
    }
}

/// The error that an action's newest run ended with, while no other run is under way.
pub fn failure<I, T>(action: Action<I, Result<T, ApiError>>) -> Signal<Option<ApiError>>
where
    I: Send + Sync + 'static,
    T: Send + Sync + Clone + 'static,
{
    Signal::derive(move || {
        let ended = !action.pending().get();
        action
            .value()
            .with(|value| value.as_ref().and_then(|outcome| outcome.as_ref().err().cloned()))
            .filter(|_| ended)
    })
}
