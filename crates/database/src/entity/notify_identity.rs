//! Reply-to addresses and text sender names, which a request may select by id.

use sea_orm::entity::prelude::*;

/// One reply-to address, sender name or guest.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notify_identity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub service_id: String,
    /// `email`, `sms`, or `guest`: a recipient that team keys may write to.
    pub kind: String,
    /// The address, telephone number or name.
    pub value: String,
    /// Whether it is used when a request selects none.
    pub is_default: bool,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
