//! Hashes of secrets, as the database stores them.

use sha2::{Digest, Sha256};

/// SHA-256 in hex. A plain hash is enough, because the secrets have 256 random bits.
pub fn hash(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
