//! Every token that was handed out, so that each can be struck.

use sea_orm::entity::prelude::*;

/// When a token ends that does not.
pub const NEVER: i64 = i64::MAX;

/// A token. Exactly one of `client_id` and `user_id` says whose.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "token")]
pub struct Model {
    /// The `jti` of the JWT.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The API client of a server token.
    pub client_id: Option<String>,
    /// The user of a user token.
    pub user_id: Option<String>,
    /// When it was handed out.
    pub created_at: i64,
    /// When it stops counting; [`NEVER`] for one that does not by itself.
    pub expires_at: i64,
    /// When it was struck.
    pub struck_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
