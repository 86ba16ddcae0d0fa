//! `Idempotency-Key`: a repeated press receives the same response and creates no second callout or request.
//!
//! The key is stored in the transaction of the press. A concurrent request with the same key either waits for that transaction
//! and returns its response, or, if it would wait too long, is answered 409 so that the client retries.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Set};
use serde::Serialize;
use sha2::{Digest, Sha256};

use database::entity::idempotency_key;
use web::error::Error;

/// Keys and their responses are kept for at least this many milliseconds: 24 hours.
pub const KEPT: i64 = 24 * 60 * 60 * 1000;

/// The key of a request, with a hash of its body.
#[derive(Clone, Debug)]
pub struct Key {
    text: String,
    body_hash: String,
}

/// A stored response.
#[derive(Clone, Debug)]
pub struct StoredAnswer {
    pub status: u16,
    /// The body as JSON text.
    pub body: String,
}

impl StoredAnswer {
    /// Rebuilds the response.
    pub fn again(self) -> Result<Response, Error> {
        let status = StatusCode::from_u16(self.status).map_err(Error::internal)?;
        let content = [(header::CONTENT_TYPE, "application/json")];
        Ok((status, content, self.body).into_response())
    }
}

impl Key {
    /// The key in these headers, if any. Every value is accepted, not only UUIDs: no press is refused for its key.
    pub fn read(headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        let header = headers.get("idempotency-key")?.as_bytes().trim_ascii();
        if header.is_empty() {
            return None;
        }
        let text = match std::str::from_utf8(header) {
            Ok(text) if text.len() <= 200 && text.bytes().all(|byte| byte.is_ascii_graphic()) => {
                text.to_owned()
            }
            _ => hex_digest(header),
        };
        // Canonical JSON, so that white space and the order of fields do not matter.
        let body_hash = match serde_json::from_slice::<serde_json::Value>(body) {
            Ok(value) => hex_digest(value.to_string().as_bytes()),
            Err(_) => hex_digest(body),
        };
        Some(Self { text, body_hash })
    }

    /// The stored response of this owner's key; 422 if it belongs to another body.
    pub async fn stored(
        &self,
        db: &impl ConnectionTrait,
        owner: Owner,
    ) -> Result<Option<StoredAnswer>, Error> {
        let id = (owner.text(), self.text.clone());
        let Some(row) = idempotency_key::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
        if row.body_hash != self.body_hash {
            return Err(Error::unprocessable(
                "This Idempotency-Key was used with another body. Use a new key for a new press.",
            ));
        }
        let status = u16::try_from(row.status).map_err(Error::internal)?;
        Ok(Some(StoredAnswer { status, body: row.answer }))
    }

    /// Stores a response.
    pub async fn keep(
        self,
        transaction: &impl ConnectionTrait,
        owner: Owner,
        status: u16,
        answer: &impl Serialize,
        callout_id: Option<i64>,
        now: i64,
    ) -> Result<(), Error> {
        let row = idempotency_key::ActiveModel {
            owner: Set(owner.text()),
            key: Set(self.text),
            body_hash: Set(self.body_hash),
            status: Set(i64::from(status)),
            answer: Set(serde_json::to_string(answer).map_err(Error::internal)?),
            callout_id: Set(callout_id),
            created_at: Set(now),
        };
        row.insert(transaction).await?;
        Ok(())
    }
}

fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The owner of a key, and what was requested.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// An alarm of this resident.
    Alarm(i64),
    /// An assistance request of this resident.
    Assistance(i64),
}

impl Owner {
    fn text(self) -> String {
        match self {
            Self::Alarm(resident_id) => format!("resident:{resident_id}"),
            Self::Assistance(resident_id) => format!("assistance:{resident_id}"),
        }
    }
}
