//! Sealing of secrets that must be read again: they are encrypted before they are stored, so that a copy of one table reveals
//! nothing. With `--secrets-key`, a copy of the whole database reveals nothing either.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

use crate::clock::Random;
use crate::error::Error;

/// Encrypts and decrypts secrets; cheap to clone.
#[derive(Clone)]
pub struct Sealer(Arc<LessSafeKey>);

impl Sealer {
    /// A sealer with a key derived from this secret. The derived key is used only for sealing, so that the key that signs tokens
    /// encrypts nothing.
    pub fn new(secret: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"tocsin seal");
        hash.update(secret);
        let key = UnboundKey::new(&AES_256_GCM, &hash.finalize()).expect("BUG: SHA-256 gives 32 bytes");
        Self(Arc::new(LessSafeKey::new(key)))
    }

    /// Encrypts a secret for storage.
    pub fn seal(&self, random: &dyn Random, secret: &str) -> Result<String, Error> {
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce);
        let mut sealed = secret.as_bytes().to_vec();
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)
            .map_err(|_| Error::internal("a secret could not be sealed"))?;
        Ok(STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// Decrypts the result of [`seal`](Self::seal); `None` if it was changed or encrypted with another key.
    pub fn open(&self, sealed: &str) -> Option<String> {
        let bytes = STANDARD_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let secret = self.0.open_in_place(nonce, Aad::empty(), &mut sealed).ok()?;
        String::from_utf8(secret.to_vec()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    #[test]
    fn a_sealed_secret_opens_and_a_changed_one_does_not() {
        let sealer = Sealer::new(b"the key of this database");
        let seal = || sealer.seal(&SystemRandom, "sample-key").unwrap();
        let sealed = seal();
        assert!(!sealed.contains("sample"));
        assert_ne!(sealed, seal(), "two seals of one secret look different");
        assert_eq!(sealer.open(&sealed).as_deref(), Some("sample-key"));
        assert_eq!(Sealer::new(b"another key").open(&sealed), None);
        let mut changed = sealed.into_bytes();
        changed[20] = if changed[20] == b'A' { b'B' } else { b'A' };
        assert_eq!(sealer.open(std::str::from_utf8(&changed).unwrap()), None);
        assert_eq!(sealer.open(""), None);
    }
}
