//! Passwords are hashed with argon2, outside of the request threads, a few at a time.
//!
//! Each hash takes 19 MiB and a processor, so guesses could otherwise fill the memory. [`Hashing`] limits how many run and how
//! many wait; one place is reserved for devices that have signed in before.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wire::password::{LONGEST, SHORTEST};

use crate::config::PasswordCost;
use crate::limits::Limits;
use database::clock::Random;
use web::error::Error;
use web::room::{Place, Room};
use web::throttle::Attempt as Guess;

/// Waiting sign-ins from one address or one known device.
const WAITING_PER_ORIGIN: usize = 16;

/// The `Retry-After` of a 503, in seconds.
const RETRY_AFTER: u64 = 2;

/// Hashes to compare an unknown user's password with, so that both answers take the same time.
static NOBODY: LazyLock<[String; 2]> = LazyLock::new(|| {
    [PasswordCost::Strong, PasswordCost::Quick]
        .map(|cost| hash_now("nobody", &[0; 16], cost).expect("BUG: hashing fails with fixed parameters"))
});

fn hasher(cost: PasswordCost) -> Argon2<'static> {
    let params = match cost {
        PasswordCost::Strong => Params::default(),
        PasswordCost::Quick => {
            Params::new(8, 1, 1, None).expect("BUG: argon2's smallest parameters are allowed")
        }
    };
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str, salt: &[u8], cost: PasswordCost) -> Result<String, Error> {
    let salt = SaltString::encode_b64(salt).map_err(Error::internal)?;
    Ok(hasher(cost).hash_password(password.as_bytes(), &salt).map_err(Error::internal)?.to_string())
}

/// Whose password is hashed. It decides who waits for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// A person who is signed in, or a device that signed in with this name before.
    Known(&'a str),
    /// An address from which this person has not signed in.
    Stranger(&'a str),
}

impl<'a> Origin<'a> {
    /// The origin of a counted guess.
    pub fn of(guess: &'a Guess) -> Self {
        match guess.is_known() {
            true => Self::Known(guess.counted_as()),
            false => Self::Stranger(guess.counted_as()),
        }
    }
}

/// Limits how many passwords are hashed at once; cheap to clone.
#[derive(Clone, Debug)]
pub struct Hashing {
    cost: PasswordCost,
    /// Fewer than the total, so that unknown devices cannot occupy every place.
    strangers: Arc<Semaphore>,
    at_once: Arc<Semaphore>,
    known_room: Room,
    stranger_room: Room,
}

impl Hashing {
    /// With the limits that the operator configured.
    pub fn new(cost: PasswordCost, limits: &Limits) -> Self {
        let at_once = limits.password_hashes.max(1);
        Self {
            cost,
            strangers: Arc::new(Semaphore::new((at_once - 1).max(1))),
            at_once: Arc::new(Semaphore::new(at_once)),
            known_room: Room::new(limits.password_queue, WAITING_PER_ORIGIN),
            stranger_room: Room::new(limits.password_queue, WAITING_PER_ORIGIN),
        }
    }

    /// Takes a place in the queue, or 503. Call it before anything is written for the caller, so that refusing costs nothing.
    pub fn queue(&self, origin: Origin<'_>) -> Result<QueuedHash, Error> {
        let place = match origin {
            Origin::Known(key) => self.known_room.enter(key),
            Origin::Stranger(key) => self.stranger_room.enter(key),
        };
        let place = place.ok_or(Error::Busy { retry_after: RETRY_AFTER })?;
        let is_stranger = matches!(origin, Origin::Stranger(_));
        Ok(QueuedHash { hashing: self.clone(), is_stranger, _place: place })
    }

    /// Hashes a password for storage.
    pub async fn hash(&self, password: String, random: &dyn Random, by: Origin<'_>) -> Result<String, Error> {
        self.queue(by)?.hash(password, random).await
    }
}

/// A place in the queue for one hash.
#[derive(Debug)]
pub struct QueuedHash {
    hashing: Hashing,
    is_stranger: bool,
    _place: Place,
}

impl QueuedHash {
    /// Hashes a password for storage.
    pub async fn hash(self, password: String, random: &dyn Random) -> Result<String, Error> {
        let mut salt = [0; 16];
        random.fill(&mut salt);
        let cost = self.hashing.cost;
        self.compute(move || hash_now(&password, &salt, cost)).await
    }

    /// Whether the password matches the stored hash. Without a stored hash it does the same work and returns false.
    pub async fn matches(self, password: String, stored: Option<String>) -> Result<bool, Error> {
        let cost = self.hashing.cost;
        self.compute(move || {
            let known = stored.is_some();
            let stored = stored.unwrap_or_else(|| NOBODY[cost as usize].clone());
            let parsed = PasswordHash::new(&stored).map_err(Error::internal)?;
            // The parameters come from the stored hash, so that old hashes stay valid when the cost changes.
            Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
        })
        .await
    }

    async fn compute<T: Send + 'static>(
        self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let stranger = match self.is_stranger {
            true => Some(permit(&self.hashing.strangers).await?),
            false => None,
        };
        let turn = permit(&self.hashing.at_once).await?;
        // The permits move into the task, so that a caller who hangs up does not free a processor that is still hashing.
        tokio::task::spawn_blocking(move || {
            let _permits = (stranger, turn, self);
            work()
        })
        .await
        .map_err(Error::internal)?
    }
}

async fn permit(semaphore: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Error> {
    semaphore.clone().acquire_owned().await.map_err(Error::internal)
}

/// Refuses a new password that is too short or too long.
pub fn check(password: &str) -> Result<(), Error> {
    match password.chars().count() {
        SHORTEST..=LONGEST => Ok(()),
        _ => Err(Error::bad_request(format!(
            "The field password cannot be used: choose one of {SHORTEST} to {LONGEST} characters."
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use database::clock::SystemRandom;

    fn hashing(limits: &Limits) -> Hashing {
        Hashing::new(PasswordCost::Quick, limits)
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let hashing = hashing(&Limits::default());
        let me = Origin::Known("me");
        let stored = hashing.hash("correct horse".to_owned(), &SystemRandom, me).await.unwrap();
        let queue = || hashing.queue(me).unwrap();
        assert!(queue().matches("correct horse".to_owned(), Some(stored.clone())).await.unwrap());
        assert!(!queue().matches("battery staple".to_owned(), Some(stored)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_a_password_that_matches() {
        let place = hashing(&Limits::default()).queue(Origin::Stranger("here")).unwrap();
        assert!(!place.matches("nobody".to_owned(), None).await.unwrap());
    }

    #[tokio::test]
    async fn strangers_fill_their_own_queue_and_leave_a_place_for_a_known_device() {
        let limits = Limits { password_hashes: 2, password_queue: 20, ..Limits::default() };
        let hashing = hashing(&limits);
        let mut waiting = Vec::new();
        for address in ["one", "two"] {
            while let Ok(place) = hashing.queue(Origin::Stranger(address)) {
                waiting.push(place);
            }
        }
        assert_eq!(waiting.len(), 20, "the queue is bounded, and one address has its share of it");
        let refused = hashing.queue(Origin::Stranger("three")).unwrap_err();
        assert!(matches!(refused, Error::Busy { .. }));

        // Unknown devices never hold every permit.
        let held = permit(&hashing.strangers).await.unwrap();
        assert_eq!(hashing.strangers.available_permits(), 0);
        assert_eq!(hashing.at_once.available_permits(), 2);
        let known = hashing.queue(Origin::Known("phone")).unwrap();
        assert!(!known.matches("guess".to_owned(), None).await.unwrap());
        drop(held);
    }
}
