//! The command line. Most flags can also be set by an environment variable; the `--help` texts are the reference.

pub(crate) mod clients;
pub(crate) mod demo;
pub(crate) mod history;
pub(crate) mod limits;
pub(crate) mod outward;
pub(crate) mod places;
pub(crate) mod reminders;
pub(crate) mod sender;
pub(crate) mod serve;
pub(crate) mod users;

use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::auth::password;
use crate::config::Config;
use crate::context::Context;
use database::clock::{SystemClock, SystemRandom};
use database::connection;
use database::connection::Db;
use database::entity::{customer, user};
use database::migration::Migrator;
use web::error::Error;

/// The Tocsin server: the app, every API and the background jobs in one program.
#[derive(Debug, Parser)]
#[command(name = "tocsin-server", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app and every API.
    Serve(Box<serve::Serve>),
    /// Run pending database migrations. `serve` also runs them when it starts.
    Migrate(DatabaseArgs),
    /// Add organisations: landlords and councils.
    #[command(subcommand)]
    Customer(places::CustomerCommand),
    /// Add sites: the buildings and estates where residents live.
    #[command(subcommand)]
    Site(places::SiteCommand),
    /// Add and deactivate accounts, reset passwords, end sessions.
    #[command(subcommand)]
    User(users::UserCommand),
    /// Add more demo data, or remove all of it.
    #[command(subcommand)]
    Demo(demo::DemoCommand),
    /// Verify the history of notifications.
    #[command(subcommand)]
    History(history::HistoryCommand),
    /// Add and revoke API clients: programs that call the API.
    #[command(subcommand)]
    Client(clients::ClientCommand),
    /// Manage the services of the embedded GOV.UK Notify compatible API: keys, callbacks, sender names.
    #[command(subcommand)]
    Sender(sender::SenderCommand),
}

#[derive(Clone, Debug, Args)]
struct DatabaseArgs {
    /// The database: sqlite:<path> or postgres://user:password@host/name.
    #[arg(long, env = "TOCSIN_DATABASE", default_value = "sqlite:tocsin.db")]
    database: String,
    /// Encrypts the secrets in the database, such as the keys that sign webhooks and tokens. Without this flag they are encrypted
    /// with a key that is stored in the same database. Give every command the same value; a different value is refused.
    #[arg(long, env = "TOCSIN_SECRETS_KEY", hide_env_values = true)]
    secrets_key: Option<String>,
}

impl DatabaseArgs {
    /// Opens the database and runs pending migrations.
    async fn open(&self) -> Result<Db, String> {
        let db = connection::connect(&self.database).await?;
        db.migrate::<Migrator>()
            .await
            .map_err(|error| format!("Cannot bring the database up to date: {error}"))?;
        Ok(db)
    }

    /// The state for commands other than `serve`.
    async fn state(&self) -> Result<Context, String> {
        let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
        let config = Config { secrets_key: self.secrets_key.clone(), ..Config::default() };
        Context::new(self.open().await?, clock, random, config).await.map_err(|error| error.to_string())
    }
}

impl Cli {
    /// Runs the command. The error is one line for the operator.
    pub async fn run(self) -> Result<(), String> {
        match self.command {
            Command::Serve(serve) => serve.run().await,
            Command::Migrate(database) => {
                database.open().await?;
                println!("The database is up to date.");
                Ok(())
            }
            Command::Customer(command) => command.run().await,
            Command::Site(command) => command.run().await,
            Command::User(command) => command.run().await,
            Command::Demo(command) => command.run().await,
            Command::History(command) => command.run().await,
            Command::Client(command) => command.run().await,
            Command::Sender(command) => command.run().await,
        }
    }
}

async fn check_customer(state: &Context, id: i64) -> Result<(), String> {
    match customer::Entity::find_by_id(id).count(&*state.db).await.map_err(told)? {
        0 => Err(format!("There is no customer {id}. Add one with: tocsin-server customer add <name>")),
        _ => Ok(()),
    }
}

/// Checks and hashes the password that the operator gave, if any.
async fn hash_password(state: &Context, password: Option<String>) -> Result<Option<String>, String> {
    let Some(password) = password else { return Ok(None) };
    password::check(&password).map_err(told)?;
    let by = password::Origin::Known("operator");
    state.hashing.hash(password, state.random.as_ref(), by).await.map(Some).map_err(told)
}

/// Prints a one-time code with which the account's owner chooses a password.
async fn print_code(state: &Context, user: &user::Model) -> Result<(), String> {
    let reset = crate::auth::password_reset::start(state, &user.id).await.map_err(told)?;
    println!("They choose a password with the code {}, until {}.", reset.code, reset.expires_at);
    Ok(())
}

fn told(error: impl Into<Error>) -> String {
    error.into().to_string()
}
