//! History of notifications: append-only rows, each with a hash that includes the previous row's. Triggers refuse to change or
//! delete a row. If somebody circumvents them, the chain of hashes breaks, and [`verify`] finds the place.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use sha2::{Digest, Sha256};
use wire::notification::{HistoryAction, HistoryEntry};
use wire::time::Timestamp;

use super::note;
use crate::auth::author::Author;
use database::entity::notification_history::{ActiveModel, Column, Entity, Model};
use web::error::Error;

/// An event of a notification.
#[derive(Clone, Debug)]
pub(crate) struct NewHistoryEntry<'a> {
    pub(crate) notification_id: &'a str,
    pub(crate) at: i64,
    pub(crate) made_at: Option<i64>,
    pub(crate) by: &'a Author,
    pub(crate) action: HistoryAction,
    pub(crate) note: Option<&'a str>,
}

impl NewHistoryEntry<'_> {
    /// The row that follows the one with the hash `before`.
    pub(crate) fn row(&self, before: &str) -> ActiveModel {
        let mut row = Model {
            id: 0,
            notification_id: self.notification_id.to_owned(),
            at: self.at,
            made_at: self.made_at,
            by_name: self.by.name.clone(),
            by_email: self.by.email.clone(),
            action: self.action.as_str().to_owned(),
            note: self.note.map(str::to_owned),
            hash: String::new(),
        };
        row.hash = seal(before, &row);
        ActiveModel {
            id: sea_orm::NotSet,
            notification_id: Set(row.notification_id),
            at: Set(row.at),
            made_at: Set(row.made_at),
            by_name: Set(row.by_name),
            by_email: Set(row.by_email),
            action: Set(row.action),
            note: Set(row.note),
            hash: Set(row.hash),
        }
    }

    /// Inserts it and returns the id of the entry.
    pub(crate) async fn write(&self, transaction: &impl ConnectionTrait) -> Result<i64, Error> {
        let before = head(transaction).await?;
        Ok(self.row(&before).insert(transaction).await?.id)
    }
}

/// The hash of the newest row; empty if there is none.
pub(crate) async fn head(db: &impl ConnectionTrait) -> Result<String, Error> {
    let newest: Option<String> = Entity::find()
        .select_only()
        .column(Column::Hash)
        .order_by_desc(Column::Id)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(newest.unwrap_or_default())
}

fn seal(before: &str, row: &Model) -> String {
    let sealed = serde_json::json!([
        before,
        row.notification_id,
        row.at,
        row.made_at,
        row.by_name,
        row.by_email,
        row.action,
        row.note
    ]);
    Sha256::digest(sealed.to_string()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The history of one notification, oldest first.
pub(crate) async fn of(db: &impl ConnectionTrait, notification_id: &str) -> Result<Vec<HistoryEntry>, Error> {
    let rows = Entity::find()
        .filter(Column::NotificationId.eq(notification_id))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut notes = note::notes_of(db, [notification_id]).await?;
    let entry = |mut row: Model| {
        row.note = note::words(row.note, row.id, &mut notes);
        to_wire(row)
    };
    Ok(rows.into_iter().map(entry).collect())
}

fn to_wire(row: Model) -> HistoryEntry {
    HistoryEntry {
        id: row.id,
        at: Timestamp::from_millis(row.at),
        made_at: row.made_at.map(Timestamp::from_millis),
        by: row.by_name,
        user: row.by_email,
        action: row.action.into(),
        note: row.note,
        hash: row.hash,
    }
}

/// The result of verifying the whole chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainCheck {
    /// The number of valid rows.
    pub rows: u64,
    /// The id of the first row that does not fit.
    pub broken_at: Option<i64>,
    /// The hash of the last valid row. If it is stored elsewhere, it proves later that no rows were removed from the end.
    pub head: String,
    /// Whether the chain contains the requested hash.
    pub holds: bool,
}

/// Verifies the whole chain. `kept` is a hash stored earlier, which the chain must still contain.
pub async fn verify(db: &impl ConnectionTrait, kept: Option<&str>) -> Result<ChainCheck, Error> {
    const PAGE: u64 = 5000;
    let mut verdict = ChainCheck { rows: 0, broken_at: None, head: String::new(), holds: kept.is_none() };
    let mut after = 0;
    loop {
        let rows =
            Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(PAGE).all(db).await?;
        let notes: Vec<_> = rows.iter().map(|row| (row.id, row.note.as_deref())).collect();
        let changed_note = note::first_changed(db, &notes).await?;
        for row in &rows {
            if seal(&verdict.head, row) != row.hash || changed_note == Some(row.id) {
                verdict.broken_at = Some(row.id);
                return Ok(verdict);
            }
            verdict.head.clone_from(&row.hash);
            verdict.rows += 1;
            verdict.holds |= kept == Some(row.hash.as_str());
        }
        match rows.last() {
            Some(last) => after = last.id,
            None => return Ok(verdict),
        }
    }
}
