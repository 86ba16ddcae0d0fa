//! Notifications.

use sea_orm::entity::prelude::*;

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub struct Model {
    /// Its number; the order in which they were made.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// Its id outside: a UUID.
    pub id: String,
    /// The organisation whose it is.
    pub customer_id: i64,
    /// A [`wire::notification::NotificationType`] as text.
    pub notification_type: String,
    /// The record that it is about.
    pub target_id: Option<String>,
    /// A [`wire::target_type::TargetType`] as text.
    pub target_type: Option<String>,
    /// The person it is addressed to, by e-mail address.
    pub user_email: Option<String>,
    /// What happened.
    pub message: Option<String>,
    /// The service that sent it.
    pub service_id: Option<String>,
    /// The person who made it.
    pub created_by_user_id: Option<String>,
    /// Who made it, by name.
    pub created_by: String,
    /// The template of each channel that has none of its own.
    pub template_id: Option<String>,
    /// The template of its e-mail.
    pub email_template_id: Option<String>,
    /// The template of its text.
    pub sms_template_id: Option<String>,
    /// The template of its letter.
    pub letter_template_id: Option<String>,
    /// The document that is its letter, when the letter is a ready PDF.
    pub letter_document_id: Option<String>,
    /// Where its text goes.
    pub mobile_number: Option<String>,
    /// Where its e-mail goes.
    pub email: Option<String>,
    /// What the template's placeholders stand for: JSON.
    pub personalisation: Option<String>,
    /// Documents that go along: JSON.
    pub attachments: Option<String>,
    /// Somebody has to decide.
    pub require_action: bool,
    /// It also goes out by e-mail.
    pub require_email: bool,
    /// It also goes out by text.
    pub require_sms: bool,
    /// It also goes out by letter.
    pub require_letter: bool,
    /// Where one goes on, when the sender said so.
    pub follow_on_url: Option<String>,
    /// When the visit is.
    pub due_at: Option<i64>,
    /// The site that it is about.
    pub site_id: Option<i64>,
    /// Whom it is for, in words.
    pub audience: String,
    /// What was done last: a [`wire::notification::ActionType`] as text.
    pub action_type: Option<String>,
    /// Why.
    pub action_note: Option<String>,
    /// Who did it, by their sign-in name.
    pub action_by: Option<String>,
    /// Who did it, by name.
    pub action_by_name: Option<String>,
    /// When.
    pub action_at: Option<i64>,
    /// Approved or rejected.
    pub decided: bool,
    /// What the resident said to the visit.
    pub visit_answer: Option<String>,
    /// When another would suit.
    pub visit_note: Option<String>,
    /// When they said so.
    pub visit_at: Option<i64>,
    /// The other time that was chosen or asked for.
    pub visit_slot: Option<i64>,
    /// Other times that the resident may choose: a list of milliseconds as JSON.
    pub visit_slots: Option<String>,
    /// The home that it is about, as the services name it.
    pub property: Option<String>,
    /// It is for everybody of a site or a tenure, who are also written to.
    pub broadcast: bool,
    /// The number of the last resident who was written to, until all were.
    pub reach_after: Option<i64>,
    /// Two that have the same are one.
    pub once: Option<String>,
    /// A newer one with the same takes its place.
    pub topic: Option<String>,
    /// Counts its changes.
    pub version: i64,
    /// When it was made.
    pub created_at: i64,
    /// When somebody last did something with it.
    pub touched_at: i64,
    /// When it comes onto trays and is sent, while that is still to come.
    pub arrives_at: Option<i64>,
    /// When officer and manager were told that nobody does.
    pub told_at: Option<i64>,
    /// When it was taken off the last tray.
    pub deleted_at: Option<i64>,
    /// A newer one with the same topic took its place.
    pub superseded: bool,
    /// When its personal fields were erased.
    pub erased_at: Option<i64>,
    /// Its service is told when somebody reads it.
    pub read_callback: bool,
    /// The API client that posted it with its server token.
    pub client_id: Option<String>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
