//! Addresses for answers and names of texts, which a request may choose by their id.

use sea_orm::entity::prelude::*;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sender_identity")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose it is.
    pub service_id: String,
    /// `email`, `sms`, or `guest`: a recipient that a team key may write to.
    pub kind: String,
    /// The address, the number or the name.
    pub value: String,
    /// Whether it is taken when a request chooses none.
    pub is_default: bool,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
