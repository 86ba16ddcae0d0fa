//! Fetched data on a staff page: one way to draw loading, error, stale and loaded.

use leptos::prelude::*;

use super::notices::poll_notice;
use crate::remote_data::{Poll, RemoteData};
use crate::ui::Skeleton;
use crate::words;

/// Draws the value with `draw`, a skeleton of `bars` while it is loading, and above it the error with the time of
/// stale data.
pub fn load<T: Send + Sync + 'static>(
    poll: Poll<T>,
    bars: usize,
    draw: impl Fn(&T) -> AnyView + Send + 'static,
) -> AnyView {
    view! { {poll_notice(poll)}{loaded(poll, bars, draw)} }.into_any()
}

/// The same, for pages that show the notice in another place.
pub fn loaded<T: Send + Sync + 'static>(
    poll: Poll<T>,
    bars: usize,
    draw: impl Fn(&T) -> AnyView + Send + 'static,
) -> AnyView {
    (move || {
        poll.data.with(|data| match data {
            RemoteData::Loading => view! { <Skeleton words=words::staff().loading bars=bars/> }.into_any(),
            RemoteData::Failed(_) => ().into_any(),
            RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. } => draw(value),
        })
    })
    .into_any()
}
