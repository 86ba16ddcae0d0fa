//! Marks a database that has demo data, because its passwords are public.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use database::entity::setting;
use web::error::Error;

pub(crate) const NAME: &str = "demo";

/// Sets the mark; call it in the transaction that adds the first demo data.
pub(crate) async fn set(db: &impl ConnectionTrait) -> Result<(), Error> {
    let row = setting::ActiveModel { name: Set(NAME.to_owned()), value: Set("yes".to_owned()) };
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

pub(crate) async fn clear(db: &impl ConnectionTrait) -> Result<(), Error> {
    // This mark, and those of the parts of the demo.
    setting::Entity::delete_many().filter(setting::Column::Name.starts_with(NAME)).exec(db).await?;
    Ok(())
}
