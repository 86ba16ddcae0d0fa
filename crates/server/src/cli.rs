//! The command line. Every flag is an environment variable too; `--help` is the documentation.

mod clients;
mod demo;
mod history;
mod limits;
mod outward;
mod places;
mod reminders;
mod sender;
mod serve;
mod users;

use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::clock::{SystemClock, SystemRandom};
use crate::config::Config;
use crate::db::{self, Db};
use crate::error::Error;
use crate::migration::Migrator;
use crate::state::AppState;
use crate::table::{customer, user};
use crate::{password, password_resets};

/// Tocsin: a resident presses for help, and is followed until help has come.
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
    /// Bring the database's tables up to date; `serve` does so itself.
    Migrate(DatabaseArgs),
    /// Add organisations that house people.
    #[command(subcommand)]
    Customer(places::CustomerCommand),
    /// Add sites where people live.
    #[command(subcommand)]
    Site(places::SiteCommand),
    /// Make accounts, reset passwords, sign people out.
    #[command(subcommand)]
    User(users::UserCommand),
    /// Add more made-up data to a demonstration.
    #[command(subcommand)]
    Demo(demo::DemoCommand),
    /// Check the history of notifications.
    #[command(subcommand)]
    History(history::HistoryCommand),
    /// Issue ids and secrets to programs that call the API.
    #[command(subcommand)]
    Client(clients::ClientCommand),
    /// Services of the embedded sender: their keys, and where they are told.
    #[command(subcommand)]
    Sender(sender::SenderCommand),
}

#[derive(Clone, Debug, Args)]
struct DatabaseArgs {
    /// Where the data is kept: sqlite:<path>, or postgres://user:password@host/name.
    #[arg(long, env = "TOCSIN_DATABASE", default_value = "sqlite:tocsin.db")]
    database: String,
    /// Encrypts the secrets that the database keeps, such as those that sign webhooks and tokens. Without it they are encrypted
    /// with a key that is in the database too. Give every command the same key; a different key is refused.
    #[arg(long, env = "TOCSIN_SECRETS_KEY", hide_env_values = true)]
    secrets_key: Option<String>,
}

impl DatabaseArgs {
    /// Opens the database with all its tables.
    async fn open(&self) -> Result<Db, String> {
        let db = db::connect(&self.database).await?;
        db.migrate::<Migrator>()
            .await
            .map_err(|error| format!("Cannot bring the database up to date: {error}"))?;
        Ok(db)
    }

    /// A state for commands that serve nothing.
    async fn state(&self) -> Result<AppState, String> {
        let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
        let config = Config { secrets_key: self.secrets_key.clone(), ..Config::default() };
        AppState::new(self.open().await?, clock, random, config).await.map_err(|error| error.to_string())
    }
}

impl Cli {
    /// Runs the command; the error is one line for whoever typed it.
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

async fn check_customer(state: &AppState, id: i64) -> Result<(), String> {
    match customer::Entity::find_by_id(id).count(&*state.db).await.map_err(told)? {
        0 => Err(format!("There is no customer {id}. Add one with: tocsin-server customer add <name>")),
        _ => Ok(()),
    }
}

/// Checks and hashes the password that an operator chose for somebody, if they chose one.
async fn hash_password(state: &AppState, password: Option<String>) -> Result<Option<String>, String> {
    let Some(password) = password else { return Ok(None) };
    password::check(&password).map_err(told)?;
    let by = password::Origin::Known("operator");
    state.hashing.hash(password, state.random.as_ref(), by).await.map(Some).map_err(told)
}

/// Prints a code with which somebody chooses a password of their own.
async fn print_code(state: &AppState, user: &user::Model) -> Result<(), String> {
    let reset = password_resets::start(state, &user.id).await.map_err(told)?;
    println!("They choose a password with the code {}, until {}.", reset.code, reset.expires_at);
    Ok(())
}

fn told(error: impl Into<Error>) -> String {
    error.into().to_string()
}
