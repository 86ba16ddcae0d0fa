//! Throttles guesses at passwords, codes and secrets.
//!
//! Wrong guesses of strangers never refuse the right password. So nobody is locked out: after a few wrong guesses at a name from
//! one address, each further one from there waits, one after the other. A device that signed in as this person before, and for
//! API clients the address that did, has a count of its own, which others cannot fill.
//!
//! Guesses are counted in the database before the password is looked at, so that several servers share the count, and many
//! at once are counted too. A right password removes the guesses again.

mod origin;
mod slow;

use std::ops::Deref;

use sea_orm::sea_query::{IntoCondition, OnConflict, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, Set,
};

use crate::error::Error;
use database::entity::known_device;
use database::entity::sign_in_try::{ActiveModel, Column, Entity};
use database::store::Store;

pub use crate::client_address::network;
pub use origin::Origin;
pub use slow::{SlowTurn, SlowTurns};

/// How long a guess counts.
pub const WINDOW: i64 = 15 * 60_000;
/// Free guesses at one name from one address or one known device.
const BY_NAME_AND_ORIGIN: u64 = 10;
/// Free guesses at one name from all strangers together.
const BY_NAME: u64 = 100;
/// Free guesses from one address at all names together, such as a list of stolen passwords.
const BY_ADDRESS: u64 = 200;

/// Counts guesses; cheap to clone.
#[derive(Clone)]
pub struct Throttle {
    /// Where they are counted.
    pub store: Store,
    /// Guesses that wait after too many wrong ones.
    pub turns: SlowTurns,
}

impl Deref for Throttle {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

/// A guess that was counted. Give it back when it was right.
#[must_use]
#[derive(Debug)]
pub struct Try {
    name_hash: String,
    origin: Origin,
    counted_as: String,
    is_known: bool,
    /// Held while the guess is judged: the next one from there waits for it.
    _turn: Option<SlowTurn>,
}

/// Counts a guess, and waits when there were too many. 503 when too many wait already.
pub async fn count(throttle: &Throttle, name: &str, origin: impl Into<Origin>) -> Result<Try, Error> {
    let origin = origin.into();
    // Names are hashed: the table shall not become a list of who tried to sign in.
    let name_hash = database::digest::hash(&wire::sender::email::identity(name));
    let known = known_as(throttle, &name_hash, &origin).await?;
    let counted_as = known.clone().unwrap_or_else(|| origin.network());
    let is_slow = record(throttle, &name_hash, &counted_as, known.is_some()).await?;
    let turn = if is_slow {
        metrics::counter!("sign_ins_slowed_total").increment(1);
        let lane = format!("{name_hash} {counted_as}");
        Some(throttle.turns.wait(lane, &counted_as).await?)
    } else {
        None
    };
    Ok(Try { name_hash, origin, is_known: known.is_some(), counted_as, _turn: turn })
}

/// Writes the guess down, and says whether it has to wait.
async fn record(
    throttle: &Throttle,
    name_hash: &str,
    counted_as: &str,
    is_known: bool,
) -> Result<bool, Error> {
    let (by_name, by_origin) = (Column::NameHash.eq(name_hash), Column::Address.eq(counted_as));
    let now = throttle.now();
    let transaction = throttle.write().await?;
    Entity::delete_many().filter(Column::TriedAt.lte(now - WINDOW)).exec(&*transaction).await?;
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
        tried_at: Set(now),
        ..Default::default()
    };
    row.insert(&*transaction).await?;
    transaction.commit().await?;
    Ok(is_slow)
}

async fn reached(db: &impl ConnectionTrait, which: SimpleExpr, limit: u64) -> Result<bool, Error> {
    Ok(Entity::find().filter(which.into_condition()).count(db).await? >= limit)
}

/// What the origin counts as when this person signed in from it before.
async fn known_as(throttle: &Throttle, name_hash: &str, origin: &Origin) -> Result<Option<String>, Error> {
    for candidate in origin.knowable() {
        let key = (name_hash.to_owned(), candidate.clone());
        if known_device::Entity::find_by_id(key).one(&*throttle.db).await?.is_some() {
            return Ok(Some(candidate));
        }
    }
    Ok(None)
}

impl Try {
    /// Whether it comes from where this person signed in before.
    pub fn is_known(&self) -> bool {
        self.is_known
    }

    /// What its origin is counted as.
    pub fn counted_as(&self) -> &str {
        &self.counted_as
    }

    /// The guess was right: the ones at this name from here no longer count, and from now on the device is known.
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
