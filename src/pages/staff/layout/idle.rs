//! A person at a staff page keeps the session alive; the page by itself does not. A press of a key or a finger is said to the
//! server (`POST /api/session/active`), once a minute at most, or more often where sessions are short.

use leptos::prelude::*;

use crate::api::keep_session;
use crate::device::clock;
use crate::frame::work;
use crate::session::{SessionContext, Viewer};

/// The longest and the shortest time between two messages, in milliseconds.
const LONGEST: i64 = 60_000;
const SHORTEST: i64 = 5_000;

/// Begins to notice that somebody is there.
pub fn notice_activity(session: SessionContext) {
    let said_at = StoredValue::new(clock::mono());
    let notice = move || {
        let is_here = session.viewer.with_untracked(|viewer| matches!(viewer, Viewer::SignedIn(_)));
        let notice = session.end.with_untracked(|end| end.map(|end| end.notice));
        let Some(notice) = notice.filter(|_| is_here) else { return };
        let now = clock::mono();
        if now - said_at.get_value() < (notice / 2).clamp(SHORTEST, LONGEST) {
            return;
        }
        said_at.set_value(now);
        work(async move {
            // What fails is tried again by a later press.
            if let Ok(end) = keep_session().await {
                session.set_expiry(Some(end));
            }
        });
    };
    for event in ["pointerdown", "keydown", "wheel"] {
        let _forever = window_event_listener_untyped(event, move |_| notice());
    }
}
