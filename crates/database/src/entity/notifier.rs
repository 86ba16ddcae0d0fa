//! Notifiers: the e-mail addresses, webhooks and people through which a provider is notified.

use sea_orm::entity::prelude::*;
use wire::assistance::NotifierKind;

/// One notifier of one provider.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notifier")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub provider_id: i64,
    /// Its position in the provider's form.
    pub position: i64,
    /// A [`NotifierKind`] as text.
    pub kind: String,
    pub name: String,
    /// An e-mail address, a URL, or the id of a supporter's account.
    pub address: String,
    /// When the receiver answered 410 (gone); it is not notified any more.
    pub disabled_at: Option<i64>,
    /// When it was added.
    pub created_at: i64,
}

impl Model {
    /// The kind of notifier.
    pub fn kind(&self) -> NotifierKind {
        NotifierKind::parse(&self.kind).unwrap_or_default()
    }
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
