//! People are reached beside their tray: on every device that they registered; and where it matters, by e-mail when there is
//! none.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};
use wire::session::Role;
use wire::target_type::TargetType;

use super::audience::{Audience, push_any};
use crate::error::Error;
use crate::messages::{self, NewMessage, Recipient};
use crate::push::{self, Payload, Urgency};
use crate::sql::Sql;
use crate::state::AppState;
use crate::table::{notification, notification_audience};

#[derive(FromQueryResult)]
struct Person {
    id: String,
    email: String,
    role: String,
}

/// What a device shows of a notification to somebody with this role.
fn payload(row: &notification::Model, role: &Role) -> Payload {
    let kind: TargetType = row.target_type.clone().unwrap_or_default().into();
    let path = match role {
        Role::Resident => format!("/notifications/{}", row.id),
        _ => format!("/staff/tray/{}", row.id),
    };
    Payload {
        title: kind.title().unwrap_or("Tocsin").to_owned(),
        body: row.message.clone().unwrap_or_default(),
        path,
        tag: Some(row.topic.clone().unwrap_or_else(|| row.id.clone())),
        notification: Some(row.id.clone()),
        urgency: if kind.is_alarm() { Urgency::High } else { Urgency::Normal },
        ..Payload::default()
    }
}

/// Pushes to the devices of everybody who has just found it on their tray, but for those to whom its sender sent too much.
pub(super) async fn push(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    row: &notification::Model,
    over: &[String],
) -> Result<(), Error> {
    let mut sql = Sql::new("SELECT u.id, u.email, u.role FROM tray_item i JOIN tray t ON t.id = i.tray_id ");
    sql.push("JOIN \"user\" u ON u.id = t.user_id WHERE i.seq = ").bind(row.seq);
    sql.push(" AND i.as_sender = FALSE AND i.read_at IS NULL AND EXISTS ");
    sql.push("(SELECT 1 FROM push_subscription s WHERE s.user_id = u.id)");
    let people = sql.all::<Person>(transaction).await?;
    for person in people.into_iter().filter(|person| !over.contains(&person.id)) {
        let shown = payload(row, &Role::from(person.role));
        push::send_to_user(transaction, state, &person.id, &row.id, shown).await?;
    }
    Ok(())
}

/// Writes an e-mail to everybody in these audiences whom no device reached.
pub async fn reach(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    id: &str,
    audiences: &[Audience],
) -> Result<(), Error> {
    let row = notification::Entity::find()
        .filter(notification::Column::Id.eq(id))
        .one(transaction)
        .await?
        .ok_or(Error::NotFound)?;
    let mut sql = Sql::new("SELECT u.id, u.email, u.role FROM \"user\" u WHERE ");
    push_any(&mut sql, audiences);
    sql.push(" AND NOT EXISTS (SELECT 1 FROM push_subscription s WHERE s.user_id = u.id)");
    sql.push(" ORDER BY u.email");
    for person in sql.all::<Person>(transaction).await? {
        // Names that only look like addresses reach nobody.
        if !wire::customer::is_email(&person.email) {
            continue;
        }
        let shown = payload(&row, &Role::from(person.role));
        let link = state.config.public_url.as_ref().map(|url| format!("{url}{}", shown.path));
        let mail = NewMessage::plain(Recipient::Email(person.email), shown.title, shown.body);
        let mail = NewMessage { notification_id: Some(row.id.clone()), link, ..mail };
        messages::enqueue(transaction, state, mail).await?;
    }
    Ok(())
}

/// The staff among a notification's audience.
pub(crate) async fn staff_of(db: &impl ConnectionTrait, seq: i64) -> Result<Vec<Audience>, Error> {
    let keys = notification_audience::Entity::find()
        .filter(notification_audience::Column::Seq.eq(seq))
        .all(db)
        .await?;
    let audiences = keys.iter().filter_map(|row| Audience::from_key(&row.key));
    Ok(audiences.filter(|audience| !matches!(audience, Audience::Residents { .. })).collect())
}
