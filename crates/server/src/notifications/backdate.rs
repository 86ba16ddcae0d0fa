//! Inserts a notification with an earlier time, and with the actions since then; for demonstrations and benchmarks.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use wire::notification::{ActionType, HistoryAction, NotificationType};

use super::audience::Audience;
use super::history::NewHistoryEntry;
use super::raise::put;
use super::{send, tray};
use crate::auth::account;
use crate::auth::author::Author;
use crate::context::Context;
use database::entity::notification::{ActiveModel, Column, Entity, Model};
use web::error::Error;

/// The time between the notification and the action.
const AFTER: i64 = 40 * 60 * 1000;

/// A notification with an earlier time.
#[derive(Debug)]
pub struct PastNotification {
    /// Its fields, based on [`blank`](super::blank).
    pub row: ActiveModel,
    pub audience: Vec<Audience>,
    /// The name of its sender.
    pub by: String,
    /// The time of its creation.
    pub at: i64,
    /// Person, action and note of what was done since.
    pub done: Option<(&'static str, &'static str, Option<&'static str>)>,
}

/// Inserts the notification.
pub async fn backdate(
    transaction: &DatabaseTransaction,
    state: &Context,
    new: PastNotification,
) -> Result<(), Error> {
    let mut row = new.row;
    row.created_at = Set(new.at);
    row.touched_at = Set(new.at);
    let by = Author { name: new.by, email: None };
    let row = put(transaction, state, row, &new.audience, &by).await?;
    if row.notification_type != NotificationType::Screen.as_str() {
        send::enqueue(transaction, state, &row).await?;
    }
    match new.done {
        Some((email, action, note)) => did(transaction, &row, email, action, note).await,
        None => Ok(()),
    }
}

async fn did(
    transaction: &DatabaseTransaction,
    row: &Model,
    email: &str,
    action: &str,
    note: Option<&str>,
) -> Result<(), Error> {
    let Some(user) = account::find(transaction, email).await? else { return Ok(()) };
    let at = row.created_at + AFTER;
    let by = match user.role.as_str() {
        "resident" => Author { name: "Resident".to_owned(), email: Some(user.id.clone()) },
        _ => Author { name: user.name.clone(), email: Some(user.email.clone()) },
    };
    let kind = ActionType::from(action.to_owned());
    if kind != ActionType::IsRead {
        Entity::update_many()
            .filter(Column::Seq.eq(row.seq))
            .col_expr(Column::Decided, Expr::value(kind.is_final()))
            .col_expr(Column::ActionType, Expr::value(action))
            .col_expr(Column::ActionNote, Expr::value(note))
            .col_expr(Column::ActionBy, Expr::value(by.email.clone()))
            .col_expr(Column::ActionByName, Expr::value(by.name.clone()))
            .col_expr(Column::ActionAt, Expr::value(at))
            .col_expr(Column::TouchedAt, Expr::value(at))
            .col_expr(Column::Version, Expr::value(row.version + 1))
            .exec(transaction)
            .await?;
        tray::touch(transaction, row.seq).await?;
    }
    if let Some(tray) = crate::auth::tray::of(transaction, &user.id).await? {
        tray::read(transaction, tray.id, row.seq, at).await?;
    }
    NewHistoryEntry {
        notification_id: &row.id,
        at,
        made_at: None,
        by: &by,
        action: HistoryAction::from(action.to_owned()),
        note,
    }
    .write(transaction)
    .await
    .map(drop)
}
