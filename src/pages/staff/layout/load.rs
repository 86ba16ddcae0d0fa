//! Fetched data on a staff page: one way to draw loading, failed, stale and ready.

use leptos::prelude::*;

use super::notices::poll_notice;
use crate::remote_data::{Poll, RemoteData};
use crate::ui::Skeleton;
use crate::words;

/// Draws the value with `draw`, a skeleton of `bars` while it is loading, and above it the error with the time of
/// stale data.
#[component]
pub fn Load<T, F, V>(
    poll: Poll<T>,
    bars: usize,
    /// The page shows the error in another place.
    #[prop(optional)]
    has_own_notice: bool,
    draw: F,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    F: Fn(&T) -> V + Send + 'static,
    V: IntoView + 'static,
{
    let notice = (!has_own_notice).then(|| poll_notice(poll));
    let inside = move || {
        poll.data.with(|data| match data {
            RemoteData::Loading => view! { <Skeleton words=words::staff().loading bars/> }.into_any(),
            RemoteData::Failed(_) => ().into_any(),
            RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. } => draw(value).into_any(),
        })
    };
    view! { {notice}{inside} }
}
