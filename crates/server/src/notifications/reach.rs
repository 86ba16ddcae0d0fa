//! Reaches people beside their tray: on every registered device, and if it is important and they have none, by e-mail.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};
use wire::preference::PreferredChannel;
use wire::session::Role;
use wire::target_type::TargetType;

use super::audience::{Audience, push_any};
use super::preferred;
use super::preferred::DefaultChannel;
use crate::auth::account::NO_SIGN_IN;
use crate::context::Context;
use crate::messages;
use crate::messages::{NewMessage, Recipient};
use crate::push::{Payload, Urgency};
use database::entity::{notification, notification_audience};
use database::sql::Sql;
use web::error::Error;

#[derive(FromQueryResult)]
struct Person {
    email: String,
    role: String,
}

/// The content of a push about a notification, for people with this role.
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
        seen: kind.asks_to_be_seen(),
        urgency: if kind.is_alarm() { Urgency::High } else { Urgency::Normal },
        ..Payload::default()
    }
}

#[derive(FromQueryResult)]
struct TrayRecipient {
    id: String,
    email: String,
    role: String,
    devices: i64,
    channels: Option<String>,
}

/// What is known about all people who received a notification.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecipientContext<'a> {
    /// Its residents are messaged one after the other.
    pub(crate) broadcast: bool,
    /// The accounts above their sender's limit, which receive no push.
    pub(crate) over: &'a [String],
}

/// Contacts everybody who has just received it, by their preferences for this kind: with a push unless they chose otherwise, and
/// by e-mail, text or letter if they chose it.
pub(crate) async fn push(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    crowd: RecipientContext<'_>,
) -> Result<(), Error> {
    let kind: TargetType = row.target_type.clone().unwrap_or_default().into();
    let mut sql =
        Sql::new("SELECT u.id, u.email, u.role, p.channels, (SELECT count(*) FROM push_subscription s ");
    sql.push("WHERE s.user_id = u.id) AS devices FROM tray_item i JOIN tray t ON t.id = i.tray_id ");
    sql.push("JOIN \"user\" u ON u.id = t.user_id LEFT JOIN preference p ON p.user_id = u.id AND p.kind = ");
    sql.bind(kind.as_str()).push(" WHERE i.seq = ").bind(row.seq);
    sql.push(" AND i.as_sender = FALSE AND i.read_at IS NULL AND (p.user_id IS NOT NULL OR EXISTS ");
    sql.push("(SELECT 1 FROM push_subscription s WHERE s.user_id = u.id))");
    let people = sql.all::<TrayRecipient>(transaction).await?;
    for person in people.into_iter().filter(|person| !crowd.over.contains(&person.id)) {
        let role = Role::from(person.role);
        let chosen = person.channels.as_deref().map(crate::preferences::read);
        let wants = |channel| chosen.as_ref().is_some_and(|chosen| chosen.contains(&channel));
        // An alarm causes a push whatever was chosen.
        if person.devices > 0 && (chosen.is_none() || kind.is_alarm() || wants(PreferredChannel::Push)) {
            crate::push::send_to_user::send_to_user(
                transaction,
                state,
                &person.id,
                &row.id,
                payload(row, &role),
            )
            .await?;
        }
        match role {
            Role::Resident if chosen.is_some() && !crowd.broadcast => {
                preferred::write_to(transaction, state, row, &person.id, DefaultChannel::Nothing).await?;
            }
            Role::Resident => {}
            role if wants(PreferredChannel::Email) => {
                mail(transaction, state, row, person.email, &role).await?
            }
            _ => {}
        }
    }
    Ok(())
}

/// An e-mail with the text of the notification. Sign-in names that are not real e-mail addresses are skipped.
async fn mail(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    email: String,
    role: &Role,
) -> Result<(), Error> {
    if !wire::customer::is_email(&email) || email.ends_with(NO_SIGN_IN) {
        return Ok(());
    }
    let shown = payload(row, role);
    let link = Some(format!("{}{}", state.config.link_root(), shown.path));
    let mail = NewMessage::plain(Recipient::Email(email), shown.title, shown.body);
    let mail = NewMessage { notification_id: Some(row.id.clone()), link, ..mail };
    messages::enqueue(transaction, state, mail).await?;
    Ok(())
}

/// Sends an e-mail to everybody in these audiences whom no push reached.
pub async fn reach(
    transaction: &impl ConnectionTrait,
    state: &Context,
    id: &str,
    audiences: &[Audience],
) -> Result<(), Error> {
    let row = notification::Entity::find()
        .filter(notification::Column::Id.eq(id))
        .one(transaction)
        .await?
        .ok_or(Error::NotFound)?;
    let mut sql = Sql::new("SELECT u.email, u.role FROM \"user\" u WHERE ");
    push_any(&mut sql, audiences);
    sql.push(" AND NOT EXISTS (SELECT 1 FROM push_subscription s WHERE s.user_id = u.id)");
    // People who chose e-mail for this kind have received one already.
    sql.push(" AND NOT EXISTS (SELECT 1 FROM preference p WHERE p.user_id = u.id AND p.kind = ");
    sql.bind(row.target_type.clone().unwrap_or_default()).push(" AND p.channels LIKE '%Email%')");
    sql.push(" ORDER BY u.email");
    for person in sql.all::<Person>(transaction).await? {
        mail(transaction, state, &row, person.email, &Role::from(person.role)).await?;
    }
    Ok(())
}

/// The staff in a notification's audience.
pub(crate) async fn staff_of(db: &impl ConnectionTrait, seq: i64) -> Result<Vec<Audience>, Error> {
    let keys = notification_audience::Entity::find()
        .filter(notification_audience::Column::Seq.eq(seq))
        .all(db)
        .await?;
    let audiences = keys.iter().filter_map(|row| Audience::from_key(&row.key));
    Ok(audiences.filter(|audience| !audience.is_of_residents()).collect())
}
