//! Throttles guesses of passwords, codes and secrets.
//!
//! Nobody is locked out: other people's wrong guesses never refuse the right password. After a few wrong guesses for one name
//! from one address, further guesses from there are delayed and processed one after the other. A device that signed in with this
//! name before has a count of its own, which others cannot exhaust. For API clients the address has this role.
//!
//! Guesses are counted in the database before the password is checked, so that several servers share the count and concurrent
//! guesses are counted, too. A right password removes its guesses from the count.

mod origin;
mod slow;

use std::ops::Deref;

use sea_orm::sea_query::{IntoCondition, OnConflict, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, Set,
};

use crate::error::Error;
use database::entity::known_device;
use database::entity::sign_in_attempt::{ActiveModel, Column, Entity};
use database::store::Store;

pub use crate::client_address::network;
pub use origin::Origin;
pub use slow::{SlowPlace, SlowQueue};

/// How long a guess is counted.
pub const WINDOW: i64 = 15 * 60_000;
/// Guesses without delay for one name from one address or one known device.
const BY_NAME_AND_ORIGIN: u64 = 10;
/// Guesses without delay for one name from all unknown devices together.
const BY_NAME: u64 = 100;
/// Guesses without delay from one address for all names together, such as a list of stolen passwords.
const BY_ADDRESS: u64 = 200;

/// Counts guesses; cheap to clone.
#[derive(Clone)]
pub struct Throttle {
    /// The database that stores the counts.
    pub store: Store,
    /// Guesses that are delayed after too many wrong ones.
    pub slow: SlowQueue,
}

impl Deref for Throttle {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

/// A counted guess. Call [`give_back`](Self::give_back) if it was right.
#[must_use]
#[derive(Debug)]
pub struct Attempt {
    name_hash: String,
    origin: Origin,
    counted_as: String,
    is_known: bool,
    /// Held while the guess is checked: the next one from the same origin waits for it.
    _turn: Option<SlowPlace>,
}

/// Counts a guess, and delays it when there were too many. 429 if too many are waiting already.
pub async fn count(throttle: &Throttle, name: &str, origin: impl Into<Origin>) -> Result<Attempt, Error> {
    let origin = origin.into();
    // Names are hashed, so that the table does not list who tried to sign in.
    let name_hash = database::digest::hash(&wire::sender::email::identity(name));
    let known = known_as(throttle, &name_hash, &origin).await?;
    let counted_as = known.clone().unwrap_or_else(|| origin.network());
    let is_slow = record(throttle, &name_hash, &counted_as, known.is_some()).await?;
    let turn = if is_slow {
        metrics::counter!("sign_ins_slowed_total").increment(1);
        let key = format!("{name_hash} {counted_as}");
        Some(throttle.slow.wait(key, &counted_as).await?)
    } else {
        None
    };
    Ok(Attempt { name_hash, origin, is_known: known.is_some(), counted_as, _turn: turn })
}

/// Stores the guess and returns whether it must be delayed.
async fn record(
    throttle: &Throttle,
    name_hash: &str,
    counted_as: &str,
    is_known: bool,
) -> Result<bool, Error> {
    let (by_name, by_origin) = (Column::NameHash.eq(name_hash), Column::Address.eq(counted_as));
    let now = throttle.now();
    let transaction = throttle.write().await?;
    Entity::delete_many().filter(Column::AttemptedAt.lte(now - WINDOW)).exec(&*transaction).await?;
    let both = by_name.clone().and(by_origin.clone());
    let mut limits = vec![(both, BY_NAME_AND_ORIGIN)];
    if !is_known {
        limits.extend([(by_name, BY_NAME), (by_origin, BY_ADDRESS)]);
    }
    let mut is_slow = false;
    for (which, limit) in limits {
        is_slow |= reached(&*transaction, which, limit).await?;
    }
    let row = ActiveModel {
        name_hash: Set(name_hash.to_owned()),
        address: Set(counted_as.to_owned()),
        attempted_at: Set(now),
        ..Default::default()
    };
    row.insert(&*transaction).await?;
    transaction.commit().await?;
    Ok(is_slow)
}

async fn reached(db: &impl ConnectionTrait, which: SimpleExpr, limit: u64) -> Result<bool, Error> {
    Ok(Entity::find().filter(which.into_condition()).count(db).await? >= limit)
}

/// The known device or address of this origin, if this person signed in from it before.
async fn known_as(throttle: &Throttle, name_hash: &str, origin: &Origin) -> Result<Option<String>, Error> {
    for candidate in origin.knowable() {
        let key = (name_hash.to_owned(), candidate.clone());
        if known_device::Entity::find_by_id(key).one(&*throttle.db).await?.is_some() {
            return Ok(Some(candidate));
        }
    }
    Ok(None)
}

impl Attempt {
    /// Whether this person signed in from the same origin before.
    pub fn is_known(&self) -> bool {
        self.is_known
    }

    /// The key under which the origin is counted.
    pub fn counted_as(&self) -> &str {
        &self.counted_as
    }

    /// The guess was right: removes the guesses for this name from this origin, and remembers the device.
    pub async fn give_back(self, throttle: &Throttle) -> Result<(), Error> {
        let now = throttle.now();
        let transaction = throttle.write().await?;
        let address = Column::Address.eq(&*self.counted_as);
        Entity::delete_many()
            .filter(Column::NameHash.eq(&*self.name_hash).and(address))
            .exec(&*transaction)
            .await?;
        let row = |device| known_device::ActiveModel {
            name_hash: Set(self.name_hash.clone()),
            device: Set(device),
            seen_at: Set(now),
        };
        let rows: Vec<_> = self.origin.knowable().into_iter().map(row).collect();
        if !rows.is_empty() {
            let seen = OnConflict::columns([known_device::Column::NameHash, known_device::Column::Device])
                .update_column(known_device::Column::SeenAt)
                .to_owned();
            known_device::Entity::insert_many(rows)
                .on_conflict(seen)
                .exec_without_returning(&*transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }
}
