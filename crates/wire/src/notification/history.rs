//! What happened to a notification: a list that only grows, each entry sealed with the one before it.

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;

words!(
    /// What happened.
    HistoryAction {
        /// It was made.
        Created = "Created",
        /// Somebody read it.
        IsRead = "IsRead",
        /// Somebody began with it.
        Initiated = "Initiated",
        /// Somebody checked it.
        Validate = "Validate",
        /// Somebody approved it.
        Approved = "Approved",
        /// Somebody rejected it.
        Rejected = "Rejected",
        /// Somebody took it off their tray.
        Deleted = "Deleted",
        /// Somebody put it back onto their tray.
        Restored = "Restored",
        /// The resident confirmed the visit.
        VisitConfirmed = "VisitConfirmed",
        /// The resident asked for another day.
        RearrangementAsked = "RearrangementAsked",
        /// Its service withdrew it: it is on nobody's tray any more.
        Withdrawn = "Withdrawn",
        /// The visit was moved to another time.
        VisitMoved = "VisitMoved",
        /// A resident replied, to a survey or after nobody could get in.
        Replied = "Replied",
        /// Its personal fields were erased.
        Erased = "Erased",
    }
);

/// One entry of `GET /api/notifications/{id}/history`, oldest first; with `?format=csv` one line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// Counts all entries of all notifications.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// When it was decided, if that was earlier, without a connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_at: Option<Timestamp>,
    /// Who, by name.
    pub by: String,
    /// Who, by their sign-in; null for services and for Tocsin itself.
    pub user: Option<String>,
    /// What.
    pub action: HistoryAction,
    /// Why.
    pub note: Option<String>,
    /// SHA-256 in hex over this entry and the hash before it.
    pub hash: String,
}

read_leniently!(HistoryEntry { id, at, made_at, by, user, action, note, hash });
