//! Signed-in browsers: started with a password, resumed by a cookie, ended by signing out, idling or striking.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::revoke;
use crate::state::{AppState, Change};
use crate::table::{session, user};
use wire::session::Role;

const MINUTE: i64 = 60_000;

/// Starts a session and gives the secret for its cookie; only the secret's hash is kept.
pub async fn start(state: &AppState, user_id: &str, device: String) -> Result<String, Error> {
    let secret = state.new_secret();
    let now = state.now();
    let row = session::ActiveModel {
        id_hash: Set(hash(&secret)),
        user_id: Set(user_id.to_owned()),
        created_at: Set(now),
        seen_at: Set(now),
        kind: Set("browser".to_owned()),
        device: Set(device),
    };
    let transaction = state.write().await?;
    row.insert(&*transaction).await?;
    transaction.commit().await?;
    Ok(secret)
}

/// Whose session it is; 401 when it is over or was never one.
pub async fn resume(state: &AppState, secret: &str) -> Result<user::Model, Error> {
    let over = || Error::unauthorized("This session is over. Sign in again.");
    let id_hash = hash(secret);
    let row = session::Entity::find_by_id(&id_hash).one(&*state.db).await?.ok_or_else(over)?;
    let user = user::Entity::find_by_id(&row.user_id).one(&*state.db).await?;
    let user = user.filter(|user| user.active).ok_or_else(over)?;
    let now = state.now();
    let is_staff = Role::from(user.role.clone()).is_staff();
    if is_over(state, &row, is_staff) {
        end(state, secret).await?;
        return Err(over());
    }
    if now - row.seen_at >= if is_staff { MINUTE } else { 60 * MINUTE } {
        session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(now))
            .filter(session::Column::IdHash.eq(&id_hash))
            .filter(Expr::col(session::Column::SeenAt).lt(now))
            .exec(&*state.db)
            .await?;
    }
    Ok(user)
}

/// Whose session it is while it lasts; asking keeps nobody signed in.
pub async fn holder(state: &AppState, secret: &str) -> Result<Option<user::Model>, Error> {
    let Some(row) = session::Entity::find_by_id(hash(secret)).one(&*state.db).await? else {
        return Ok(None);
    };
    let user = user::Entity::find_by_id(&row.user_id).one(&*state.db).await?;
    let lasts =
        |user: &user::Model| user.active && !is_over(state, &row, Role::from(user.role.clone()).is_staff());
    Ok(user.filter(lasts))
}

/// Whether it was idle, or went on, for too long.
fn is_over(state: &AppState, row: &session::Model, is_staff: bool) -> bool {
    let idle = i64::from(state.config.staff_idle_minutes) * MINUTE;
    let longest = i64::from(state.config.staff_session_hours) * 60 * MINUTE;
    let now = state.now();
    is_staff && (now - row.seen_at >= idle || now - row.created_at >= longest)
}

/// Forgets the session; unknown ones are already forgotten.
pub async fn end(state: &AppState, secret: &str) -> Result<(), Error> {
    let transaction = state.write().await?;
    revoke::session(&*transaction, &hash(secret)).await?;
    transaction.commit().await?;
    state.tell(Change::Trays);
    Ok(())
}

/// SHA-256 in hex; enough for secrets of 256 random bits.
pub fn hash(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
