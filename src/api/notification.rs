//! The tray: the list, actions on one notification or many, history, replies and records.

use wire::id::NotificationId;
use wire::lenient::{self, Fields, Lenient};
use wire::notification::{
    ActionResult, BulkAction, HistoryEntry, NewAction, NewNotification, NewReply, NewVisitAnswer,
    Notification, NotificationFilter, Reply,
};
use wire::record::Record;

use super::{ApiError, Polled, Request, api_url, fetch_json, poll, read, send, send_json};

/// A page of the list, with the server's counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NotificationPage {
    pub rows: Vec<Notification>,
    /// The total count, as `512` or `10000+`.
    pub total: String,
    /// The reader's unread notifications, regardless of the filter.
    pub unread: Option<i64>,
}

/// `GET /api/notifications`. With the known ETag, an unchanged list costs a 304.
pub async fn list_notifications(
    filter: &NotificationFilter,
    etag: Option<&str>,
) -> Result<Polled<NotificationPage>, ApiError> {
    let pairs = filter.pairs();
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let path = api_url(&format!("/notifications?{}", query.join("&")));
    let answer = send(Request::get(&path).if_none_match(etag)).await?;
    if answer.status == 304 {
        return Ok(Polled::Unchanged);
    }
    let listed = NotificationPage {
        rows: read(&answer)?,
        total: answer.header("X-Total-Count").unwrap_or_default(),
        unread: answer.header("X-Unread-Count").and_then(|count| count.parse().ok()),
    };
    Ok(Polled::Changed(listed, answer.etag))
}

fn encoded(value: &str) -> String {
    String::from(js_sys::encode_uri_component(value))
}

/// `GET /api/notifications/{id}`.
pub async fn get_notification(
    id: &NotificationId,
    etag: Option<&str>,
) -> Result<Polled<Notification>, ApiError> {
    poll(Request::get(&of(id, "")), etag).await
}

/// `POST /api/notifications`: returns the new id.
pub async fn create_notification(new: &NewNotification) -> Result<NotificationId, ApiError> {
    send_json(Request::post(&api_url("/notifications")), new).await
}

/// `PATCH /api/notifications/{id}`: marks as read, or decides. If somebody else has decided, it is a conflict that
/// carries their decision ([`conflicting_notification`]).
pub async fn update_notification(id: &NotificationId, action: &NewAction) -> Result<Notification, ApiError> {
    send_json(Request::patch(&of(id, "")).keepalive(), action).await
}

/// The stored notification, from the response to a decision that came too late.
pub fn conflicting_notification(error: &ApiError) -> Option<Notification> {
    let ApiError::Conflict { body, .. } = error else { return None };
    let ConflictingNotification(notification) = lenient::from_str(body)?;
    Some(notification)
}

/// The body of a conflict: the notification, or a problem that contains it.
struct ConflictingNotification(Notification);

impl Lenient for ConflictingNotification {
    fn read(value: serde_json::Value) -> Option<Self> {
        let mut fields = Fields::of(value.clone())?;
        let within: Option<Notification> = fields.take("notification");
        let found = within.or_else(|| Notification::read(value))?;
        (!found.id.0.is_empty()).then_some(Self(found))
    }
}

/// `POST /api/notifications/actions`: the same for many, with a result for each.
pub async fn update_notifications(action: &BulkAction) -> Result<Vec<ActionResult>, ApiError> {
    send_json(Request::post(&api_url("/notifications/actions")).keepalive(), action).await
}

/// `DELETE /api/notifications/{id}`: removes it from the reader's tray.
pub async fn delete_notification(id: &NotificationId) -> Result<(), ApiError> {
    send(Request::delete(&of(id, "")).keepalive()).await.map(drop)
}

/// `POST /api/notifications/{id}/restore`: puts a removed notification back.
pub async fn restore_notification(id: &NotificationId) -> Result<Notification, ApiError> {
    fetch_json(Request::post(&of(id, "/restore"))).await
}

/// `POST /api/notifications/{id}/visit`: answers whether a visit suits.
pub async fn answer_visit(id: &NotificationId, answer: &NewVisitAnswer) -> Result<Notification, ApiError> {
    send_json(Request::post(&of(id, "/visit")), answer).await
}

/// `POST /api/notifications/{id}/reply`: replies to a survey or a no-access notice.
pub async fn create_reply(id: &NotificationId, reply: &NewReply) -> Result<Notification, ApiError> {
    send_json(Request::post(&of(id, "/reply")), reply).await
}

/// `GET /api/notifications/{id}/history`, oldest first.
pub async fn list_notification_history(
    id: &NotificationId,
    etag: Option<&str>,
) -> Result<Polled<Vec<HistoryEntry>>, ApiError> {
    poll(Request::get(&of(id, "/history")), etag).await
}

/// `GET /api/notifications/{id}/replies`, newest first.
pub async fn list_notification_replies(
    id: &NotificationId,
    etag: Option<&str>,
) -> Result<Polled<Vec<Reply>>, ApiError> {
    poll(Request::get(&of(id, "/replies")), etag).await
}

/// `GET /api/records/{kind}/{id}`: the record that a notification is about.
pub async fn get_record(address: &str, etag: Option<&str>) -> Result<Polled<Record>, ApiError> {
    poll(Request::get(&api_url(&format!("/records/{address}"))), etag).await
}

fn of(id: &NotificationId, part: &str) -> String {
    api_url(&format!("/notifications/{}{part}", encoded(&id.0)))
}

/// The URL of the history as CSV.
pub fn history_csv(id: &NotificationId) -> String {
    format!("{}?format=csv", of(id, "/history"))
}
