//! Accounts: everyone who can sign in.

use sea_orm::entity::prelude::*;

/// An account of any role.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The sign-in name in lower case: an e-mail address, or an opaque id in the form of one.
    pub email: String,
    pub name: String,
    /// An argon2 hash in PHC form; without one, nobody can sign in.
    pub password_hash: Option<String>,
    /// A [`Role`](wire::session::Role) as text.
    pub role: String,
    /// A staff team as text.
    pub team: Option<String>,
    pub mobile: Option<String>,
    /// The organisation that they belong to.
    pub organisation_id: Option<i64>,
    /// A resident's site, or an officer's patch.
    pub site_id: Option<i64>,
    /// The API client that registered them.
    pub client_id: Option<String>,
    /// False when deactivated; the row is kept for the history.
    pub active: bool,
    pub created_at: i64,
    pub updated_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
