//! Replies to a notification.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::notification::Reply;
use wire::target_type::TargetType;
use wire::time::Timestamp;

use crate::auth::caller::Person;
use database::entity::notification;
use database::entity::notification_reply::{Column, Entity, Model};
use web::error::Error;

/// This person's replies to these notifications, by `seq`.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    person: Option<&Person>,
    rows: &[&notification::Model],
) -> Result<HashMap<i64, Reply>, Error> {
    let takes_reply = |row: &&&notification::Model| {
        let kind = row.target_type.as_deref().and_then(TargetType::known);
        kind.is_some_and(|kind| !kind.reply_choices().is_empty())
    };
    let seqs: Vec<i64> = rows.iter().filter(takes_reply).map(|row| row.seq).collect();
    let Some(person) = person.filter(|_| !seqs.is_empty()) else { return Ok(HashMap::new()) };
    let own = Entity::find().filter(Column::UserId.eq(&person.user.id)).filter(Column::Seq.is_in(seqs));
    Ok(own.all(db).await?.into_iter().map(|row| (row.seq, to_wire(row))).collect())
}

pub(crate) fn to_wire(row: Model) -> Reply {
    let at = Timestamp::from_millis(row.replied_at);
    Reply { answer: row.answer.into(), note: row.note, name: None, at }
}
