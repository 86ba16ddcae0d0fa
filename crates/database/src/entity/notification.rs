//! Notifications.

use sea_orm::entity::prelude::*;

/// A notification with its messages and latest action.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub struct Model {
    /// Ascending in the order of creation.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The public id: a UUID.
    pub id: String,
    /// The organisation that it belongs to.
    pub organisation_id: i64,
    /// A [`wire::notification::NotificationType`] as text.
    pub notification_type: String,
    /// The record that it is about.
    pub target_id: Option<String>,
    /// A [`wire::target_type::TargetType`] as text.
    pub target_type: Option<String>,
    /// The e-mail address of the addressee.
    pub user_email: Option<String>,
    pub message: Option<String>,
    /// The service that sent it.
    pub service_id: Option<String>,
    /// The account that created it.
    pub created_by_user_id: Option<String>,
    /// The name of its creator.
    pub created_by: String,
    /// The template for channels that have none of their own.
    pub template_id: Option<String>,
    pub email_template_id: Option<String>,
    pub sms_template_id: Option<String>,
    pub letter_template_id: Option<String>,
    /// The document to send as the letter, when the letter is a ready PDF.
    pub letter_document_id: Option<String>,
    pub mobile_number: Option<String>,
    pub email: Option<String>,
    /// The values of the template's placeholders: JSON.
    pub personalisation: Option<String>,
    /// The attached documents: JSON.
    pub attachments: Option<String>,
    /// Somebody must approve or reject it.
    pub require_action: bool,
    /// It is also sent by e-mail.
    pub require_email: bool,
    /// It is also sent by text.
    pub require_sms: bool,
    /// It is also sent by letter.
    pub require_letter: bool,
    /// The link for the next step, if the sender provided one.
    pub follow_on_url: Option<String>,
    /// When the visit takes place.
    pub due_at: Option<i64>,
    /// The site that it is about.
    pub site_id: Option<i64>,
    /// A description of the audience.
    pub audience: String,
    /// The latest action: a [`wire::notification::ActionType`] as text.
    pub action_type: Option<String>,
    /// The reason that was given for the latest action.
    pub action_note: Option<String>,
    /// The sign-in name of the person who took it.
    pub action_by: Option<String>,
    pub action_by_name: Option<String>,
    pub action_at: Option<i64>,
    pub decided: bool,
    /// The resident's answer to the visit.
    pub visit_answer: Option<String>,
    /// The resident's note about a time that suits better.
    pub visit_note: Option<String>,
    pub visit_at: Option<i64>,
    /// The alternative time that the resident chose or asked for.
    pub visit_slot: Option<i64>,
    /// Alternative times that the resident may choose: a JSON list of milliseconds.
    pub visit_slots: Option<String>,
    /// The home that it is about, as services identify it.
    pub property: Option<String>,
    /// It is for everybody at a site or of a tenure, and also sent to each of them.
    pub broadcast: bool,
    /// The id of the last resident to whom it was sent; empty once it was sent to all.
    pub reach_after: Option<i64>,
    /// Two notifications with the same value are the same notification.
    pub once: Option<String>,
    /// A newer notification with the same value supersedes this one.
    pub topic: Option<String>,
    /// Incremented by every change.
    pub version: i64,
    pub created_at: i64,
    /// When somebody last acted on it.
    pub touched_at: i64,
    /// When it will be put on trays and sent; empty once that has happened.
    pub arrives_at: Option<i64>,
    /// When officer and manager were notified that nobody acts on it.
    pub reminded_at: Option<i64>,
    /// When it was removed from the last tray.
    pub deleted_at: Option<i64>,
    /// A newer notification with the same topic superseded it.
    pub superseded: bool,
    /// When its personal fields were erased.
    pub erased_at: Option<i64>,
    /// The service receives a callback when somebody reads it.
    pub read_callback: bool,
    /// The API client that posted it with its server token.
    pub client_id: Option<String>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
