//! Keys of the embedded sender's services.

use sea_orm::entity::prelude::*;

/// One key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sender_key")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose it is.
    pub service_id: String,
    /// What it is called.
    pub name: String,
    /// `normal`, `team` or `test`.
    pub kind: String,
    /// Its last UUID, which signs tokens; sealed.
    pub secret: String,
    /// When it was made.
    pub created_at: i64,
    /// When it was revoked.
    pub expired_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
