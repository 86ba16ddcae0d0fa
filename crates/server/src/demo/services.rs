//! The demo's services, with public keys.

use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use super::messages::SAMPLE_KEY;
use super::people::ACME;
use crate::context::Context;
use crate::services;
use database::entity::service;
use web::error::Error;

/// The public key of Income Services.
pub const INCOME_KEY: &str =
    "income_services-22222222-2222-4222-8222-222222222201-33333333-3333-4333-8333-333333333301";

/// The key of Revenue and Benefits.
pub const REVENUE_KEY: &str =
    "revenue_and_benefits-22222222-2222-4222-8222-222222222202-33333333-3333-4333-8333-333333333302";

/// The public key of Repairs.
pub const REPAIRS_KEY: &str =
    "repairs-22222222-2222-4222-8222-222222222203-33333333-3333-4333-8333-333333333303";

/// The names of the demo's services, with their keys.
pub const SERVICES: [(&str, &str); 4] = [
    ("Income Services", INCOME_KEY),
    ("Revenue and Benefits", REVENUE_KEY),
    ("Repairs", REPAIRS_KEY),
    ("sample", SAMPLE_KEY),
];

pub(crate) async fn seed(state: &Context) -> Result<(), Error> {
    let transaction = state.write().await?;
    for (name, key) in SERVICES {
        let known = service::Entity::find_by_id(services::id_in(key)).one(&*transaction).await?;
        if known.is_none() {
            let row = services::insert(&*transaction, state, ACME, name.to_owned(), None, key).await?;
            let contact = Set(Some(format!("020 7946 0000, ask for {name}")));
            service::ActiveModel { contact, ..row.into() }.update(&*transaction).await?;
        }
    }
    Ok(transaction.commit().await?)
}
