//! What `GET /api/events` tells: server-sent events named `tray`, whose data is a [`TrayChange`] and whose id is its
//! revision, so that a browser which comes back (`Last-Event-ID`) misses nothing; and `signed-out`, when the session ends.

use super::Notification;
use crate::id::NotificationId;
use crate::lenient::read_leniently;
use serde::Serialize;

/// What changed on one person's tray since the last event. The first event after connecting has no changes, only the
/// count and the revision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrayChange {
    /// Counts the changes of this tray; an event with a lower one than is known is old.
    pub revision: i64,
    /// The unread notifications of this tray.
    pub unread_count: i64,
    /// New or changed notifications, oldest change first.
    pub changed: Vec<Notification>,
    /// Notifications that are no longer on this tray.
    pub removed: Vec<NotificationId>,
    /// More changed than is told here: read the list again.
    pub reread: bool,
    /// The first event of a connection. With a lower revision than is known, the server was restored from a backup.
    pub first: bool,
}

read_leniently!(TrayChange { revision, unread_count, changed, removed, reread, first });
