//! `/`: the alarm, and the follower, which runs behind every page while a callout is open. It is in the main chunk,
//! because an open callout must not depend on a further download.

mod follower;
mod home;
mod location_card;
mod map_card;
mod tracking;

use leptos::prelude::*;

use crate::area::{Area, use_area};
use crate::device::{badge, shell};
use crate::frame;
use crate::session::{SessionContext, SessionState, load_session};
use follower::Follower;
pub use home::HomePage;

/// The follower as pages hold it: `Copy`, while the follower itself is not `Send`.
type Following = StoredValue<Follower, LocalStorage>;

/// Starts the app's only follower. It follows the callouts of the signed-in resident.
pub fn provide_follower(session: SessionContext) {
    let follower = Follower::start(session.config.read_untracked().poll_seconds);
    let following: Following = StoredValue::new_local(follower);
    provide_context(following);
    let area = use_area();
    let _forever = window_event_listener_untyped(shell::SESSION_CHANGED, move |_| load_session(session));
    Effect::new(move |before: Option<Option<String>>| {
        let state = session.state.get();
        following.with_value(|follower| {
            follow_account(follower, session, &state, area.get_untracked(), before.flatten())
        })
    });
}

/// Returns the account that the follower follows from now on.
fn follow_account(
    follower: &Follower,
    session: SessionContext,
    state: &SessionState,
    area: Area,
    before: Option<String>,
) -> Option<String> {
    match state {
        SessionState::Loading => return before,
        SessionState::SignedOut => {
            follower.rest();
            return None;
        }
        SessionState::SignedIn(user) if user.role.is_staff() || area == Area::Television => {
            follower.rest();
            return None;
        }
        SessionState::SignedIn(user) => {
            if before.as_ref().is_some_and(|before| *before != user.email) {
                // Another person's phone now: nothing of the previous one may stay on it.
                follower.rest();
            }
            frame::count_unread(user.unread_count);
            badge::show(user.unread_count);
        }
        SessionState::Unknown => {}
    }
    follower.set_interval(session.config.read_untracked().poll_seconds);
    follower.wake();
    match state {
        SessionState::SignedIn(user) => Some(user.email.clone()),
        _ => before,
    }
}

/// The follower from the context.
fn use_follower() -> Following {
    expect_context()
}
