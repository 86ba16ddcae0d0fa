//! A notification, as the officers' tray and the residents' list read it.

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
    /// How a notification reaches its addressee.
    NotificationType {
        /// In the tray.
        Screen = "Screen",
        /// By e-mail.
        Email = "Email",
        /// By text message.
        Text = "Text",
        /// By letter.
        Letter = "Letter",
    }
);

/// One notification of `GET /api/notifications`. The fields after `created_date` are ours, and are left out when they say
/// nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    /// A UUID.
    pub id: NotificationId,
    /// What it is about: the id of a record elsewhere.
    pub target_id: Option<String>,
    /// Which kind of record, and so what it says.
    pub target_type: TargetType,
    /// How it goes out first.
    pub notification_type: NotificationType,
    /// The person it is addressed to, by their e-mail address.
    pub user: Option<String>,
    /// What happened, in a sentence.
    pub message: Option<String>,
    /// Always null: the key of the service that sent it is a secret.
    pub service_key: Option<String>,
    /// The template of its e-mail, text or letter.
    pub template_id: Option<String>,
    /// Where the text goes.
    pub mobile_number: Option<String>,
    /// Where the e-mail goes.
    pub email: Option<String>,
    /// Somebody has to decide.
    pub require_action: bool,
    /// It also goes out by e-mail.
    pub require_email_notification: bool,
    /// It also goes out by text.
    pub require_sms_notification: bool,
    /// It also goes out by letter.
    pub require_letter: bool,
    /// Whether the one who asks has read it.
    pub is_read_status: bool,
    /// What was sent, one entry a channel.
    pub sent_message_details: Option<Vec<SentMessage>>,
    /// What whoever acted last wrote.
    pub action_note: Option<String>,
    /// Who acted last, by their e-mail address.
    pub performed_action_done_by: Option<String>,
    /// What they did.
    pub performed_action_type: Option<ActionType>,
    /// Whether it may be taken off the tray.
    pub is_removable: bool,
    /// What the template's placeholders stand for.
    pub personalisation_params: Option<BTreeMap<String, String>>,
    /// When they acted.
    pub performed_action_date: Option<Timestamp>,
    /// When it was made.
    pub created_date: Timestamp,
    /// Counts its changes; good as an `If-Match`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Who acted last, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performed_action_done_by_name: Option<String>,
    /// Who made it, by name: a person, a service, or Tocsin itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// The service that sent it, by the name that message-status takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Whom it is for, in words: `finance`, `officers of Acacia Avenue`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The site it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_id: Option<SiteId>,
    /// Whether the one who asks may decide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub may_decide: Option<bool>,
    /// When the one who asks read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
    /// Where one goes on from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_on_url: Option<String>,
    /// The record that it is about, as kind and id in the address of a record; none where nobody keeps it here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// How to reach the people behind the service that sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_contact: Option<String>,
    /// What the one who asks replied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// When the visit is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// What the resident said to the visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visit_answer: Option<VisitAnswer>,
    /// Other times that the resident may choose for the visit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<Timestamp>,
    /// The home that it is about, as the services name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<String>,
    /// How many residents of a site or tenure were written to, by channel.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
    /// Its personal fields were erased then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
    /// It was taken off the last tray then; managers, admins and its sender still find it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// The one who asks took it off their tray then.
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
    /// Whether it was approved or rejected: nothing else can be decided then.
    pub fn is_decided(&self) -> bool {
        self.performed_action_type.as_ref().is_some_and(ActionType::is_final)
    }

    /// Whether somebody still has to decide.
    pub fn needs_decision(&self) -> bool {
        self.require_action && !self.is_decided()
    }
}

/// How many residents were written to by one channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reached {
    /// E-mail, text or letter.
    pub channel: NotificationType,
    /// Messages in all.
    pub count: i64,
    /// Those that could not be delivered.
    pub failed: i64,
}

read_leniently!(Reached { channel, count, failed });

/// One message that a notification sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SentMessage {
    /// E-mail, text or letter.
    pub channel: NotificationType,
    /// The sender's id of it, once the sender took it.
    pub id: Option<String>,
    /// The sender's status, or `created` while it waits for the sender.
    pub status: String,
    /// When that status was learned.
    pub time: Timestamp,
    /// The document that keeps what was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_id: Option<String>,
}

read_leniently!(SentMessage { channel, id, status, time, document_id });
