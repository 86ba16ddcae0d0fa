//! `/api/letters`: letters that staff write in the app, without a template. Each is stored as a PDF for preview, can be changed
//! until it is sent, and is sent unchanged by `POST /api/notifications` with its id as `documentId`.

pub(crate) mod retention;

pub use retention::delete_old_drafts;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use wire::lenient::Lenient;
use wire::letter::Letter;
use wire::time::Timestamp;

use crate::auth::caller::Caller;
use crate::auth::caller::Person;
use crate::auth::scopes;
use database::entity::document::{Column, Entity, Model};
use web::error::Error;

/// An unsent letter that this person may see; otherwise 404.
pub(crate) async fn find(db: &impl ConnectionTrait, person: &Person, id: &str) -> Result<Model, Error> {
    let readable = scopes::documents(&Caller::Person(person.clone()))?;
    let found = Entity::find_by_id(id).filter(readable).filter(Column::Draft.is_not_null());
    found.one(db).await?.ok_or(Error::NotFound)
}

/// A stored letter as JSON representation.
pub(crate) fn letter_view(row: Model) -> Letter {
    let words = row.draft.as_deref().and_then(|words| serde_json::from_str::<Value>(words).ok());
    Letter {
        id: row.id,
        created_at: Timestamp::from_millis(row.created_at),
        ..words.and_then(Letter::read).unwrap_or_default()
    }
}
