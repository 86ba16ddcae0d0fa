//! `Idempotency-Key`: the same press asked again gets the same answer, and makes no second callout or request.
//!
//! The row is written in the transaction that stores what was pressed for. So a second request with the same key either waits
//! for that transaction and finds its answer, or, when it has to wait too long, is told to ask again (409).

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Set};
use serde::Serialize;
use sha2::{Digest, Sha256};

use database::entity::idempotency_key;
use web::error::Error;

/// Keys and their answers are kept for at least this many milliseconds: 24 hours.
pub const KEPT: i64 = 24 * 60 * 60 * 1000;

/// The key of a request, with what tells its body from another.
#[derive(Clone, Debug)]
pub struct Key {
    text: String,
    body_hash: String,
}

/// What was answered before.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The status.
    pub status: u16,
    /// The body, as JSON text.
    pub body: String,
}

impl Stored {
    /// As it was answered.
    pub fn again(self) -> Result<Response, Error> {
        let status = StatusCode::from_u16(self.status).map_err(Error::internal)?;
        let content = [(header::CONTENT_TYPE, "application/json")];
        Ok((status, content, self.body).into_response())
    }
}

impl Key {
    /// The key in these headers, if any. One that is no UUID, however long, serves as well: nothing is refused for it.
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
        // Read and written again, so that blanks and the order of fields make no other body.
        let body_hash = match serde_json::from_slice::<serde_json::Value>(body) {
            Ok(value) => hex_digest(value.to_string().as_bytes()),
            Err(_) => hex_digest(body),
        };
        Some(Self { text, body_hash })
    }

    /// What this person was answered for this key; 422 when it was for another body.
    pub async fn stored(&self, db: &impl ConnectionTrait, owner: Owner) -> Result<Option<Stored>, Error> {
        let id = (owner.text(), self.text.clone());
        let Some(row) = idempotency_key::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
        if row.body_hash != self.body_hash {
            return Err(Error::unprocessable(
                "This Idempotency-Key was used with another body. Make a new one for a new press.",
            ));
        }
        let status = u16::try_from(row.status).map_err(Error::internal)?;
        Ok(Some(Stored { status, body: row.answer }))
    }

    /// Keeps an answer.
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

/// Whose key it is, and what they pressed for.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// The alarm of this resident.
    Alarm(i64),
    /// A request for assistance of this resident.
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
