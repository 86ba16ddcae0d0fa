//! Detects demo data in a database.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::demo::mark::NAME;
use crate::demo::people::{CLIENT_ID, emails};
use crate::jobs::simulator;
use database::entity::{client, setting, user};
use web::error::Error;

/// Whether the database has demo data. Older databases have no mark and are recognised by the demo's accounts.
pub async fn is_demo(db: &impl ConnectionTrait) -> Result<bool, Error> {
    if setting::Entity::find_by_id(NAME).one(db).await?.is_some() {
        return Ok(true);
    }
    let people = user::Entity::find().filter(user::Column::Email.is_in(emails())).count(db).await?;
    Ok(people > 0 || client::Entity::find_by_id(CLIENT_ID).one(db).await?.is_some())
}

/// Whether there is no account yet, so that the demo is not mixed with real data.
pub async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, Error> {
    let programs = [simulator::EMAIL, simulator::SANDBOX_EMAIL];
    Ok(user::Entity::find().filter(user::Column::Email.is_not_in(programs)).count(db).await? == 0)
}
