//! The mark of a database that holds demo data, whose passwords everybody knows.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::people::{CLIENT_ID, emails};
use crate::simulator;
use database::entity::{client, setting, user};
use web::error::Error;

const NAME: &str = "demo";

/// Marks the database; call it in the transaction that puts the first demo data down.
pub(super) async fn set(db: &impl ConnectionTrait) -> Result<(), Error> {
    let row = setting::ActiveModel { name: Set(NAME.to_owned()), value: Set("yes".to_owned()) };
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

pub(super) async fn clear(db: &impl ConnectionTrait) -> Result<(), Error> {
    // Its own, and those that say which part of the demo was put down.
    setting::Entity::delete_many().filter(setting::Column::Name.starts_with(NAME)).exec(db).await?;
    Ok(())
}

/// Whether the database holds demo data. Older databases have no mark; they are known by the demo's accounts.
pub async fn is_demo(db: &impl ConnectionTrait) -> Result<bool, Error> {
    if setting::Entity::find_by_id(NAME).one(db).await?.is_some() {
        return Ok(true);
    }
    let people = user::Entity::find().filter(user::Column::Email.is_in(emails())).count(db).await?;
    Ok(people > 0 || client::Entity::find_by_id(CLIENT_ID).one(db).await?.is_some())
}

/// Whether nobody has an account yet, so that nothing real can be mixed with the demo.
pub async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, Error> {
    let programs = [simulator::EMAIL, simulator::SANDBOX_EMAIL];
    Ok(user::Entity::find().filter(user::Column::Email.is_not_in(programs)).count(db).await? == 0)
}
