//! `/api/users/{id}/sessions` and `/api/users/{id}/tokens`: an account's sessions and tokens, and their revocation.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use wire::account::{SignedIn, TokenRow};
use wire::time::Timestamp;

use crate::accounts::revoke;
use crate::accounts::revoke::Cause;
use crate::auth::caller::Admin;
use crate::context::Change;
use crate::state::AppState;
use crate::users::find;
use database::entity::{session, token};
use web::error::Error;

/// The browsers and televisions in which an account is signed in, last active first.
#[utoipa::path(get, path = "/api/users/{id}/sessions", tag = "users",
    responses((status = 200, description = "An array", body = Vec<SignedIn>), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn list_user_sessions(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<Json<Vec<SignedIn>>, Error> {
    find(&*state.db, &admin, &id).await?;
    let rows = session::Entity::find()
        .filter(session::Column::UserId.eq(&id))
        .order_by_desc(session::Column::SeenAt)
        .all(&*state.db)
        .await?;
    let shown = rows.into_iter().map(|row| SignedIn {
        // The id is a hash of 256 random bits; it identifies the session and allows nobody to sign in.
        id: row.id_hash,
        kind: row.kind,
        device: row.device,
        created_at: Timestamp::from_millis(row.created_at),
        seen_at: Timestamp::from_millis(row.seen_at),
    });
    Ok(Json(shown.collect()))
}

/// Ends all sessions of an account, revokes its tokens and deletes its devices; for a lost phone.
#[utoipa::path(delete, path = "/api/users/{id}/sessions", tag = "users",
    responses((status = 204, description = "Signed out everywhere"), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn delete_user_sessions(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    find(&*transaction, &admin, &id).await?;
    revoke::account(&*transaction, &state, &id, Cause::SignedOut).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}

/// Signs one browser or television out.
#[utoipa::path(delete, path = "/api/users/{id}/sessions/{session}", tag = "users",
    responses((status = 204, description = "Signed out"), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn delete_user_session(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path((id, session)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    find(&*transaction, &admin, &id).await?;
    let own = session::Column::UserId.eq(&id);
    let row = session::Entity::find_by_id(session).filter(own).one(&*transaction).await?;
    crate::auth::revoke::session(&*transaction, &row.ok_or(Error::NotFound)?.id_hash).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}

/// The valid tokens of an account, newest first.
#[utoipa::path(get, path = "/api/users/{id}/tokens", tag = "users",
    responses((status = 200, description = "An array", body = Vec<TokenRow>), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn list_user_tokens(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<Json<Vec<TokenRow>>, Error> {
    find(&*state.db, &admin, &id).await?;
    let rows = token::Entity::find()
        .filter(token::Column::UserId.eq(&id))
        .filter(token::Column::RevokedAt.is_null())
        .filter(token::Column::ExpiresAt.gt(state.now()))
        .order_by_desc(token::Column::CreatedAt)
        .all(&*state.db)
        .await?;
    let shown = rows.into_iter().map(|row| TokenRow {
        id: row.id,
        created_at: Timestamp::from_millis(row.created_at),
        expires_at: (row.expires_at != token::NEVER).then(|| Timestamp::from_millis(row.expires_at)),
    });
    Ok(Json(shown.collect()))
}

/// Revokes one token.
#[utoipa::path(delete, path = "/api/users/{id}/tokens/{token}", tag = "users",
    responses((status = 204, description = "Struck"), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn delete_user_token(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path((id, token)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    find(&*transaction, &admin, &id).await?;
    let row = token::Entity::find_by_id(token)
        .filter(token::Column::UserId.eq(&id))
        .filter(token::Column::RevokedAt.is_null())
        .one(&*transaction)
        .await?;
    crate::auth::revoke::token(&*transaction, &row.ok_or(Error::NotFound)?, state.now()).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}
