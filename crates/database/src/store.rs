//! The database with what every reader and writer needs: the clock, randomness and the sealer.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::DbErr;
use uuid::Uuid;

use crate::clock::{Clock, Random, new_uuid};
use crate::connection::{Db, WriteTransaction};
use crate::error::Error;
use crate::seal::Sealer;

/// The database, clock, randomness and sealer; cheap to clone.
#[derive(Clone)]
pub struct Store {
    /// For reads; write through [`Store::write`].
    pub db: Db,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where secrets and ids come from.
    pub random: Arc<dyn Random>,
    /// Encrypts the secrets in the database.
    pub sealer: Sealer,
}

impl Store {
    /// Milliseconds since 1970, UTC.
    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    /// A new id; ids sort by creation time.
    pub fn new_id(&self) -> Uuid {
        new_uuid(self.clock.as_ref(), self.random.as_ref())
    }

    /// A new secret of 256 bits, safe in a URL and a cookie.
    pub fn new_secret(&self) -> String {
        let mut bytes = [0; 32];
        self.random.fill(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Encrypts a secret for storage.
    pub fn seal(&self, secret: &str) -> Result<String, Error> {
        self.sealer.seal(self.random.as_ref(), secret)
    }

    /// Decrypts the result of [`seal`](Self::seal).
    pub fn unseal(&self, sealed: &str) -> Result<String, Error> {
        let opened = self.sealer.open(sealed);
        opened.ok_or_else(|| Error::internal("a sealed secret cannot be opened; was --secrets-key changed?"))
    }

    /// Begins a writing transaction; see [`Db::write`].
    pub async fn write(&self) -> Result<WriteTransaction, DbErr> {
        self.db.write().await
    }
}
