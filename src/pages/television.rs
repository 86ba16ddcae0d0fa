//! `/tv`: the television in a resident's home. Arrow keys, OK and Back only; no pointer. It is paired with the
//! resident by a short code, and after a power cut it continues where it was: the server keeps its state, and an
//! unfinished request is sent again with the same key.
//!
//! Uses `/api/tv/pairings`, `/api/v2/assistance-provider`, `/api/v2/assistance-request` and `/api/callouts`.

mod alarm;
mod choose;
mod follow;
mod keys;
mod open_requests;
mod pair;
mod saved_request;

use std::time::Duration;

use leptos::prelude::*;
use wire::callout::Callout;
use wire::id::{AssistanceRequestId, CalloutId, ProviderId, ResidentId};
use wire::session::{Role, Session};

use crate::api::{self, ApiError, Polled};
use crate::device::wake_lock::WakeLock;
use crate::frame;
use crate::model::assistance::best;
use crate::model::progress::Progress;
use crate::server_clock;
use crate::words::{self, fill};

/// The wait between two attempts to reach the server.
const RETRY_INTERVAL: Duration = Duration::from_secs(3);

/// How often it checks whether the resident has called for help elsewhere.
const CALL_CHECK_INTERVAL: Duration = Duration::from_secs(10);

/// How long OK is ignored on a new screen: a second press was meant for the previous one.
const SETTLE_TIME: Duration = Duration::from_secs(1);

/// What is on the screen.
#[derive(Clone, Debug, PartialEq)]
enum Screen {
    /// Nothing is known yet.
    Starting,
    /// The server cannot be reached.
    Unreachable,
    /// Not paired: the code.
    Pairing,
    /// The signed-in person has no television.
    NotAResident(String),
    Choosing,
    /// A label was chosen and is being sent.
    Asking(ProviderId, String),
    Following(AssistanceRequestId),
    /// "Call for help now?"
    Confirming,
    /// The call is being sent.
    Calling,
    Called(CalloutId),
}

/// The television, as its screens hold it.
#[derive(Clone, Copy)]
struct Television {
    screen: RwSignal<Screen>,
    resident: RwSignal<ResidentId>,
    /// The control room's number.
    phone: RwSignal<Option<String>>,
    /// An open call, and its text.
    call: RwSignal<Option<(CalloutId, &'static str)>>,
    /// The call whose screen was left: it does not take the screen again by itself.
    left: StoredValue<Option<CalloutId>>,
    /// The screen has just changed.
    settling: RwSignal<bool>,
    turn: StoredValue<u32>,
}

impl Television {
    fn show(self, screen: Screen) {
        if self.screen.try_with_untracked(|content| *content != screen) == Some(true) {
            self.settle(&screen);
            self.screen.set(screen);
        }
    }

    /// Leads from a call's screen to the providers. A line there leads back.
    fn leave_call(self, id: CalloutId) {
        self.left.set_value(Some(id));
        self.show(Screen::Choosing);
    }

