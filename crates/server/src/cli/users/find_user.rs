//! Finding an account by its e-mail address.

use crate::auth::account;
use crate::cli::database_args::error_text;
use crate::context::Context;
use database::entity::user;

pub(crate) async fn find(state: &Context, email: &str) -> Result<user::Model, String> {
    let found = account::find(&*state.db, email).await.map_err(error_text)?;
    found.ok_or_else(|| format!("There is no user {email}."))
}
