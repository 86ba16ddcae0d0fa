//! Secrets that must be known to be used, encrypted where they are kept. The key is derived from `--secrets-key` when the
//! operator gives one, else from the key that the database keeps for tokens: then a copy of the whole database can be read,
//! but no single column of it.

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::state::AppState;

const NONCE: usize = 12;

/// Encrypts.
pub fn seal(state: &AppState, secret: &[u8]) -> Result<String, Error> {
    let mut sealed = vec![0; NONCE];
    state.random.fill(&mut sealed);
    let hidden = cipher(state)
        .encrypt(Nonce::from_slice(&sealed), secret)
        .map_err(|_| Error::internal("a secret could not be sealed"))?;
    sealed.extend(hidden);
    Ok(STANDARD.encode(sealed))
}

/// Decrypts; an error when it was sealed with another key.
pub fn open(state: &AppState, sealed: &str) -> Result<Vec<u8>, Error> {
    let broken = || Error::internal("a sealed secret cannot be opened: was --secrets-key changed?");
    let bytes = STANDARD.decode(sealed).map_err(|_| broken())?;
    let (nonce, hidden) = bytes.split_at_checked(NONCE).ok_or_else(broken)?;
    cipher(state).decrypt(Nonce::from_slice(nonce), hidden).map_err(|_| broken())
}

fn cipher(state: &AppState) -> Aes256Gcm {
    let key = state.config.secrets_key.as_ref().map_or(&*state.signing_key, |key| key.as_bytes());
    let key = Sha256::new().chain_update(b"tocsin sealed secrets\0").chain_update(key).finalize();
    Aes256Gcm::new(&key)
}
