//! Codes for setting a password.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use wire::password::PasswordReset;
use wire::time::Timestamp;

use crate::context::Context;
use database::entity::password_reset;
use web::error::Error;

pub(crate) const GOOD_FOR: i64 = 24 * 60 * 60_000;

/// Letters and digits that are not confused when read aloud: 32 of them, 5 bits each.
pub(crate) const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Creates the code; an earlier code of the same person becomes invalid.
pub(crate) async fn start(state: &Context, user_id: &str) -> Result<PasswordReset, Error> {
    let transaction = state.write().await?;
    let reset = put(state, &*transaction, user_id, GOOD_FOR).await?;
    transaction.commit().await?;
    Ok(reset)
}

/// Letters to read aloud, each with 5 random bits.
pub(crate) fn letters<const COUNT: usize>(state: &Context) -> String {
    let mut bytes = [0; COUNT];
    state.random.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// The same in the caller's transaction, for a code that is valid for this many milliseconds.
pub(crate) async fn put(
    state: &Context,
    transaction: &impl ConnectionTrait,
    user_id: &str,
    good_for: i64,
) -> Result<PasswordReset, Error> {
    let letters = letters::<12>(state);
    let expires_at = state.now() + good_for;
    let row = password_reset::ActiveModel {
        user_id: Set(user_id.to_owned()),
        code_hash: Set(database::digest::hash(&letters)),
        expires_at: Set(expires_at),
    };
    let replace = OnConflict::column(password_reset::Column::UserId)
        .update_columns([password_reset::Column::CodeHash, password_reset::Column::ExpiresAt])
        .to_owned();
    password_reset::Entity::insert(row).on_conflict(replace).exec_without_returning(transaction).await?;
    let code = format!("{}-{}-{}", &letters[..4], &letters[4..8], &letters[8..]);
    Ok(PasswordReset { code, expires_at: Timestamp::from_millis(expires_at) })
}
