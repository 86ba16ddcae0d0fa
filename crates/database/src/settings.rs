//! Settings that the server stores in the database for itself.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::clock::Random;
use crate::connection::Db;
use crate::entity::notify_service::BUILTIN_SERVICE;
use crate::entity::{notify_key, setting};
use crate::error::Error;
use crate::seal::Sealer;

const SIGNING_KEY: &str = "signing_key";

/// The prefix of a signing key that is sealed.
const SEALED: &str = "sealed:";

/// A known text, encrypted with this database's sealing key, to check the key against.
const CHECK: &str = "secrets_check";

const CHECK_WORD: &str = "tocsin";

/// Returns the key that signs tokens and the sealer of this database. The first start creates the key; every server then uses the
/// same. With `--secrets-key` the key itself is stored sealed, and a key that an earlier start stored unsealed is sealed now. A
/// wrong or missing `--secrets-key` is refused before anything is sealed with it.
pub async fn keys(
    db: &Db,
    random: &dyn Random,
    secrets_key: Option<&str>,
) -> Result<(Arc<[u8]>, Sealer), Error> {
    let outer = secrets_key.map(|key| Sealer::new(key.as_bytes()));
    let signing_key = signing_key(db, random, outer.as_ref()).await?;
    let sealer = outer.unwrap_or_else(|| Sealer::new(&signing_key));
    check(db, random, secrets_key.is_some(), &sealer).await?;
    Ok((signing_key, sealer))
}

async fn signing_key(db: &Db, random: &dyn Random, outer: Option<&Sealer>) -> Result<Arc<[u8]>, Error> {
    let mut fresh = [0; 32];
    random.fill(&mut fresh);
    insert(db, SIGNING_KEY, seal_key(random, outer, &STANDARD.encode(fresh))?).await?;
    let stored = read(db, SIGNING_KEY)
        .await?
        .ok_or_else(|| Error::internal("the signing key is missing from the database"))?;
    let key = match (stored.strip_prefix(SEALED), outer) {
        (Some(sealed), Some(outer)) => outer.open(sealed).ok_or_else(wrong_key)?,
        (Some(_), None) => return Err(missing_key()),
        (None, Some(_)) => {
            seal_later(db, random, outer, &stored).await?;
            stored
        }
        (None, None) => stored,
    };
    Ok(STANDARD.decode(key).map_err(Error::internal)?.into())
}

fn seal_key(random: &dyn Random, outer: Option<&Sealer>, key: &str) -> Result<String, Error> {
    match outer {
        Some(outer) => Ok(format!("{SEALED}{}", outer.seal(random, key)?)),
        None => Ok(key.to_owned()),
    }
}

/// Seals a signing key that an earlier start stored unsealed, once it is known to be the key of the sealed secrets.
async fn seal_later(db: &Db, random: &dyn Random, outer: Option<&Sealer>, stored: &str) -> Result<(), Error> {
    if !secrets_open(db, outer).await? {
        return Err(wrong_key());
    }
    let sealed = seal_key(random, outer, stored)?;
    let transaction = db.write().await?;
    setting::Entity::update_many()
        .col_expr(setting::Column::Value, Expr::value(sealed))
        .filter(setting::Column::Name.eq(SIGNING_KEY))
        .filter(setting::Column::Value.eq(stored))
        .exec(&*transaction)
        .await?;
    Ok(transaction.commit().await?)
}

/// Checks that the sealer has the key that this database was first used with.
async fn check(db: &Db, random: &dyn Random, has_key: bool, sealer: &Sealer) -> Result<(), Error> {
    if !secrets_open(db, Some(sealer)).await? {
        return Err(if has_key { wrong_key() } else { missing_key() });
    }
    insert(db, CHECK, sealer.seal(random, CHECK_WORD)?).await
}

/// Whether this sealer can decrypt the database's secrets. A database from before there was a check value is tested with the
/// server's own GOV.UK Notify key; a database with neither has no secrets yet.
async fn secrets_open(db: &Db, sealer: Option<&Sealer>) -> Result<bool, Error> {
    let sealed = match read(db, CHECK).await? {
        Some(sealed) => Some(sealed),
        None => {
            let own = notify_key::Entity::find().filter(notify_key::Column::ServiceId.eq(BUILTIN_SERVICE));
            own.one(&**db).await?.map(|key| key.secret)
        }
    };
    Ok(match (sealed, sealer) {
        (Some(sealed), Some(sealer)) => sealer.open(&sealed).is_some(),
        _ => true,
    })
}

fn wrong_key() -> Error {
    Error::SecretsKey(
        "The secrets in this database are sealed with another key than --secrets-key, or without one. Start with the key \
         that it was first used with, for every command.",
    )
}

fn missing_key() -> Error {
    Error::SecretsKey(
        "The secrets in this database are sealed with a key. Give it to every command: --secrets-key, or \
         TOCSIN_SECRETS_KEY.",
    )
}

async fn read(db: &Db, name: &str) -> Result<Option<String>, Error> {
    Ok(setting::Entity::find_by_id(name).one(&**db).await?.map(|row| row.value))
}

/// When two servers start at once, the first insert wins, and both read it.
async fn insert(db: &Db, name: &str, value: String) -> Result<(), Error> {
    if read(db, name).await?.is_some() {
        return Ok(());
    }
    let row = setting::ActiveModel { name: Set(name.to_owned()), value: Set(value) };
    let transaction = db.write().await?;
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
        .exec_without_returning(&*transaction)
        .await?;
    Ok(transaction.commit().await?)
}
