//! Trays: the notifications of each person. Unread counts are stored, not computed: every statement that changes what is unread
//! changes the count in the same transaction, and increments the tray's revision.

use sea_orm::ConnectionTrait;

use super::audience::{Audience, push_any};
use crate::auth::tray::of;
use database::sql::Sql;
use web::error::Error;

/// How a notification arrives on trays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arrival {
    /// Set if it arrives as read: what was sent by e-mail, text or letter is there for reference.
    pub(crate) read_at: Option<i64>,
    /// It is there because the owner of the tray sent it.
    pub(crate) as_sender: bool,
}

/// Puts a notification on the tray of everybody in these audiences who does not have it yet.
pub(crate) async fn put(
    db: &impl ConnectionTrait,
    seq: i64,
    audiences: &[Audience],
    arrival: Arrival,
) -> Result<(), Error> {
    let mut trays =
        Sql::new("INSERT INTO tray (user_id, unread, revision) SELECT u.id, 0, 0 FROM \"user\" u WHERE ");
    push_any(&mut trays, audiences);
    trays.push(" ON CONFLICT (user_id) DO NOTHING").run(db).await?;

    let read_at = arrival.read_at.map_or_else(|| "NULL".to_owned(), |at| at.to_string());
    let as_sender = if arrival.as_sender { "TRUE" } else { "FALSE" };
    let mut items = Sql::new(
        "INSERT INTO tray_item (tray_id, seq, read_at, removed_at, revision, as_sender, notification_type, target_type, \
         target_id, user_email, site_id, require_action, decided) SELECT t.id, n.seq, ",
    );
    items.push(&format!("{read_at}, NULL, t.revision + 1, {as_sender}, "));
    items.push("n.notification_type, n.target_type, n.target_id, n.user_email, n.site_id, n.require_action, n.decided ");
    items.push("FROM \"user\" u JOIN tray t ON t.user_id = u.id JOIN notification n ON n.seq = ").bind(seq);
    items.push(" WHERE ");
    push_any(&mut items, audiences);
    items.push(" ON CONFLICT (tray_id, seq) DO NOTHING").run(db).await?;

    let unread = if arrival.read_at.is_none() { "unread + 1" } else { "unread" };
    Sql::new(&format!("UPDATE tray SET unread = {unread}, revision = revision + 1 WHERE id IN "))
        .push("(SELECT i.tray_id FROM tray_item i JOIN tray t ON t.id = i.tray_id WHERE i.seq = ")
        .bind(seq)
        .push(" AND i.revision = t.revision + 1)")
        .run(db)
        .await?;
    Ok(())
}

/// A notification changed: increments the revision of every tray that has it.
pub(crate) async fn touch(db: &impl ConnectionTrait, seq: i64) -> Result<(), Error> {
    Sql::new(
        "UPDATE tray SET revision = revision + 1 WHERE id IN (SELECT tray_id FROM tray_item WHERE seq = ",
    )
    .bind(seq)
    .push(" AND removed_at IS NULL)")
    .run(db)
    .await?;
    Sql::new(
        "UPDATE tray_item SET revision = (SELECT t.revision FROM tray t WHERE t.id = tray_item.tray_id), ",
    )
    .push("decided = (SELECT n.decided FROM notification n WHERE n.seq = tray_item.seq) WHERE seq = ")
    .bind(seq)
    .push(" AND removed_at IS NULL")
    .run(db)
    .await?;
    Ok(())
}

/// Marks a notification as read for the owner of a tray; returns whether it was unread.
pub(crate) async fn read(db: &impl ConnectionTrait, tray_id: i64, seq: i64, now: i64) -> Result<bool, Error> {
    let changed = Sql::new("UPDATE tray_item SET read_at = ")
        .bind(now)
        .push(", revision = (SELECT t.revision + 1 FROM tray t WHERE t.id = tray_item.tray_id) WHERE tray_id = ")
        .bind(tray_id)
        .push(" AND seq = ")
        .bind(seq)
        .push(" AND read_at IS NULL AND removed_at IS NULL")
        .run(db)
        .await?;
    if changed == 1 {
        Sql::new("UPDATE tray SET unread = unread - 1, revision = revision + 1 WHERE id = ")
            .bind(tray_id)
            .run(db)
            .await?;
    }
    Ok(changed == 1)
}

/// Marks a notification as read on all trays; returns whether it was unread on any.
pub(crate) async fn read_everywhere(db: &impl ConnectionTrait, seq: i64, now: i64) -> Result<bool, Error> {
    let unread = format!("seq = {seq} AND read_at IS NULL AND removed_at IS NULL");
    let trays = format!("SELECT tray_id FROM tray_item WHERE {unread}");
    Sql::new(&format!("UPDATE tray SET unread = unread - 1, revision = revision + 1 WHERE id IN ({trays})"))
        .run(db)
        .await?;
    let revision = "(SELECT t.revision FROM tray t WHERE t.id = tray_item.tray_id)";
    let items = format!("UPDATE tray_item SET read_at = {now}, revision = {revision} WHERE {unread}");
    Ok(Sql::new(&items).run(db).await? > 0)
}

