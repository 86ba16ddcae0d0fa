//! The mark of a database that holds demo data, whose passwords everybody knows.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use database::entity::setting;
use web::error::Error;

pub(crate) const NAME: &str = "demo";

/// Marks the database; call it in the transaction that puts the first demo data down.
pub(crate) async fn set(db: &impl ConnectionTrait) -> Result<(), Error> {
    let row = setting::ActiveModel { name: Set(NAME.to_owned()), value: Set("yes".to_owned()) };
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

pub(crate) async fn clear(db: &impl ConnectionTrait) -> Result<(), Error> {
    // Its own, and those that say which part of the demo was put down.
    setting::Entity::delete_many().filter(setting::Column::Name.starts_with(NAME)).exec(db).await?;
    Ok(())
}
