//! `demo`: adds to the data that `serve --demo` seeds, for measurements and trials, and removes it.

use clap::Subcommand;
use wire::plural::counted;

use crate::cli::database_args::{DatabaseArgs, error_text};
use crate::demo;

#[derive(Debug, Subcommand)]
pub(crate) enum DemoCommand {
    /// Add generated notifications to a person's tray. Works only in an empty database or one that holds demo data.
    Notifications {
        /// Number of notifications.
        #[arg(value_parser = clap::value_parser!(i64).range(1..=10_000_000))]
        count: i64,
        /// E-mail address of the person.
        #[arg(long, default_value = "finance@demo.example")]
        to: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Remove the data that `serve --demo` added and everything that depends on it. Real data stays.
    Remove {
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl DemoCommand {
    pub(crate) async fn run(self) -> Result<(), String> {
        match self {
            Self::Notifications { count, to, database } => add_notifications(count, &to, &database).await,
            Self::Remove { database } => remove(&database).await,
        }
    }
}

async fn add_notifications(count: i64, to: &str, database: &DatabaseArgs) -> Result<(), String> {
    let state = database.state().await?;
    let is_demo = demo::is_demo(&*state.db).await.map_err(error_text)?;
    if !is_demo && !demo::is_empty(&*state.db).await.map_err(error_text)? {
        return Err(
            "This database holds real accounts and no demo. Choose another with --database.".to_owned()
        );
    }
    demo::seed(&state).await.map_err(error_text)?;
    let done = demo::many_notifications(&state, to, count).await.map_err(|error| match error {
        web::error::Error::NotFound => format!("There is nobody with the address {to}."),
        error => error.to_string(),
    })?;
    println!("{} on the tray of {to}.", counted("1 notification is|{count} notifications are", done));
    Ok(())
}

async fn remove(database: &DatabaseArgs) -> Result<(), String> {
    let state = database.state().await?;
    if !demo::is_demo(&*state.db).await.map_err(error_text)? {
        println!("This database holds no demo data.");
        return Ok(());
    }
    let removed = demo::remove(&state).await.map_err(error_text)?;
    println!("The demo is removed: {} rows.", removed.rows);
    if removed.history_entries > 0 {
        println!(
            "{} entries of the demo stay in the history of notifications: real entries are chained to them, and nothing may \
             rewrite that chain.",
            removed.history_entries
        );
    }
    Ok(())
}