/// Puts a notification away for the owner of a tray: it is among the removed ones, and can be put back.
pub(crate) async fn put_away(
    db: &impl ConnectionTrait,
    tray_id: i64,
    seq: i64,
    now: i64,
) -> Result<(), Error> {
    remove_where(db, &format!("seq = {seq} AND tray_id = {tray_id}"), true, now).await.map(drop)
}

/// Removes a notification from one tray; returns whether it was there. If it is on no other tray, the notification is deleted.
pub(crate) async fn remove(
    db: &impl ConnectionTrait,
    tray_id: i64,
    seq: i64,
    now: i64,
) -> Result<bool, Error> {
    let removed = remove_where(db, &format!("seq = {seq} AND tray_id = {tray_id}"), true, now).await?;
    Sql::new("UPDATE notification SET deleted_at = ")
        .bind(now)
        .push(", version = version + 1 WHERE deleted_at IS NULL AND seq = ")
        .bind(seq)
        .push(" AND NOT EXISTS (SELECT 1 FROM tray_item i WHERE i.seq = ")
        .bind(seq)
        .push(" AND i.removed_at IS NULL AND i.as_sender = FALSE)")
        .run(db)
        .await?;
    Ok(removed)
}

/// Puts back what the owner removed from the tray; returns whether there was anything.
pub(crate) async fn restore(db: &impl ConnectionTrait, tray_id: i64, seq: i64) -> Result<bool, Error> {
    let here = format!("tray_id = {tray_id} AND seq = {seq}");
    let changed = Sql::new("UPDATE tray_item SET removed_at = NULL, put_away = FALSE, ")
        .push("revision = (SELECT t.revision + 1 FROM tray t WHERE t.id = tray_item.tray_id), ")
        .push("decided = (SELECT n.decided FROM notification n WHERE n.seq = tray_item.seq) ")
        .push(&format!("WHERE {here} AND put_away = TRUE"))
        .run(db)
        .await?;
    if changed == 0 {
        return Ok(false);
    }
    let unread = format!("SELECT count(*) FROM tray_item WHERE {here} AND read_at IS NULL");
    let tray =
        format!("UPDATE tray SET revision = revision + 1, unread = unread + ({unread}) WHERE id = {tray_id}");
    Sql::new(&tray).run(db).await?;
    let row = format!(
        "UPDATE notification SET deleted_at = NULL, version = version + 1 WHERE deleted_at IS NOT NULL AND seq = {seq}"
    );
    Sql::new(&row).run(db).await?;
    Ok(true)
}

/// Removes a notification from every tray and deletes it.
pub(crate) async fn remove_everywhere(db: &impl ConnectionTrait, seq: i64, now: i64) -> Result<(), Error> {
    remove_where(db, &format!("seq = {seq}"), false, now).await?;
    Sql::new("UPDATE notification SET deleted_at = ")
        .bind(now)
        .push(", version = version + 1 WHERE deleted_at IS NULL AND seq = ")
        .bind(seq)
        .run(db)
        .await?;
    Ok(())
}

/// `which` is a condition over `tray_item` that contains only numbers; `put_away` if the owner of the tray removes it.
async fn remove_where(
    db: &impl ConnectionTrait,
    which: &str,
    put_away: bool,
    now: i64,
) -> Result<bool, Error> {
    let there = format!("{which} AND removed_at IS NULL");
    let unread = format!("SELECT tray_id FROM tray_item WHERE {there} AND read_at IS NULL");
    Sql::new(&format!("UPDATE tray SET unread = unread - 1 WHERE id IN ({unread})")).run(db).await?;
    let trays = format!("SELECT tray_id FROM tray_item WHERE {there}");
    Sql::new(&format!("UPDATE tray SET revision = revision + 1 WHERE id IN ({trays})")).run(db).await?;
    let changed = Sql::new("UPDATE tray_item SET removed_at = ")
        .bind(now)
        .push(", put_away = ")
        .bind(put_away)
        .push(", revision = (SELECT t.revision FROM tray t WHERE t.id = tray_item.tray_id) WHERE ")
        .push(&there)
        .run(db)
        .await?;
    Ok(changed > 0)
}

/// A person's number of unread notifications.
pub async fn unread(db: &impl ConnectionTrait, user_id: &str) -> Result<i64, Error> {
    Ok(of(db, user_id).await?.map_or(0, |tray| tray.unread))
}

/// Increments a tray's revision and counts what is unread, after many rows changed at once.
pub(crate) async fn recount(db: &impl ConnectionTrait, tray_id: i64) -> Result<(), Error> {
    let unread = format!(
        "SELECT count(*) FROM tray_item WHERE tray_id = {tray_id} AND removed_at IS NULL AND read_at IS NULL"
    );
    Sql::new(&format!("UPDATE tray SET revision = revision + 1, unread = ({unread}) WHERE id = {tray_id}"))
        .run(db)
        .await?;
    Ok(())
}
