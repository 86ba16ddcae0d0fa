//! `history`: verifies that the history of notifications was not changed after it was written.

use clap::Subcommand;

use crate::cli::database_args::{DatabaseArgs, error_text};
use crate::notifications::history;

#[derive(Debug, Subcommand)]
pub(crate) enum HistoryCommand {
    /// Verify the hash chain over all history entries.
    Verify {
        /// A hash that an earlier run printed. The chain must still contain it; otherwise entries were removed.
        #[arg(long)]
        kept: Option<String>,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl HistoryCommand {
    pub(crate) async fn run(self) -> Result<(), String> {
        let Self::Verify { kept, database } = self;
        let db = database.open().await?;
        let verdict = history::verify(&*db, kept.as_deref()).await.map_err(error_text)?;
        if let Some(id) = verdict.broken_at {
            return Err(format!(
                "The history was changed: entry {id} does not fit the {} before it.",
                verdict.rows
            ));
        }
        if !verdict.holds {
            return Err("The history was cut off: the hash that was kept is not in it.".to_owned());
        }
        println!("The history is whole: {} entries.", verdict.rows);
        if !verdict.head.is_empty() {
            println!("Keep this hash elsewhere, and give it to --kept next time: {}", verdict.head);
        }
        Ok(())
    }
}
