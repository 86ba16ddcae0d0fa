//! What `--demo` puts into the database. Everything is added only where it is missing, so that it may run at
//! every start and never undoes what somebody changed.

mod assistance;
mod mark;
mod messages;
mod notifications;
mod people;
mod removal;
mod services;
mod vehicles;

use crate::state::AppState;
use web::error::Error;

pub use mark::{is_demo, is_empty};
pub use messages::{SAMPLE_KEY, SAMPLE_TEAM_KEY, SAMPLE_TEST_KEY};
pub use notifications::many as many_notifications;
pub use people::{CLIENT_ID, CLIENT_SECRET, PASSWORD};
pub use removal::{Removed, remove};
pub use services::{INCOME_KEY, REPAIRS_KEY, REVENUE_KEY, SERVICES};

/// Adds what is missing.
pub async fn seed(state: &AppState) -> Result<(), Error> {
    people::seed(state).await?;
    assistance::seed(state).await?;
    vehicles::seed(state).await?;
    messages::seed(state).await?;
    services::seed(state).await
}

/// Adds what people find on their trays at the first look.
pub async fn furnish(state: &AppState) -> Result<(), Error> {
    notifications::seed(state).await
}
