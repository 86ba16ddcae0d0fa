//! The simulator's accounts: controllers that nobody can sign in as, because they have no password. The account of a
//! demonstration sees everything in it; that of an installation sees the sandboxes of integrators.

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use wire::session::Role;

use crate::auth::sandbox::{EMAIL, SANDBOX_EMAIL};
use crate::auth::token::TokenUse;
use crate::auth::{account, token};
use crate::context::Context;
use database::entity::user;
use web::error::Error;

/// The lifetime of its token in seconds: one day.
pub(crate) const GOOD_FOR: i64 = 24 * 60 * 60;

/// Issues a token for it.
pub(crate) async fn token(state: &Context) -> Result<String, Error> {
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
        .ok_or_else(|| Error::internal("the simulator's account is missing"))?;
    token::issue(state, TokenUse::User, &user.id, GOOD_FOR).await
}
