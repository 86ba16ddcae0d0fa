//! A person at a staff page keeps the session alive; the page alone does not. Key presses and clicks are reported
//! (`POST /api/session/active`), at most once a minute, or more often where sessions are short.

use leptos::prelude::*;

use crate::api::keep_session;
use crate::device::clock;
use crate::frame::work;
use crate::session::{SessionContext, SessionState};

/// The longest and the shortest time between two reports, in milliseconds.
const LONGEST: i64 = 60_000;
const SHORTEST: i64 = 5_000;

/// Starts reporting activity.
pub fn notice_activity(session: SessionContext) {
    let said_at = StoredValue::new(clock::mono());
    let notice = move || {
        let is_here = session.state.with_untracked(|state| matches!(state, SessionState::SignedIn(_)));
        let notice = session.end.with_untracked(|end| end.map(|end| end.notice));
        let Some(notice) = notice.filter(|_| is_here) else { return };
        let now = clock::mono();
        if now - said_at.get_value() < (notice / 2).clamp(SHORTEST, LONGEST) {
            return;
        }
        said_at.set_value(now);
        work(async move {
            // A failed report is repeated by a later press.
            if let Ok(end) = keep_session().await {
                session.set_expiry(Some(end));
            }
        });
    };
    for event in ["pointerdown", "keydown", "wheel"] {
        let _forever = window_event_listener_untyped(event, move |_| notice());
    }
}
