//! `/api/documents`: attachments, ready letters, and what was sent.

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::Serialize;

/// The most bytes of a document.
pub const DOCUMENT_LIMIT: usize = 5 * 1024 * 1024;

/// What is known of a document; its bytes are at `GET /api/documents/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// A UUID, good for as long as the document is kept.
    pub id: String,
    /// What it is called.
    pub filename: String,
    /// What it is.
    pub content_type: String,
    /// Its bytes.
    pub size: i64,
    /// When it came.
    pub created_at: Timestamp,
}

read_leniently!(Document { id, filename, content_type, size, created_at });
