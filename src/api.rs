//! Client functions for the HTTP API: one for each endpoint, named `<verb>_<resource>` like the server's handler.
//! Bodies are `wire`'s types.

mod address;
mod assistance;
mod callout;
mod client;
mod control;
mod customer;
mod delivery;
mod escalation;
mod governance;
mod letter;
mod notification;
mod polled;
mod preference;
mod provider;
mod push;
mod request;
mod sender;
mod service;
mod session;
mod television;
mod template;
mod user;
mod vehicle;
mod visit;

pub use address::{get_resident, get_site, update_resident_address, update_site_address};
pub use assistance::{
    create_assistance_answer, create_assistance_request, get_assistance_request, list_assistance_requests,
    list_visible_providers,
};
pub use callout::{
    PolledCallout, create_comment, create_location, create_test_callout, dismiss_callout, get_callout,
    list_active_callouts, read_saved_callout,
};
pub use client::{delete_client_tokens, list_clients, rotate_webhook_secret, update_client};
pub use control::{
    QueuePage, acknowledge_callout, arrive_callout, cancel_response, close_callout, complete_callout,
    dispatch_callout, end_shift, get_control_callout, list_control_callouts, list_incident_categories,
    own_callout, phone_callout, reply_callout, stand_down_callout, start_shift, switch_automatic,
    verify_callout,
};
pub use customer::{get_customer, update_customer};
pub use delivery::{list_deliveries, replay_delivery};
pub use escalation::{delete_ladder, get_escalation, get_ladder, update_ladder};
pub use governance::{get_governance, list_processes, list_thresholds, update_governance, update_threshold};
pub use letter::{create_letter, delete_letter, letter_pdf_address, list_letters, update_letter};
pub use notification::{
    NotificationPage, answer_visit, conflicting_notification, create_notification, create_reply,
    delete_notification, get_notification, get_record, history_csv, list_notification_history,
    list_notification_replies, list_notifications, restore_notification, update_notification,
    update_notifications,
};
pub use polled::Polled;
pub use preference::{get_preferences, update_preferences};

use polled::every_page;
pub use provider::{
    create_provider, delete_provider, export_address, get_coverage, get_organisation, get_provider,
    get_uncovered, import_providers, list_coverage_gaps, list_providers, list_sites, replace_provider,
    rotate_webhook_notifier, test_provider, update_organisation,
};
pub use push::{
    create_push_subscription, delete_push_subscription, get_push_subscription, list_push_subscriptions,
    test_push_subscription,
};
pub use sender::{create_document, list_residents};
pub use service::{
    create_service, list_follow_ons, list_sent_by_service, list_services, rotate_service_key,
    test_notify_key, update_follow_on, update_service,
};
pub use session::{create_session, delete_session, get_session, keep_session, use_password_reset};
pub use television::{
    claim_pairing, create_callout, create_pairing, create_television_session, delete_television,
    list_resident_televisions, list_televisions, update_television,
};
pub use template::{
    create_template, get_template, list_carriers, list_templates, list_versions, template_letter_address,
    update_template,
};
pub use user::{
    create_password_reset, create_user_invitation, delete_user_session, delete_user_sessions,
    delete_user_token, get_user, import_users, list_active_users, list_user_sessions, list_user_tokens,
    list_users, renew_invitation, update_user,
};
pub use vehicle::{
    create_responder, create_supplier, delete_responder, delete_supplier, list_responders, list_suppliers,
    update_responder, update_supplier,
};
pub use visit::{answer_planned_visit, end_caution, get_visit, list_cautions, list_visits, put_caution};

pub use request::act_as;

use request::{ACTING_USER, Request, Response};

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use serde::Serialize;
use web_sys::AbortController;
use wire::lenient::{self, Fields, Lenient};

use crate::words;
use polled::poll;

/// Requests without a response are aborted after this time: a phone that slept leaves requests behind that never end.
const TIMEOUT_MS: u32 = 20_000;

/// Why there is no usable response. Each kind asks for a different reaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The request or its response was lost.
    Offline,
    /// 401: nobody is signed in.
    SignedOut,
    /// 403, with the server's reason.
    NotAllowed(String),
    /// 404: it does not exist, or is somebody else's.
    NotFound(String),
    /// 409: another request was faster. The body describes the current state.
    Conflict {
        message: String,
        /// The whole response body.
        body: String,
    },
    /// 409: another account has signed in in this browser since the page was drawn. Nothing was changed.
    AnotherUser(String),
    /// Any other 4xx, with the server's message.
    Refused {
        status: u16,
        message: String,
        /// The whole response body, which may name the fields in error.
        body: String,
    },
    Down(u16),
    /// A successful response that could not be parsed.
    Unreadable,
}

