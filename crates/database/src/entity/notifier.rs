//! The ways in which providers are told.

use sea_orm::entity::prelude::*;
use wire::assistance::NotifierKind;

/// One way of one provider.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notifier")]
pub struct Model {
    /// Its number; never given to another one.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose it is.
    pub provider_id: i64,
    /// Its place in the form.
    pub position: i64,
    /// A [`NotifierKind`] as text.
    pub kind: String,
    /// Who that is.
    pub name: String,
    /// An e-mail address, a web address, or the id of a supporter's account.
    pub address: String,
    /// When it said that it is gone; it is told no more.
    pub disabled_at: Option<i64>,
    /// When it was added.
    pub created_at: i64,
}

impl Model {
    /// How they are told.
    pub fn kind(&self) -> NotifierKind {
        NotifierKind::parse(&self.kind).unwrap_or_default()
    }
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
