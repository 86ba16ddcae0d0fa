//! Services of the embedded GOV.UK Notify compatible service, with their limits and the address for their receipts.

use sea_orm::EntityTrait;
use sea_orm::entity::prelude::*;

/// A service of the embedded GOV.UK Notify compatible service.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notify_service")]
pub struct Model {
    /// A UUID; the `iss` of its tokens, and the first UUID of its keys.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The name; it is part of its keys and of the sender address.
    pub name: String,
    /// The organisation whose admins manage it; empty for the server's own.
    pub organisation_id: Option<i64>,
    /// The contact for questions about a file; required before files can be sent.
    pub contact: Option<String>,
    /// Where delivery receipts go.
    pub callback_url: Option<String>,
    /// The bearer token for the callback, sealed.
    pub callback_token: Option<String>,
    /// False when its keys are no longer accepted.
    pub active: bool,
    /// Whether it may send texts to other countries.
    pub international: bool,
    /// Requests a minute for each kind of key.
    pub rate_limit: i64,
    pub email_limit: i64,
    pub sms_limit: i64,
    pub letter_limit: i64,
    pub created_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The service that the server itself sends with.
pub const BUILTIN_SERVICE: &str = "00000000-0000-7000-8000-000000000001";
