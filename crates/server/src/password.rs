//! Passwords: argon2, away from the threads that answer requests.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use wire::password::{LONGEST, SHORTEST};

use crate::clock::Random;
use crate::config::PasswordCost;
use crate::error::Error;

/// What an unknown user's password is compared with, so that both answers take as long.
static NOBODY: LazyLock<[String; 2]> = LazyLock::new(|| {
    [PasswordCost::Strong, PasswordCost::Quick]
        .map(|cost| hash_now("nobody", &[0; 16], cost).expect("BUG: the fixed parameters hash any password"))
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

/// Hashes a password for keeping.
pub async fn hash(password: String, random: &dyn Random, cost: PasswordCost) -> Result<String, Error> {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    tokio::task::spawn_blocking(move || hash_now(&password, &salt, cost)).await.map_err(Error::internal)?
}

/// Whether the password is the stored one. With nothing stored it does the same work and says no.
pub async fn matches(password: String, stored: Option<String>, cost: PasswordCost) -> Result<bool, Error> {
    tokio::task::spawn_blocking(move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY[cost as usize].clone());
        let parsed = PasswordHash::new(&stored).map_err(Error::internal)?;
        // The parameters come from the stored hash, so that old ones stay good when the cost changes.
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await
    .map_err(Error::internal)?
}

/// Refuses a password that is too short or too long to choose.
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
    use crate::clock::SystemRandom;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let cost = PasswordCost::Quick;
        let stored = hash("correct horse".to_owned(), &SystemRandom, cost).await.unwrap();
        assert!(matches("correct horse".to_owned(), Some(stored.clone()), cost).await.unwrap());
        assert!(!matches("battery staple".to_owned(), Some(stored), cost).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_a_password_that_matches() {
        assert!(!matches("nobody".to_owned(), None, PasswordCost::Quick).await.unwrap());
    }
}
