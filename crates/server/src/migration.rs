//! Makes and changes the tables. One file per area; each migration runs once, in this order, and is never
//! edited after it landed.
//!
//! A new area gets a file in `migration/` and a line in [`Migrator::migrations`].

mod addresses;
mod api_clients;
mod assistance;
mod audience;
mod callouts;
mod claims;
mod control_duty;
mod control_scopes;
mod deliveries;
mod estimates;
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
        ]
    }
}

/// `id`: an integer that counts up.
pub(crate) fn counting_id() -> ColumnDef {
    let mut column = ColumnDef::new("id");
    column.big_integer().not_null().auto_increment().primary_key();
    column
}

/// A time in milliseconds that is always there.
pub(crate) fn time(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.big_integer().not_null();
    column
}

/// A text that is always there.
pub(crate) fn text(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.text().not_null();
    column
}

/// A text that holds one of these words.
pub(crate) fn one_of(name: &'static str, words: &[&'static str]) -> ColumnDef {
    let mut column = text(name);
    column.check(Expr::col(name).is_in(words.iter().copied()));
    column
}

/// A number that points to another table's `id`, or to nothing.
pub(crate) fn reference(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.big_integer().null();
    column
}

/// Ties `table.column` to `to.id`.
pub(crate) fn foreign_key(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    to_column: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}_fkey"))
        .from(table, column)
        .to(to, to_column)
        .to_owned()
}
