//! Texts that people sent to a service.

use sea_orm::entity::prelude::*;

/// One text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "received_text")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// To which service.
    pub service_id: String,
    /// From which number.
    pub user_number: String,
    /// To which number.
    pub notify_number: String,
    /// What it says.
    pub content: String,
    /// When it came.
    pub created_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
