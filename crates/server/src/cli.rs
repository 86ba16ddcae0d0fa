//! The command line. Most flags can also be set by an environment variable; the `--help` texts are the reference.

pub(crate) mod clients;
pub(crate) mod database_args;
pub(crate) mod demo;
pub(crate) mod history;
pub(crate) mod limits;
pub(crate) mod notify_services;
pub(crate) mod outward;
pub(crate) mod places;
pub(crate) mod reminders;
pub(crate) mod serve;
pub(crate) mod users;

use clap::{Parser, Subcommand};

use crate::cli::database_args::DatabaseArgs;

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
    Customer(places::OrganisationCommand),
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
    Sender(notify_services::NotifyServiceCommand),
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
