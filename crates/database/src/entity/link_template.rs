//! Where notifications lead, as admins set it.

use sea_orm::entity::prelude::*;

/// One type's link, for one service or for every service without a link of its own.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link_template")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: i64,
    /// The service, or an empty text for every service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: String,
    /// The type.
    #[sea_orm(primary_key, auto_increment = false)]
    pub target_type: String,
    /// A link with `{targetId}`.
    pub template: String,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
