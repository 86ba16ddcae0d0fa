//! Secrets that must be read again: sealed before they are stored, so that a copy of one table tells nothing. With
//! `--secrets-key` a copy of the whole database tells nothing either.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

use crate::clock::Random;
use crate::error::Error;
use crate::state::AppState;

/// Seals and opens; cheap to clone.
#[derive(Clone)]
pub struct Sealer(Arc<LessSafeKey>);

impl Sealer {
    /// A sealer whose key is made from this secret. Its own key, so that what signs tokens seals nothing.
    pub fn new(secret: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"tocsin seal");
        hash.update(secret);
        let key = UnboundKey::new(&AES_256_GCM, &hash.finalize()).expect("BUG: SHA-256 gives 32 bytes");
        Self(Arc::new(LessSafeKey::new(key)))
    }

    /// Seals a secret for keeping.
    pub fn seal(&self, random: &dyn Random, secret: &str) -> Result<String, Error> {
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce);
        let mut sealed = secret.as_bytes().to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)
            .map_err(|_| Error::internal("a secret could not be sealed"))?;
        Ok(STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// Opens what [`seal`](Self::seal) made; nothing when it was sealed with another key, or changed.
    pub fn open(&self, sealed: &str) -> Option<String> {
        let bytes = STANDARD_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let secret = self.0.open_in_place(nonce, Aad::empty(), &mut sealed).ok()?;
        String::from_utf8(secret.to_vec()).ok()
    }
}

/// Seals a secret for keeping.
pub fn seal(state: &AppState, secret: &str) -> Result<String, Error> {
    state.sealer.seal(state.random.as_ref(), secret)
}

/// Opens what [`seal`] made.
pub fn open(state: &AppState, sealed: &str) -> Result<String, Error> {
    let opened = state.sealer.open(sealed);
    opened.ok_or_else(|| Error::internal("a sealed secret cannot be opened; was --secrets-key changed?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{SystemRandom, TestClock};
    use crate::config::Config;
    use crate::migration::Migrator;
    use std::sync::Arc;

    #[tokio::test]
    async fn a_sealed_secret_opens_and_a_changed_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("seal.db").display());
        let db = crate::db::connect(&address).await.unwrap();
        db.migrate::<Migrator>().await.unwrap();
        let clock = Arc::new(TestClock::at(0));
        let state = AppState::new(db, clock, Arc::new(SystemRandom), Config::default()).await.unwrap();
        let sealed = seal(&state, "sample-key").unwrap();
        assert!(!sealed.contains("sample"));
        assert_ne!(sealed, seal(&state, "sample-key").unwrap(), "two seals of one secret look different");
        assert_eq!(open(&state, &sealed).unwrap(), "sample-key");
        let mut changed = sealed.into_bytes();
        changed[20] = if changed[20] == b'A' { b'B' } else { b'A' };
        assert!(open(&state, std::str::from_utf8(&changed).unwrap()).is_err());
        assert!(open(&state, "").is_err());
    }
}
