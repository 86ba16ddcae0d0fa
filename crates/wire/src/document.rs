//! `/api/documents`: attachments, ready letters, and copies of sent messages.

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::Serialize;

/// Maximum size of a document in bytes.
pub const DOCUMENT_LIMIT: usize = 5 * 1024 * 1024;

/// The metadata of a document; its content is at `GET /api/documents/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// A UUID, valid as long as the document is kept.
    pub id: String,
    pub filename: String,
    pub content_type: String,
    pub size: i64,
    pub created_at: Timestamp,
}

read_leniently!(Document { id, filename, content_type, size, created_at });
