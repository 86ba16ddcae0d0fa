//! Column definitions that most tables share.

use sea_orm_migration::prelude::*;

/// `id`: an integer that counts up.
pub fn counting_id() -> ColumnDef {
    let mut column = ColumnDef::new("id");
    column.big_integer().not_null().auto_increment().primary_key();
    column
}

/// A required time in milliseconds.
pub fn time(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.big_integer().not_null();
    column
}

/// A number that is always there.
pub fn integer(name: &'static str) -> ColumnDef {
    time(name)
}

/// A required text.
pub fn text(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.text().not_null();
    column
}

/// A text that holds one of these values.
pub fn one_of(name: &'static str, words: &[&'static str]) -> ColumnDef {
    let mut column = text(name);
    column.check(Expr::col(name).is_in(words.iter().copied()));
    column
}

/// An optional reference to another table's `id`.
pub fn reference(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.big_integer().null();
    column
}

/// A foreign key from `table.column` to `to.id`.
pub fn foreign_key(
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
