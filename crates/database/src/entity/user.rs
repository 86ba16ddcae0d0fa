//! Accounts: everyone who can sign in.

use sea_orm::entity::prelude::*;

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The sign-in name in lower case: an e-mail address or an opaque id that looks like one.
    pub email: String,
    /// What to call them on a screen.
    pub name: String,
    /// argon2 in PHC form; nobody can sign in without one.
    pub password_hash: Option<String>,
    /// A [`Role`](wire::session::Role) as text.
    pub role: String,
    /// A staff team as text.
    pub team: Option<String>,
    /// The mobile number of staff.
    pub mobile: Option<String>,
    /// The organisation they belong to.
    pub customer_id: Option<i64>,
    /// The site they live at, or an officer's patch.
    pub site_id: Option<i64>,
    /// The API client that registered them.
    pub client_id: Option<String>,
    /// Cleared when deactivated; the row stays for the history.
    pub active: bool,
    /// When they were registered.
    pub created_at: i64,
    /// When anything here last changed.
    pub updated_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