    fn settle(self, screen: &Screen) {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        // The call for help does not wait: it was confirmed already.
        if *screen == Screen::Confirming {
            return self.settling.set(false);
        }
        self.settling.set(true);
        let settled = move || {
            if self.turn.try_get_value() == Some(turn) {
                self.settling.try_set(false);
            }
        };
        set_timeout(settled, SETTLE_TIME);
    }
}

/// The television.
#[component]
pub fn TelevisionPage() -> impl IntoView {
    let television = Television {
        screen: RwSignal::new(Screen::Starting),
        resident: RwSignal::default(),
        phone: RwSignal::default(),
        call: RwSignal::default(),
        left: StoredValue::default(),
        settling: RwSignal::default(),
        turn: StoredValue::default(),
    };
    provide_context(television);
    // The screen must stay on while somebody waits for an answer.
    WakeLock::default().hold();
    keys::listen(television);
    restore(television);
    if let Ok(timer) = set_interval_with_handle(move || try_again(television), RETRY_INTERVAL) {
        on_cleanup(move || timer.clear());
    }
    if let Ok(timer) = set_interval_with_handle(move || look_for_call(television), CALL_CHECK_INTERVAL) {
        on_cleanup(move || timer.clear());
    }
    let content = move || {
        keys::place_focus(television);
        match television.screen.get() {
            Screen::Starting => notice_screen(words::television().loading, ""),
            Screen::Unreachable => {
                notice_screen(words::television().unreachable, words::television().unreachable_help)
            }
            Screen::Pairing => pair::pair(television),
            Screen::NotAResident(name) => {
                let title = fill(words::television().not_a_resident, &[("name", &name)]);
                view! { <section class="tv"><h1>{title}</h1><p>{words::television().not_a_resident_help}</p></section> }
                    .into_any()
            }
            Screen::Choosing => choose::choose(television),
            Screen::Asking(_, label) => {
                notice_screen(&fill(words::television().asking, &[("label", &label)]), "")
            }
            Screen::Following(id) => follow::follow(television, id),
            Screen::Confirming => alarm::confirm(television),
            Screen::Calling => {
                notice_screen(words::television().alarm_sending, words::television().alarm_sending_next)
            }
            Screen::Called(id) => alarm::called(television, id),
        }
    };
    let settling = move || television.settling.get().then_some("");
    view! { <div class="tv-stage" data-settling=settling>{content}</div> }
}

fn notice_screen(title: &str, help: &'static str) -> AnyView {
    view! { <section class="tv" role="status"><h1>{title.to_owned()}</h1><p>{help}</p></section> }.into_any()
}

fn try_again(television: Television) {
    match television.screen.get_untracked() {
        Screen::Unreachable => restore(television),
        Screen::Asking(provider, label) => choose::ask(television, provider, label),
        Screen::Calling => alarm::call(television),
        _ => {}
    }
}

/// A call for help made on the phone is shown here too.
fn look_for_call(television: Television) {
    let screen = move || television.screen.get_untracked();
    if !matches!(screen(), Screen::Choosing | Screen::Following(_) | Screen::Called(_)) {
        return;
    }
    frame::work(async move {
        let Ok(calls) = api::list_active_callouts().await else { return };
        let call = awaited(&calls);
        television.call.try_set(call);
        let Some((id, _)) = call else { return };
        let takes_screen = match screen() {
            Screen::Choosing | Screen::Following(_) => television.left.try_get_value() != Some(Some(id)),
            Screen::Called(content) => content < id,
            _ => false,
        };
        if takes_screen {
            television.show(Screen::Called(id));
        }
    });
}

/// Finds out whose this television is, and what it was doing when it was last on.
fn restore(television: Television) {
    frame::work(async move {
        let screen = match api::get_session().await {
            Ok(session) => identify(television, session).await,
            Err(ApiError::SignedOut) => Screen::Pairing,
            Err(_) => Screen::Unreachable,
        };
        television.show(screen);
    });
}

async fn identify(television: Television, session: Session) -> Screen {
    television.phone.set(session.config.alarm_phone);
    let Some(user) = session.user else { return Screen::Pairing };
    let (Role::Resident, Some(resident)) = (&user.role, user.customer_id) else {
        return Screen::NotAResident(user.name);
    };
    television.resident.set(resident);
    match resume().await {
        Ok(screen) => screen,
        Err(_) => Screen::Unreachable,
    }
}

/// What it was doing: a call for help before a request, and an unsent one before a known one.
async fn resume() -> Result<Screen, ApiError> {
    if let Some((callout, _)) = awaited(&api::list_active_callouts().await?) {
        return Ok(Screen::Called(callout));
    }
    if saved_request::saved_call().await.is_some() {
        return Ok(Screen::Calling);
    }
    if let Some((provider, label)) = saved_request::saved_request().await {
        return Ok(Screen::Asking(provider, label));
    }
    let Polled::Changed(page, _) = api::list_assistance_requests(None).await? else {
        return Ok(Screen::Choosing);
    };
    let best = best(&page.results, server_clock::now());
    Ok(best.map_or(Screen::Choosing, |request| Screen::Following(request.id)))
}

/// The newest call that the resident waits for, and its text. Only such a call may take the screen: not a drill, not
/// a dismissed one, and not one that is over.
fn awaited(callouts: &[Callout]) -> Option<(CalloutId, &'static str)> {
    let open = callouts.iter().map(|callout| (callout.id, Progress::of(callout)));
    let newest = open.filter(|(_, progress)| progress.is_awaited()).max_by_key(|(id, _)| *id)?;
    Some((newest.0, newest.1.words().0))
}
