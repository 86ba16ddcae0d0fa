//! Browsers that are signed in.

use sea_orm::entity::prelude::*;

/// A signed-in browser. Signing out and striking delete the row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// SHA-256 of the cookie, so that reading the table signs nobody in.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    /// Who it is.
    pub user_id: String,
    /// When they signed in.
    pub created_at: i64,
    /// When they last did something: staff to the minute, others to the hour.
    pub seen_at: i64,
    /// It does not end before this, since an alarm was open.
    pub held_until: i64,
    /// `browser` or `television`.
    pub kind: String,
    /// What it is, as far as it said; what the resident calls a television.
    pub device: String,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
