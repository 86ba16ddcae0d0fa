//! Creates and changes the tables, in one file per area. Each migration runs once, in this order, and is never edited after it
//! landed.
//!
//! A new migration gets a file in `migration/` and a line at the end of [`Migrator::migrations`].

mod addresses;
mod api_clients;
mod assistance;
mod audience;
mod callouts;
mod claims;
pub mod columns;
mod control_duty;
mod control_scopes;
mod deliveries;
mod delivery_claims;
mod escalation;
mod estimates;
mod glossary;
mod known_devices;
mod letter_contact;
mod notifications;
mod notify_keys;
mod off_trays;
mod people;
mod preferences;
mod put_away;
mod records_and_answers;
mod reporters;
mod revocations;
mod search_text;
mod sender;
mod sender_rights;
mod settings;
mod visits;

use sea_orm_migration::prelude::*;

/// All migrations in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(settings::Migration),
            Box::new(people::Migration),
            Box::new(callouts::Migration),
            Box::new(notifications::Migration),
            Box::new(sender::Migration),
            Box::new(deliveries::Migration),
            Box::new(assistance::Migration),
            Box::new(audience::Migration),
            Box::new(put_away::Migration),
            Box::new(revocations::Migration),
            Box::new(control_scopes::Migration),
            Box::new(control_duty::Migration),
            Box::new(reporters::Migration),
            Box::new(estimates::Migration),
            Box::new(letter_contact::Migration),
            Box::new(search_text::Migration),
            Box::new(known_devices::Migration),
            Box::new(claims::Migration),
            Box::new(notify_keys::Migration),
            Box::new(sender_rights::Migration),
            Box::new(api_clients::Migration),
            Box::new(addresses::Migration),
            Box::new(off_trays::Migration),
            Box::new(preferences::Migration),
            Box::new(visits::Migration),
            Box::new(records_and_answers::Migration),
            Box::new(escalation::Migration),
            Box::new(delivery_claims::Migration),
            Box::new(glossary::Migration),
        ]
    }
}
