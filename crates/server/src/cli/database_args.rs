//! The database of a command, and what commands do with it.

use std::sync::Arc;

use clap::Args;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::auth::password;
use crate::config::Config;
use crate::context::Context;
use database::clock::{SystemClock, SystemRandom};
use database::connection;
use database::connection::Db;
use database::entity::{organisation, user};
use database::migration::Migrator;
use web::error::Error;

#[derive(Clone, Debug, Args)]
pub(crate) struct DatabaseArgs {
    /// The database: sqlite:<path> or postgres://user:password@host/name.
    #[arg(long, env = "TOCSIN_DATABASE", default_value = "sqlite:tocsin.db")]
    pub(crate) database: String,
    /// Encrypts the secrets in the database, such as the keys that sign webhooks and tokens. Without this flag they are encrypted
    /// with a key that is stored in the same database. Give every command the same value; a different value is refused.
    #[arg(long, env = "TOCSIN_SECRETS_KEY", hide_env_values = true)]
    pub(crate) secrets_key: Option<String>,
}

impl DatabaseArgs {
    /// Opens the database and runs pending migrations.
    pub(crate) async fn open(&self) -> Result<Db, String> {
        let db = connection::connect(&self.database).await?;
        db.migrate::<Migrator>()
            .await
            .map_err(|error| format!("Cannot bring the database up to date: {error}"))?;
        Ok(db)
    }

    /// The state for commands other than `serve`.
    pub(crate) async fn state(&self) -> Result<Context, String> {
        let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
        let config = Config { secrets_key: self.secrets_key.clone(), ..Config::default() };
        Context::new(self.open().await?, clock, random, config).await.map_err(|error| error.to_string())
    }
}

pub(crate) async fn check_organisation(state: &Context, id: i64) -> Result<(), String> {
    match organisation::Entity::find_by_id(id).count(&*state.db).await.map_err(error_text)? {
        0 => Err(format!("There is no customer {id}. Add one with: tocsin-server customer add <name>")),
        _ => Ok(()),
    }
}

/// Checks and hashes the password that the operator gave, if any.
pub(crate) async fn hash_password(
    state: &Context,
    password: Option<String>,
) -> Result<Option<String>, String> {
    let Some(password) = password else { return Ok(None) };
    password::check(&password).map_err(error_text)?;
    let by = password::Origin::Known("operator");
    state.hashing.hash(password, state.random.as_ref(), by).await.map(Some).map_err(error_text)
}

/// Prints a one-time code with which the account's owner chooses a password.
pub(crate) async fn print_code(state: &Context, user: &user::Model) -> Result<(), String> {
    let reset = crate::auth::password_reset::start(state, &user.id).await.map_err(error_text)?;
    println!("They choose a password with the code {}, until {}.", reset.code, reset.expires_at);
    Ok(())
}

pub(crate) fn error_text(error: impl Into<Error>) -> String {
    error.into().to_string()
}
