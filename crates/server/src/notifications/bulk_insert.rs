//! Creates many notifications on one tray at once, for benchmarks. It writes the same rows as [`raise`](super::raise), with a few
//! statements for hundreds of notifications.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IntoActiveModel, Set,
};
use wire::notification::HistoryAction;

use super::audience::Audience;
use super::history;
use super::history::NewHistoryEntry;
use crate::auth::author::Author;
use database::entity::{notification, notification_audience, notification_history, tray_item};
use database::notification_search;
use database::sql::Sql;
use web::error::Error;

/// Notifications with unused numbers, for one person.
pub struct TrayBatch<'a> {
    /// The notifications, oldest first.
    pub rows: Vec<notification::Model>,
    /// The owner of the tray.
    pub user_id: String,
    /// The audience that is stored with them.
    pub audience: Audience,
    /// Whether a notification is read already.
    pub read: &'a (dyn Fn(&notification::Model) -> bool + Send + Sync),
}

/// Inserts them.
pub async fn bulk_insert(transaction: &DatabaseTransaction, batch: TrayBatch<'_>) -> Result<(), Error> {
    let tray = match crate::auth::tray::of(transaction, &batch.user_id).await? {
        Some(tray) => tray,
        None => {
            let row = database::entity::tray::ActiveModel {
                user_id: Set(batch.user_id.clone()),
                unread: Set(0),
                revision: Set(0),
                ..Default::default()
            };
            row.insert(transaction).await?
        }
    };
    let mut unread = 0;
    let items: Vec<tray_item::ActiveModel> = batch
        .rows
        .iter()
        .map(|row| {
            let is_read = (batch.read)(row) || row.decided;
            unread += i64::from(!is_read);
            tray_item::Model {
                tray_id: tray.id,
                seq: row.seq,
                read_at: is_read.then_some(row.created_at),
                removed_at: None,
                put_away: false,
                revision: tray.revision + 1,
                as_sender: false,
                notification_type: row.notification_type.clone(),
                target_type: row.target_type.clone(),
                target_id: row.target_id.clone(),
                user_email: row.user_email.clone(),
                site_id: row.site_id,
                require_action: row.require_action,
                decided: row.decided,
            }
            .into_active_model()
        })
        .collect();
    let key = batch.audience.key();
    let keys = batch
        .rows
        .iter()
        .map(|row| notification_audience::ActiveModel { key: Set(key.clone()), seq: Set(row.seq) });
    let by = Author::tocsin();
    let mut head = history::head(transaction).await?;
    let mut entries: Vec<notification_history::ActiveModel> = Vec::with_capacity(batch.rows.len());
    for row in &batch.rows {
        let created = NewHistoryEntry {
            notification_id: &row.id,
            at: row.created_at,
            made_at: None,
            by: &by,
            action: HistoryAction::Created,
            note: None,
        };
        let row = created.row(&head);
        head = row.hash.clone().unwrap();
        entries.push(row);
    }
    let rows = batch.rows.iter().cloned().map(|row| row.into_active_model().reset_all());
    notification::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    notification_audience::Entity::insert_many(keys).exec_without_returning(transaction).await?;
    let items = items.into_iter().map(ActiveModelTrait::reset_all);
    tray_item::Entity::insert_many(items).exec_without_returning(transaction).await?;
    notification_history::Entity::insert_many(entries).exec_without_returning(transaction).await?;
    add_words(transaction, &batch.rows).await?;
    Sql::new("UPDATE tray SET revision = revision + 1, unread = unread + ")
        .bind(unread)
        .push(" WHERE id = ")
        .bind(tray.id)
        .run(transaction)
        .await?;
    Ok(())
}

async fn add_words(db: &impl ConnectionTrait, rows: &[notification::Model]) -> Result<(), Error> {
    let mut sql = Sql::new("INSERT INTO notification_text (rowid, words) VALUES ");
    for (index, row) in rows.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", (" }).bind(row.seq).push(", ");
        match db.get_database_backend() {
            DbBackend::Postgres => {
                sql.push("to_tsvector('simple', ").bind(notification_search::text_of(row)).push("))")
            }
            _ => sql.bind(notification_search::text_of(row)).push(")"),
        };
    }
    sql.run(db).await?;
    Ok(())
}
