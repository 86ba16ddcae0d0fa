//! The newest response about the callout, saved on the phone: a page that is reopened without a network shows it.

use wire::id::CalloutId;

use super::Follower;
use super::conversion::tracker_answer;
use crate::api::{ApiError, PolledCallout, read_saved_callout};
use crate::device::tracker_store;
use crate::frame;
use crate::model::tracker::Event;

impl Follower {
    /// Handles a response, and saves it.
    pub(super) fn record_answer(&self, seq: u64, id: CalloutId, answer: Result<PolledCallout, ApiError>) {
        if let Ok(PolledCallout::Changed { text, .. }) = &answer {
            let text = text.clone();
            frame::work(async move { tracker_store::save(key(id), &text).await });
        }
        self.dispatch(Event::Answered(seq, tracker_answer(answer)));
    }

    /// Shows what was known of the callout before the page was closed.
    pub(super) fn recall(&self, id: CalloutId) {
        let this = self.clone();
        frame::work(async move {
            if let Some(callout) =
                tracker_store::load(key(id)).await.and_then(|text| read_saved_callout(&text))
            {
                this.dispatch(Event::Recalled(callout));
            }
        });
    }
}

/// Deletes what was saved of a closed callout.
pub(super) async fn delete(id: CalloutId) {
    tracker_store::delete(id.0).await;
    tracker_store::delete(key(id)).await;
}

/// Separate from the tracker's snapshot, whose key is the callout's number.
fn key(id: CalloutId) -> i64 {
    -id.0
}
