//! An account or a telephone number that a rung of the escalation ladder notified.

use sea_orm::entity::prelude::*;

/// A contact.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation_contact")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The rung.
    pub rung_id: i64,
    /// The account; empty for a number that a ladder names.
    pub user_id: Option<String>,
    /// `screen`, `email` or `text`.
    pub channel: String,
    /// Where a text went, in digits with the country code.
    pub number: Option<String>,
    /// What to reply to a text; unique among the open alarms of a number.
    pub code: Option<i64>,
    /// The message in the outbox.
    pub message_id: Option<String>,
    /// When it was put into the outbox.
    pub created_at: i64,
    /// When it was acknowledged by this contact.
    pub answered_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
