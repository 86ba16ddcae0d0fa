//! Sessions of browsers and televisions.

use sea_orm::entity::prelude::*;

/// A session. Signing out and revoking delete the row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// SHA-256 of the cookie, so that a copy of this table allows nobody to sign in.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    pub user_id: String,
    pub created_at: i64,
    /// The last request: to the minute for staff, to the hour for others.
    pub seen_at: i64,
    /// The session does not expire before this time, because an alarm was open.
    pub held_until: i64,
    /// `browser` or `television`.
    pub kind: String,
    /// The device as its browser describes it; for a television, the name that the resident gave it.
    pub device: String,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
