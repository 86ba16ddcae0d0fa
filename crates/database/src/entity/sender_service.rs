//! Services of the embedded sender: whose keys may send, how much, and where receipts go.

use sea_orm::EntityTrait;
use sea_orm::entity::prelude::*;

/// A service of the sender.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sender_service")]
pub struct Model {
    /// A UUID; the `iss` of its tokens, the first UUID of its keys.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// What it is called; before its keys, and in the sender's address.
    pub name: String,
    /// The organisation whose admins manage it; nobody's when there is none.
    pub customer_id: Option<i64>,
    /// Whom to ask about a file; files may be sent once it is there.
    pub contact: Option<String>,
    /// Where delivery receipts go.
    pub callback_url: Option<String>,
    /// What they are signed in with, sealed.
    pub callback_token: Option<String>,
    /// Cleared when its keys no longer count.
    pub active: bool,
    /// Whether its texts may leave the country.
    pub international: bool,
    /// Requests a minute that each kind of key may make.
    pub rate_limit: i64,
    /// E-mails a day.
    pub email_limit: i64,
    /// Texts a day.
    pub sms_limit: i64,
    /// Letters a day.
    pub letter_limit: i64,
    /// When it was made.
    pub created_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The server's own service.
pub const OWN_SERVICE: &str = "00000000-0000-7000-8000-000000000001";
