//! The demo's notifications of the last weeks: of every kind, for every team and for residents, some of them read or decided.
//! Each is added once, however often the demo starts.

pub(crate) mod housing;
pub(crate) mod income;
pub(crate) mod items;
pub(crate) mod many;
pub(crate) mod records;
pub(crate) mod repairs;
pub(crate) mod residents;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::context::Context;
use database::entity::notification::{Column, Entity};
use items::Item;
use web::error::Error;

pub use many::many;

/// Adds what is missing, oldest first.
pub(crate) async fn seed(state: &Context) -> Result<(), Error> {
    records::processes(state).await?;
    records::guidelines(state).await?;
    let mut items: Vec<Item> = [income::items(), repairs::items(), housing::items(), residents::items()]
        .into_iter()
        .flatten()
        .collect();
    items.sort_by_key(|item| -item.minutes_ago);
    let transaction = state.write().await?;
    for item in &items {
        if !is_there(&*transaction, &item.word()).await? {
            items::put(&transaction, state, item).await?;
        }
        records::put(&*transaction, state, item).await?;
    }
    Ok(transaction.commit().await?)
}

async fn is_there(db: &impl ConnectionTrait, word: &str) -> Result<bool, Error> {
    let known: Option<i64> = Entity::find()
        .select_only()
        .column(Column::Seq)
        .filter(Column::Once.eq(word))
        .into_tuple()
        .one(db)
        .await?;
    Ok(known.is_some())
}
