//! Finding an account by its e-mail address.

use crate::auth::account;
use crate::cli::database_args::told;
use crate::context::Context;
use database::entity::user;

pub(crate) async fn find(state: &Context, email: &str) -> Result<user::Model, String> {
    let found = account::find(&*state.db, email).await.map_err(told)?;
    found.ok_or_else(|| format!("There is no user {email}."))
}
