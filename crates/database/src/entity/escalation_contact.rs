//! An account or a telephone number that a rung of the escalation ladder notified.

use sea_orm::entity::prelude::*;

/// One contact of one rung.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation_contact")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub rung_id: i64,
    /// The account; empty for a telephone number in a ladder.
    pub user_id: Option<String>,
    /// `screen`, `email` or `text`.
    pub channel: String,
    /// Where a text was sent: digits with the country code.
    pub number: Option<String>,
    /// The code for a reply by text; unique among the open alarms of a number.
    pub code: Option<i64>,
    /// The message in the outbox.
    pub message_id: Option<String>,
    /// When it was added to the outbox.
    pub created_at: i64,
    /// When this contact acknowledged the alarm.
    pub answered_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
