//! Revokes sessions and tokens.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::notifications;
use database::entity::{client, service, session as sessions, token as tokens, tv_pairing};
use web::error::Error;

/// Ends one session, by the hash of its secret. A television's pairing code is deleted, too; otherwise it would sign in again.
pub async fn session(transaction: &impl ConnectionTrait, id_hash: &str) -> Result<(), Error> {
    let Some(row) = sessions::Entity::find_by_id(id_hash).one(transaction).await? else { return Ok(()) };
    sessions::Entity::delete_by_id(id_hash).exec(transaction).await?;
    tv_pairing::Entity::delete_many()
        .filter(tv_pairing::Column::SecretHash.eq(id_hash))
        .exec(transaction)
        .await?;
    notifications::wake_streams(transaction, &row.user_id).await
}

/// Revokes a single token.
pub async fn token(transaction: &impl ConnectionTrait, row: &tokens::Model, now: i64) -> Result<(), Error> {
    tokens::Entity::update_many()
        .col_expr(tokens::Column::RevokedAt, Expr::value(now))
        .filter(tokens::Column::Id.eq(&row.id))
        .filter(tokens::Column::RevokedAt.is_null())
        .exec(transaction)
        .await?;
    match &row.user_id {
        Some(user_id) => notifications::wake_streams(transaction, user_id).await,
        None => Ok(()),
    }
}

/// Whether the service that a message concerns is inactive.
pub async fn is_switched_off(db: &impl ConnectionTrait, service_id: &str) -> Result<bool, Error> {
    let found = service::Entity::find_by_id(service_id).one(db).await?;
    Ok(found.is_some_and(|service| !service.active))
}

/// Whether an API client may still receive webhooks about callouts.
pub async fn is_active_client(db: &impl ConnectionTrait, id: &str) -> Result<bool, Error> {
    let found = client::Entity::find_by_id(id).one(db).await?;
    Ok(found.is_some_and(|client| client.active))
}

/// Revokes every token of an API client. It can request a new one with its secret.
pub async fn client_tokens(transaction: &impl ConnectionTrait, id: &str, now: i64) -> Result<(), Error> {
    tokens::Entity::update_many()
        .col_expr(tokens::Column::RevokedAt, Expr::value(now))
        .filter(tokens::Column::ClientId.eq(id))
        .filter(tokens::Column::RevokedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}
