//! The data of `--demo`. Only what is missing is added, so that it can run at every start without undoing changes.

pub(crate) mod assistance;
pub(crate) mod check;
pub(crate) mod mark;
pub(crate) mod messages;
pub(crate) mod notifications;
pub(crate) mod people;
pub(crate) mod removal;
pub(crate) mod services;
pub(crate) mod vehicles;

use crate::context::Context;
use web::error::Error;

pub use crate::demo::check::{is_demo, is_empty};
pub use messages::{SAMPLE_KEY, SAMPLE_TEAM_KEY, SAMPLE_TEST_KEY};
pub use notifications::many as many_notifications;
pub use people::{CLIENT_ID, CLIENT_SECRET, PASSWORD};
pub use removal::{RemovalCount, remove};
pub use services::{INCOME_KEY, REPAIRS_KEY, REVENUE_KEY, SERVICES};

/// Adds what is missing.
pub async fn seed(state: &Context) -> Result<(), Error> {
    people::seed(state).await?;
    assistance::seed(state).await?;
    vehicles::seed(state).await?;
    messages::seed(state).await?;
    services::seed(state).await
}

/// Adds the notifications that people find on their trays at first.
pub async fn seed_notifications(state: &Context) -> Result<(), Error> {
    notifications::seed(state).await
}
