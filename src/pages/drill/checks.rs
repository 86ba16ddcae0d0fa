//! How each prerequisite is checked.

use wire::accuracy;
use wire::callout::Callout;
use wire::classification::TEST;
use wire::location::{COARSE_FROM, Fix};
use wire::message::NewComment;
use wire::new_callout::NewCallout;
use wire::session::Role;
use wire::stamp;
use wire::time::Timestamp;

use super::check::{Check, CheckResult};
use super::push::try_push;
use crate::api::{self, ApiError};
use crate::device::location::{self, LocationError, LocationReading};
use crate::device::popup::{self, Permission};
use crate::device::storage::{self, Persistence};
use crate::device::{clock, uuid, wake_lock};
use crate::links;
use crate::words::{self, fill};

/// A phone's first position is rough, and improves with further requests.
const LOCATION_ATTEMPTS: usize = 3;

/// Results that a later check uses.
#[derive(Default)]
pub struct DrillContext {
    here: Option<LocationReading>,
}

/// Runs one check.
pub async fn run_check(check: Check, context: &mut DrillContext) -> CheckResult {
    match check {
        Check::SignedIn => signed_in().await,
        Check::PopUps => pop_ups().await,
        Check::Location => location(context).await,
        Check::Call => call(context).await,
        Check::Screen => screen().await,
        Check::Storage => persistence().await,
        Check::Installed => installed(),
        Check::Push => try_push().await,
    }
}

async fn signed_in() -> CheckResult {
    let words = words::checks();
    match api::get_session().await.map(|session| session.user) {
        Ok(Some(user)) if user.role == Role::Resident => {
            CheckResult::passed(fill(words.signed_in_as, &[("name", &user.name)]))
        }
        Ok(Some(_)) => CheckResult::failed(words::home().not_a_resident, words.signed_in_how),
        Ok(None) => CheckResult::failed(words.signed_in_not, words.signed_in_how),
        Err(error) => CheckResult::failed(error.message(), words.call_how),
    }
}

async fn pop_ups() -> CheckResult {
    let words = words::checks();
    let allowed = match popup::permission() {
        Permission::Default => popup::request_permission().await,
        known => known,
    };
    match allowed {
        Permission::Granted => {
            if popup::show(words::drill().title, words.pop_ups_test, "drill", links::DRILL).await {
                CheckResult::passed(words.pop_ups_work)
            } else {
                CheckResult::failed(words.pop_ups_none, words.pop_ups_none_how)
            }
        }
        Permission::Denied | Permission::Default => {
            CheckResult::failed(words.pop_ups_denied, words.pop_ups_denied_how)
        }
        Permission::Unsupported => CheckResult::failed(words.pop_ups_none, words.pop_ups_none_how),
    }
}

async fn location(context: &mut DrillContext) -> CheckResult {
    let words = words::checks();
    let mut trouble = None;
    for _ in 0..LOCATION_ATTEMPTS {
        match location::locate().await {
            Ok(result) if context.here.is_none_or(|here| is_better(result, here)) => {
                context.here = Some(result)
            }
            Ok(_) => {}
            Err(missing) => trouble = Some(missing),
        }
        if context.here.is_some_and(is_good) || trouble.is_some() {
            break;
        }
    }
    let within = |metres: f64| (metres.round() as i64).max(1).to_string();
    match (context.here, trouble) {
        (_, Some(LocationError::Denied)) => {
            CheckResult::failed(words.location_denied, words.location_denied_how)
        }
        (Some(here), _) if is_good(here) => {
            CheckResult::passed(fill(words.location_works, &[("metres", &within(here.accuracy))]))
        }
        (Some(here), _) => {
            let rough = match accuracy::known(here.accuracy) {
                Some(metres) => fill(words.location_rough, &[("metres", &within(metres))]),
                None => words.location_vague.to_owned(),
            };
            CheckResult::failed(rough, words.location_rough_how)
        }
        (None, _) => CheckResult::failed(words.location_none, words.location_none_how),
    }
}

fn is_good(here: LocationReading) -> bool {
    accuracy::known(here.accuracy).is_some_and(|metres| metres < COARSE_FROM)
}

fn is_better(one: LocationReading, other: LocationReading) -> bool {
    accuracy::compare(Some(one.accuracy), Some(other.accuracy)).is_lt()
}

/// A whole alarm, marked as a test; then the control room is informed that it is over.
async fn call(context: &DrillContext) -> CheckResult {
    let words = words::checks();
    let began = clock::mono();
    let place = context.here.map(|here| {
        Fix::new(
            here.latitude,
            here.longitude,
            Some(here.accuracy),
            stamp::found_at(here.at as f64, clock::wall()),
        )
    });
    let press = NewCallout {
        callout_classification_id: Some(TEST),
        callout_location: place,
        pressed_at: Some(Timestamp::from_millis(clock::wall())),
        ..NewCallout::default()
    };
    match api::create_test_callout(&press, &uuid::random()).await {
        Ok(callout) => {
            let took = clock::mono() - began;
            end(&callout).await;
            let number = callout.id.to_string();
            let works = fill(words.call_works, &[("number", &number), ("seconds", &seconds(took))]);
            CheckResult::passed(format!("{works} {}", words.call_end))
        }
        Err(error) => CheckResult::failed(error.message(), words.call_how),
    }
}

/// Informing the control room is a courtesy: the test has passed without it.
async fn end(callout: &Callout) {
    if let Ok(note) = NewComment::parse(words::checks().call_note) {
        let _: Result<(), ApiError> = api::create_comment(callout.id, &note).await;
    }
    let _: Result<(), ApiError> = api::dismiss_callout(callout.id).await;
}

async fn screen() -> CheckResult {
    let words = words::checks();
    if wake_lock::works().await {
        CheckResult::passed(words.screen_works)
    } else {
        CheckResult::failed(words.screen_not, words.screen_how)
    }
}

async fn persistence() -> CheckResult {
    let words = words::checks();
    match storage::request_persistence().await {
        Persistence::Persistent => CheckResult::passed(words.storage_works),
        Persistence::BestEffort => CheckResult::failed(words.storage_short, words.storage_short_how),
        Persistence::Unavailable => CheckResult::failed(words.storage_none, words.storage_none_how),
    }
}

fn installed() -> CheckResult {
    let words = words::checks();
    if storage::is_installed() {
        CheckResult::passed(words.installed_works)
    } else {
        CheckResult::failed(words.installed_not, words.installed_how)
    }
}

/// `0.4`: no more digits than matter.
pub(super) fn seconds(milliseconds: i64) -> String {
    let tenths = (milliseconds + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}
