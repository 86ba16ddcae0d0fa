//! The simulator's own accounts: controllers whom nobody can sign in as, since they have no password. That of a demonstration sees
//! everything in it; that of an installation sees the sandboxes of integrators.

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use wire::session::Role;

use crate::state::AppState;
use crate::token::TokenUse;
use crate::{account, token};
use database::entity::user;
use web::error::Error;

/// Its sign-in name in a demonstration, which stands beside everything it does.
pub(crate) const EMAIL: &str = "simulator@tocsin.invalid";

/// Its sign-in name in an installation.
pub(crate) const SANDBOX_EMAIL: &str = "sandbox@tocsin.invalid";

/// Whether this sign-in name is the simulator's.
pub(crate) fn is_simulator(email: &str) -> bool {
    [EMAIL, SANDBOX_EMAIL].contains(&email)
}

/// Seconds that a token of it is good for: a day.
pub(super) const GOOD_FOR: i64 = 24 * 60 * 60;

/// A new token for it.
pub(super) async fn token(state: &AppState) -> Result<String, Error> {
    let now = state.now();
    let email = if state.config.demo { EMAIL } else { SANDBOX_EMAIL };
    let row = user::ActiveModel {
        id: Set(state.new_id().to_string()),
        email: Set(email.to_owned()),
        name: Set("Simulator".to_owned()),
        password_hash: Set(None),
        role: Set(Role::Controller.as_str().to_owned()),
        active: Set(true),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    let transaction = state.write().await?;
    user::Entity::insert(row)
        .on_conflict(OnConflict::column(user::Column::Email).do_nothing().to_owned())
        .exec_without_returning(&*transaction)
        .await?;
    transaction.commit().await?;
    let user = account::find(&*state.db, email)
        .await?
        .ok_or_else(|| Error::internal("the simulator's account vanished"))?;
    token::issue(state, TokenUse::User, &user.id, GOOD_FOR).await
}
