//! Revokes what an account, a service or an API client holds, at once and on every server. [`HELD`] names every column that
//! refers to one of them, and what happens to its rows; a test reads the schema and fails for a column that is not named.

pub mod references;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::auth::revoke::client_tokens;
use crate::context::Context;
use crate::{assistance, notifications, push};
use database::entity::{
    client, notify_service, password_reset, service, session as sessions, token as tokens, tv_pairing,
};
use web::error::Error;

/// Why the rights of an account end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It was deactivated: nobody can sign in to it, and no message is sent to it.
    Deactivated,
    /// Somebody else may hold its credentials: it was signed out everywhere, or got a new password.
    SignedOut,
    /// Its role or team changed. Tokens were issued for the old one; a browser's session takes the new one.
    OtherWork,
}

/// Revokes what an account holds, in the transaction of the cause.
pub async fn account(
    transaction: &impl ConnectionTrait,
    state: &Context,
    user_id: &str,
    cause: Cause,
) -> Result<(), Error> {
    tokens::Entity::update_many()
        .col_expr(tokens::Column::RevokedAt, Expr::value(state.now()))
        .filter(tokens::Column::UserId.eq(user_id))
        .filter(tokens::Column::RevokedAt.is_null())
        .exec(transaction)
        .await?;
    if cause != Cause::OtherWork {
        end_sign_in(transaction, user_id).await?;
    }
    notifications::wake_streams(transaction, user_id).await?;
    if cause == Cause::Deactivated {
        assistance::account_revoked(state, transaction, user_id).await?;
    }
    Ok(())
}

/// Deletes sessions, televisions, codes and devices.
async fn end_sign_in(transaction: &impl ConnectionTrait, user_id: &str) -> Result<(), Error> {
    sessions::Entity::delete_many().filter(sessions::Column::UserId.eq(user_id)).exec(transaction).await?;
    tv_pairing::Entity::delete_many()
        .filter(tv_pairing::Column::UserId.eq(user_id))
        .exec(transaction)
        .await?;
    password_reset::Entity::delete_many()
        .filter(password_reset::Column::UserId.eq(user_id))
        .exec(transaction)
        .await?;
    push::remove(transaction, user_id).await
}

/// Activates or deactivates a service in both APIs at once: the keys of an inactive service are refused everywhere.
pub async fn switch_service(transaction: &impl ConnectionTrait, id: &str, active: bool) -> Result<(), Error> {
    service::Entity::update_many()
        .col_expr(service::Column::Active, Expr::value(active))
        .filter(service::Column::Id.eq(id))
        .exec(transaction)
        .await?;
    notify_service::Entity::update_many()
        .col_expr(notify_service::Column::Active, Expr::value(active))
        .filter(notify_service::Column::Id.eq(id))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Revokes an API client and its tokens. Residents that it registered keep their accounts.
pub async fn client(transaction: &impl ConnectionTrait, id: &str, now: i64) -> Result<(), Error> {
    client::Entity::update_many()
        .col_expr(client::Column::Active, Expr::value(false))
        .filter(client::Column::Id.eq(id))
        .exec(transaction)
        .await?;
    client_tokens(transaction, id, now).await
}
