//! Counts tries at passwords, so that guessing stops being worth it.
//!
//! Kept in the database and not in a token bucket of this process: several copies of the server share the count,
//! and a right password gives the tries back, so that a whole building behind one address can sign in.

use std::net::IpAddr;

use sea_orm::sea_query::{IntoCondition, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::account::normal_email;
use crate::error::Error;
use crate::session;
use crate::state::AppState;
use crate::table::sign_in_try::{ActiveModel, Column, Entity};

pub(crate) const WINDOW: i64 = 15 * 60_000;
/// For one name from one address.
const BY_NAME_AND_ADDRESS: u64 = 10;
/// For one name from everywhere: a botnet's guesses.
const BY_NAME: u64 = 100;
/// From one address at every name: a list of stolen passwords.
const BY_ADDRESS: u64 = 200;

/// A try that was counted; give it back when the password was right.
#[must_use]
pub struct Try {
    name: SimpleExpr,
    address: SimpleExpr,
}

/// Counts a try before its password is looked at, so that many at once are counted too. 429 when there were
/// enough.
pub async fn count(state: &AppState, name: &str, address: IpAddr) -> Result<Try, Error> {
    // Names are hashed: the table shall not become a list of who tried to sign in.
    let name_hash = session::hash(&normal_email(name));
    let address = address.to_string();
    let (by_name, by_address) = (Column::NameHash.eq(&*name_hash), Column::Address.eq(&*address));
    let now = state.now();
    let transaction = state.write().await?;
    Entity::delete_many().filter(Column::TriedAt.lte(now - WINDOW)).exec(&*transaction).await?;
    for (which, limit) in [
        (by_name.clone().and(by_address.clone()).into_condition(), BY_NAME_AND_ADDRESS),
        (by_name.clone().into_condition(), BY_NAME),
        (by_address.clone().into_condition(), BY_ADDRESS),
    ] {
        // The oldest try that still stands in the way decides how long to wait.
        let oldest: Option<i64> = Entity::find()
            .select_only()
            .column(Column::TriedAt)
            .filter(which)
            .order_by_desc(Column::TriedAt)
            .offset(limit - 1)
            .limit(1)
            .into_tuple()
            .one(&*transaction)
            .await?;
        if let Some(oldest) = oldest {
            let wait = u64::try_from(oldest + WINDOW - now).unwrap_or_default();
            return Err(Error::TooManyRequests { retry_after: wait.div_ceil(1000) });
        }
    }
    let row = ActiveModel {
        name_hash: Set(name_hash),
        address: Set(address),
        tried_at: Set(now),
        ..Default::default()
    };
    row.insert(&*transaction).await?;
    transaction.commit().await?;
    Ok(Try { name: by_name, address: by_address })
}

impl Try {
    /// The password was right: the tries at this name from this address no longer count.
    pub async fn give_back(self, state: &AppState) -> Result<(), Error> {
        let transaction = state.write().await?;
        Entity::delete_many().filter(self.name.and(self.address)).exec(&*transaction).await?;
        transaction.commit().await
    }
}
