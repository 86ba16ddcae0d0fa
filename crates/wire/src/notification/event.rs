//! The stream `GET /api/events`: server-sent events named `tray`, whose data is a [`TrayChange`] and whose id is its revision, so
//! that a browser that reconnects (`Last-Event-ID`) misses nothing; and `signed-out`, when the session ends.

use super::Notification;
use crate::id::NotificationId;
use crate::lenient::read_leniently;
use serde::Serialize;

/// The changes on one person's tray since the last event. The first event of a connection has no changes, only the count and the
/// revision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrayChange {
    /// Increases with every change of this tray. An event with a lower revision than the known one is outdated.
    pub revision: i64,
    /// Number of unread notifications on this tray.
    pub unread_count: i64,
    /// New or changed notifications, oldest change first.
    pub changed: Vec<Notification>,
    /// Notifications that are no longer on this tray.
    pub removed: Vec<NotificationId>,
    /// More has changed than the event contains: read the list again.
    pub reread: bool,
    /// The first event of a connection. A lower revision than the known one means that the server was restored from a backup.
    pub first: bool,
}

read_leniently!(TrayChange { revision, unread_count, changed, removed, reread, first });
