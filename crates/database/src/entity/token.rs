//! Issued API tokens, so that each can be revoked.

use sea_orm::entity::prelude::*;

/// The `expires_at` of a token that does not expire.
pub const NEVER: i64 = i64::MAX;

/// A token. Either `client_id` or `user_id` is set.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "token")]
pub struct Model {
    /// The `jti` of the JWT.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The API client of a server token.
    pub client_id: Option<String>,
    /// The account of a user token.
    pub user_id: Option<String>,
    pub created_at: i64,
    /// When it expires; [`NEVER`] for a token that does not.
    pub expires_at: i64,
    pub revoked_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
