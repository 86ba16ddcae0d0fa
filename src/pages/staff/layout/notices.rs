//! Notices about failed requests: plain words, the time of the data still shown, and what to do.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::remote_data::{Poll, RemoteData};
use crate::session::{SessionState, use_session};
use crate::task::Task;
use crate::ui::{Button, Glyph, Notice, Tone, when};
use crate::words::{self, fill};

/// Above polled data: why the last request failed, and the time of the data below.
pub fn poll_notice<T: Send + Sync + 'static>(poll: Poll<T>) -> AnyView {
    view! { <FailureNotice failure={Signal::derive(move || poll.data.with(RemoteData::failure))}/> }
        .into_any()
}

/// The same, for data from one of several polls.
#[component]
pub fn FailureNotice(failure: Signal<Option<(ApiError, Option<i64>)>>) -> impl IntoView {
    (move || match failure.get() {
        None => ().into_any(),
        Some((ApiError::SignedOut, _)) => signed_out(),
        Some((error, Some(at))) if error.is_passing() => {
            let time = when::clock_time(at, when::now());
            notice_view("status", Glyph::Offline, vec![fill(words::queue().old, &[("time", &time)])])
        }
        Some((error, _)) => notice_view("status", Glyph::Offline, vec![error.message()]),
    })
    .into_any()
}

/// Beside a button: why its request failed.
pub fn task_notice(task: Task) -> AnyView {
    (move || match task.error() {
        None => ().into_any(),
        Some(ApiError::SignedOut) => signed_out(),
        Some(error @ ApiError::Conflict { .. }) => {
            let words = words::callout();
            let sentences =
                vec![words.somebody_else.to_owned(), error.message(), words.up_to_date.to_owned()];
            notice_view("alert", Glyph::Warning, sentences)
        }
        Some(error) => notice_view("alert", Glyph::Warning, vec![error.message()]),
    })
    .into_any()
}

fn notice_view(role: &'static str, glyph: Glyph, sentences: Vec<String>) -> AnyView {
    let sentences: Vec<_> = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect();
    view! { <div class="told" role=role><Notice tone=Tone::Waiting glyph=glyph>{sentences}</Notice></div> }
        .into_any()
}

/// The session has ended. The page keeps everything typed until the person chooses to sign in.
fn signed_out() -> AnyView {
    let session = use_session();
    let leave = Callback::new(move |()| session.state.set(SessionState::SignedOut));
    view! {
        <div class="told" role="alert">
            <Notice tone=Tone::Waiting glyph=Glyph::Warning>
                <p>{words::callout().signed_out}</p>
                <p><Button on_press=leave>{words::callout().sign_in}</Button></p>
            </Notice>
        </div>
    }
    .into_any()
}
