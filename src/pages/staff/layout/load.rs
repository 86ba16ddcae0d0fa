//! Fetched data on a staff page: one way to draw loading, failed, stale and ready.

use leptos::prelude::*;

use super::notices::poll_notice;
use crate::remote_data::{Poll, RemoteData};
use crate::ui::Skeleton;
use crate::words;

/// Draws the value with `draw`, a skeleton of `bars` while it is loading, and above it the error with the time of
/// stale data. `draw` runs after every answer, so what people type into stays outside of it.
#[component]
pub fn Load<T, F, V>(
    poll: Poll<T>,
    bars: usize,
    /// The page shows the error in another place.
    #[prop(optional)]
    notice_elsewhere: bool,
    draw: F,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    F: Fn(&T) -> V + Send + 'static,
    V: IntoView + 'static,
{
    let notice = (!notice_elsewhere).then(|| poll_notice(poll));
    let inside = move || {
        poll.data.with(|data| match data {
            RemoteData::Loading => view! { <Skeleton words=words::staff().loading bars/> }.into_any(),
            RemoteData::Failed(_) => ().into_any(),
            RemoteData::Ready { value, .. } | RemoteData::Stale { value, .. } => draw(value).into_any(),
        })
    };
    view! { {notice}{inside} }
}