impl ApiError {
    /// The message for a person: what happened and what to do.
    pub fn message(&self) -> String {
        let words = &words::common().errors;
        match self {
            Self::Offline => words.offline.to_owned(),
            Self::SignedOut => words.signed_out.to_owned(),
            Self::NotAllowed(message) if message.is_empty() => words.not_allowed.to_owned(),
            Self::NotFound(message) if message.is_empty() => words.not_found.to_owned(),
            Self::Conflict { message, .. } | Self::Refused { message, .. } if message.is_empty() => {
                words.refused.to_owned()
            }
            Self::AnotherUser(message)
            | Self::NotAllowed(message)
            | Self::NotFound(message)
            | Self::Conflict { message, .. }
            | Self::Refused { message, .. } => message.clone(),
            Self::Down(_) | Self::Unreadable => words.down.to_owned(),
        }
    }

    /// Whether the same request may succeed later without anybody changing anything.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Offline | Self::Down(_))
            || matches!(self, Self::Refused { status: 408 | 429, .. })
    }
}

thread_local! {
    static ANOTHER_USER: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Sets what to do when the server reports that the page acts for an account that is no longer signed in.
pub fn on_another_user(act: impl Fn() + 'static) {
    ANOTHER_USER.with_borrow_mut(|kept| *kept = Some(Box::new(act)));
}

/// The URL of the API endpoint `path`.
pub(crate) fn api_url(path: &str) -> String {
    format!("/api{path}")
}

/// Fetches and parses the JSON at `url`.
pub(crate) async fn get_json<T: Lenient>(url: &str) -> Result<T, ApiError> {
    fetch_json(Request::get(url)).await
}

/// Sends `body` as JSON and parses the JSON response.
pub(crate) async fn send_json<T: Lenient>(request: Request, body: &impl Serialize) -> Result<T, ApiError> {
    fetch_json(request.json(body)).await
}

/// Sends the request unchanged and parses the JSON response.
pub(crate) async fn fetch_json<T: Lenient>(request: Request) -> Result<T, ApiError> {
    read(&send(request).await?)
}

/// Sends the request. Returns 2xx and 304 responses; every other status is an error.
pub(crate) async fn send(request: Request) -> Result<Response, ApiError> {
    let abort = AbortController::new().map_err(|_| ApiError::Unreadable)?;
    let signal = abort.signal();
    let timeout = Timeout::new(TIMEOUT_MS, move || abort.abort());
    let response = request.send(&signal).await;
    drop(timeout);
    let response = response?;
    match response.status {
        200..=299 | 304 => Ok(response),
        _ => Err(refusal(response)),
    }
}

/// Parses a successful response.
pub(crate) fn read<T: Lenient>(response: &Response) -> Result<T, ApiError> {
    lenient::from_str(&response.text).ok_or(ApiError::Unreadable)
}

fn refusal(response: Response) -> ApiError {
    let another = response.header(ACTING_USER).is_some();
    let Response { status, text: body, .. } = response;
    let message = error_message(&body);
    if another {
        ANOTHER_USER.with_borrow(|act| act.iter().for_each(|act| act()));
    }
    match status {
        401 => ApiError::SignedOut,
        403 => ApiError::NotAllowed(message),
        404 => ApiError::NotFound(message),
        409 if another => ApiError::AnotherUser(message),
        409 => ApiError::Conflict { message, body },
        400..=499 => ApiError::Refused { status, message, body },
        _ => ApiError::Down(status),
    }
}

/// The server's message, in either of its two error formats.
fn error_message(body: &str) -> String {
    let ErrorBody { message, detail, title } = lenient::from_str(body).unwrap_or_default();
    [message, detail, title].into_iter().find(|words| !words.is_empty()).unwrap_or_default()
}

/// The message of an error response. Field errors are read by the forms that have the fields.
#[derive(Default)]
struct ErrorBody {
    message: String,
    detail: String,
    title: String,
}

impl Lenient for ErrorBody {
    fn read(value: serde_json::Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            message: fields.take("message"),
            detail: fields.take("detail"),
            title: fields.take("title"),
        })
    }
}
