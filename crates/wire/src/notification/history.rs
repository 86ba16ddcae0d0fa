//! The history of a notification: an append-only list in which each entry contains a hash over the one before it.

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;

words!(
    HistoryAction {
        Created = "Created",
        IsRead = "IsRead",
        /// Work has begun.
        Initiated = "Initiated",
        Validate = "Validate",
        Approved = "Approved",
        Rejected = "Rejected",
        /// Removed from one person's tray.
        Deleted = "Deleted",
        /// Restored to one person's tray.
        Restored = "Restored",
        /// The resident confirmed the visit.
        VisitConfirmed = "VisitConfirmed",
        /// The resident asked for another time.
        RearrangementAsked = "RearrangementAsked",
        /// The service withdrew it; it is on no tray.
        Withdrawn = "Withdrawn",
        /// The visit was moved to another time.
        VisitMoved = "VisitMoved",
        /// A resident replied, to a survey or to a failed visit.
        Replied = "Replied",
        /// Its personal fields were erased.
        Erased = "Erased",
    }
);

/// One item of `GET /api/notifications/{id}/history`, oldest first; with `?format=csv`, one line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// Numbers the entries of all notifications.
    pub id: i64,
    pub at: Timestamp,
    /// When it was decided, if that was earlier, on a device without a connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_at: Option<Timestamp>,
    pub by: String,
    /// The sign-in address of the person; null for services and for Tocsin itself.
    pub user: Option<String>,
    pub action: HistoryAction,
    pub note: Option<String>,
    /// SHA-256 in hex over this entry and the previous hash.
    pub hash: String,
}

read_leniently!(HistoryEntry { id, at, made_at, by, user, action, note, hash });
