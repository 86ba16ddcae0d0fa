//! A notification, in the form that the officers' tray and the residents' list read.

mod action;
mod event;
mod filter;
mod history;
mod new;
mod reply;
mod visit;

pub use action::{ActionResult, ActionType, BulkAction, NOTE_LIMIT, NewAction};
pub use event::TrayChange;
pub use filter::{LIMIT_DEFAULT, LIMIT_MOST, NotificationFilter, Scope};
pub use history::{HistoryAction, HistoryEntry};
pub use new::{ADDRESS_LINES, MESSAGE_LIMIT, NewNotification, RESIDENT_VALUES, WhoSends};
pub use reply::{NewReply, Reply, ReplyChoice};
pub use visit::{NewVisitAnswer, VisitAnswer, VisitChoice};

use crate::id::{NotificationId, SiteId};
use crate::lenient::read_leniently;
use crate::target_type::TargetType;
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;
use std::collections::BTreeMap;

words!(
    /// The channel of a notification.
    NotificationType {
        Screen = "Screen",
        Email = "Email",
        Text = "Text",
        Letter = "Letter",
    }
);

/// One item of `GET /api/notifications`. The fields after `created_date` are ours, and are left out when they are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    /// A UUID.
    pub id: NotificationId,
    /// The id of the record that it is about, in the service's system.
    pub target_id: Option<String>,
    /// The kind of record, which also decides the notification's title and recipients.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::StoredTargetType))]
    pub target_type: TargetType,
    /// The first channel.
    pub notification_type: NotificationType,
    /// The recipient's e-mail address.
    pub user: Option<String>,
    /// What happened, in a sentence.
    pub message: Option<String>,
    /// Always null: the key of the service that sent it is a secret.
    pub service_key: Option<String>,
    /// The template of its e-mail, text or letter.
    pub template_id: Option<String>,
    /// The recipient of the text.
    pub mobile_number: Option<String>,
    /// The recipient of the e-mail.
    pub email: Option<String>,
    /// A decision is needed.
    pub require_action: bool,
    /// It is also sent by e-mail.
    pub require_email_notification: bool,
    /// It is also sent by text.
    pub require_sms_notification: bool,
    /// It is also sent by letter.
    pub require_letter: bool,
    /// Whether the caller has read it.
    pub is_read_status: bool,
    /// The messages that were sent, one for each channel.
    pub sent_message_details: Option<Vec<SentMessage>>,
    /// The note of the last action.
    pub action_note: Option<String>,
    /// The e-mail address of the person who acted last.
    pub performed_action_done_by: Option<String>,
    pub performed_action_type: Option<ActionType>,
    /// Whether it may be removed from the tray.
    pub is_removable: bool,
    /// The values of the template's placeholders.
    pub personalisation_params: Option<BTreeMap<String, String>>,
    pub performed_action_date: Option<Timestamp>,
    pub created_date: Timestamp,
    /// Increases with every change; usable as `If-Match`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// The name of the person who acted last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performed_action_done_by_name: Option<String>,
    /// The name of its creator: a person, a service, or Tocsin itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// The service that sent it, by the name that message-status takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The recipients in words: `finance`, `officers of Acacia Avenue`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_id: Option<SiteId>,
    /// Whether the caller may decide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub may_decide: Option<bool>,
    /// When the caller read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
    /// The link of its button.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_on_url: Option<String>,
    /// The record that it is about, as kind and id in the record's path; none if no service keeps it here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// How to reach the people behind the service that sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_contact: Option<String>,
    /// The caller's reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// The start of the visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// The resident's answer to the visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit_answer: Option<VisitAnswer>,
    /// Other times that the resident may choose for the visit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<Timestamp>,
    /// The home that it is about, as the services name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<String>,
    /// Number of residents of a site or tenure who were notified, by channel.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
    /// When its personal fields were erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
    /// When it was removed from the last tray. Managers, admins and the service that sent it still find it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// When the caller removed it from their tray.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed_at: Option<Timestamp>,
}

read_leniently!(Notification {
    id,
    target_id,
    target_type,
    notification_type,
    user,
    message,
    service_key,
    template_id,
    mobile_number,
    email,
    require_action,
    require_email_notification,
    require_sms_notification,
    require_letter,
    is_read_status,
    sent_message_details,
    action_note,
    performed_action_done_by,
    performed_action_type,
    is_removable,
    personalisation_params,
    performed_action_date,
    created_date,
    version,
    performed_action_done_by_name,
    created_by,
    service,
    audience,
    site_id,
    may_decide,
    read_at,
    follow_on_url,
    record,
    service_contact,
    reply,
    due_at,
    visit_answer,
    slots,
    property,
    reached,
    erased_at,
    deleted_at,
    removed_at
});

impl Notification {
    /// Whether it was approved or rejected. Nothing else can be decided after that.
    pub fn is_decided(&self) -> bool {
        self.performed_action_type.as_ref().is_some_and(ActionType::is_final)
    }

    /// Whether a decision is still needed.
    pub fn needs_decision(&self) -> bool {
        self.require_action && !self.is_decided()
    }
}

/// Number of residents who were notified by one channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reached {
    pub channel: NotificationType,
    pub count: i64,
    /// Number of failed messages.
    pub failed: i64,
}

read_leniently!(Reached { channel, count, failed });

/// One message that a notification sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SentMessage {
    pub channel: NotificationType,
    /// GOV.UK Notify's id, once there is one.
    pub id: Option<String>,
    /// GOV.UK Notify's status, or `created` while the message waits in the outbox.
    pub status: String,
    /// When the status was received.
    pub time: Timestamp,
    /// The document with the sent content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_id: Option<String>,
}

read_leniently!(SentMessage { channel, id, status, time, document_id });
