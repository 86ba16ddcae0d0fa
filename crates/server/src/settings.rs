//! What the server keeps for itself in the database.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};

use crate::clock::Random;
use crate::db::Db;
use crate::error::Error;
use crate::table::setting;

/// The key that signs tokens: made at the first start, then the same for every copy of the server.
pub async fn signing_key(db: &Db, random: &dyn Random) -> Result<Arc<[u8]>, Error> {
    const NAME: &str = "signing_key";
    let mut fresh = [0; 32];
    random.fill(&mut fresh);
    // Two copies that start at once: the first insert wins, both read it.
    let row = setting::ActiveModel { name: Set(NAME.to_owned()), value: Set(STANDARD.encode(fresh)) };
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
        .exec_without_returning(&**db)
        .await?;
    let stored = setting::Entity::find_by_id(NAME)
        .one(&**db)
        .await?
        .ok_or_else(|| Error::internal("the signing key vanished"))?;
    let key = STANDARD.decode(stored.value).map_err(Error::internal)?;
    Ok(key.into())
}
