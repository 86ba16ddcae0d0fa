//! `demo`: more of what `serve --demo` puts into the database, for measurements and for trying out.

use clap::Subcommand;
use wire::plural::counted;

use super::{DatabaseArgs, told};
use crate::demo;

#[derive(Debug, Subcommand)]
pub(super) enum DemoCommand {
    /// Put made-up notifications onto a person's tray.
    Notifications {
        /// How many.
        #[arg(value_parser = clap::value_parser!(i64).range(1..=10_000_000))]
        count: i64,
        /// The e-mail address of the person.
        #[arg(long, default_value = "finance@demo.example")]
        to: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl DemoCommand {
    pub(super) async fn run(self) -> Result<(), String> {
        let Self::Notifications { count, to, database } = self;
        let state = database.state().await?;
        demo::seed(&state).await.map_err(told)?;
        let done = demo::many_notifications(&state, &to, count).await.map_err(|error| match error {
            crate::error::Error::NotFound => format!("There is nobody with the address {to}."),
            error => error.to_string(),
        })?;
        println!("{} on the tray of {to}.", counted("1 notification is|{count} notifications are", done));
        Ok(())
    }
}
