//! The newest answer about the callout, kept on the phone: a page that is opened again without a network shows what was known,
//! and not less.

use wire::id::CalloutId;

use super::Follower;
use super::translate::understood;
use crate::api::{ApiError, Fresh, read_again};
use crate::device::store;
use crate::frame;
use crate::model::tracker::Event;

impl Follower {
    /// Takes an answer over, and keeps it.
    pub(super) fn heard(&self, seq: u64, id: CalloutId, answer: Result<Fresh, ApiError>) {
        if let Ok(Fresh::Changed { text, .. }) = &answer {
            let text = text.clone();
            frame::work(async move { store::save(key(id), &text).await });
        }
        self.tell(Event::Answered(seq, understood(answer)));
    }

    /// Shows what was known of the callout before the page was closed.
    pub(super) fn recall(&self, id: CalloutId) {
        let this = self.clone();
        frame::work(async move {
            if let Some(callout) = store::load(key(id)).await.and_then(|text| read_again(&text)) {
                this.tell(Event::Recalled(callout));
            }
        });
    }
}

/// Forgets what is kept of a callout that is closed.
pub(super) async fn forget(id: CalloutId) {
    store::forget(id.0).await;
    store::forget(key(id)).await;
}

/// Beside what the tracker keeps, which stands under the callout's number.
fn key(id: CalloutId) -> i64 {
    -id.0
}
