//! The e-mails and texts of a rung, and the replies that acknowledge them.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set,
};
use wire::customer::is_email;
use wire::escalation::{Channel, Step, Target};
use wire::plural;
use wire::sender::phone;

use super::link;
use super::people::Person;
use crate::auth::account::NO_SIGN_IN;
use crate::context::Context;
use crate::messages::{self, NewMessage, Recipient};
use database::entity::escalation_contact::{ActiveModel, Column, Entity};
use database::entity::escalation_rung;
use database::sql::Sql;
use web::error::Error;

/// How long contacts are kept, in milliseconds: 90 days.
const KEPT_FOR: i64 = 90 * 24 * 60 * 60_000;

/// An alarm on the escalation ladder.
pub(super) struct Alarm {
    pub(super) callout_id: i64,
    pub(super) organisation_id: i64,
    pub(super) site_id: Option<i64>,
    pub(super) alarm_at: i64,
    /// The text of the notification and of the messages.
    pub(super) sentence: String,
}

/// Adds the e-mails and texts of a rung to the outbox, and returns a sentence that describes whom the rung notifies.
pub(super) async fn notify(
    db: &impl ConnectionTrait,
    state: &Context,
    alarm: &Alarm,
    rung_id: i64,
    step: &Step,
    people: &[Person],
) -> Result<String, Error> {
    let on = |channel| step.how.contains(&channel);
    let blank = |channel: &Channel, user_id: Option<&str>| ActiveModel {
        rung_id: Set(rung_id),
        user_id: Set(user_id.map(str::to_owned)),
        channel: Set(String::from(channel.clone())),
        created_at: Set(state.now()),
        ..Default::default()
    };
    let (mut emails, mut texts) = (0, 0);
    if on(Channel::Screen) && !people.is_empty() {
        let rows = people.iter().map(|person| blank(&Channel::Screen, Some(&person.id)));
        Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    if on(Channel::Email) {
        for person in people.iter().filter(|person| has_address(&person.email)) {
            email(db, state, alarm, blank(&Channel::Email, Some(&person.id)), &person.email).await?;
            emails += 1;
        }
    }
    if on(Channel::Text) {
        let own =
            people.iter().filter_map(|person| Some((Some(person.id.as_str()), person.mobile.as_deref()?)));
        let named = step.whom.iter().filter_map(|target| match target {
            Target::Number(number) => Some((None, number.as_str())),
            _ => None,
        });
        let mut written = BTreeSet::new();
        for (user_id, number) in own.chain(named) {
            let Ok(digits) = phone::parse(number).map(|number| number.digits) else { continue };
            if written.insert(digits.clone()) {
                text(db, state, alarm, blank(&Channel::Text, user_id), digits).await?;
                texts += 1;
            }
        }
    }
    let screens = if on(Channel::Screen) { i64::try_from(people.len()).unwrap_or(i64::MAX) } else { 0 };
    Ok(summary(screens, emails, texts))
}

fn has_address(email: &str) -> bool {
    is_email(email) && !email.ends_with(NO_SIGN_IN)
}

/// A sentence that counts the people whom a rung notified.
fn summary(screens: i64, emails: i64, texts: i64) -> String {
    let parts = [
        (screens, "1 person on their screen|{count} people on their screens"),
        (emails, "1 by e-mail|{count} by e-mail"),
        (texts, "1 by text|{count} by text"),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| plural::counted(words, count))
        .collect();
    if parts.is_empty() {
        "This step reaches nobody.".to_owned()
    } else {
        format!("Notified: {}.", parts.join(", "))
    }
}

async fn email(
    db: &impl ConnectionTrait,
    state: &Context,
    alarm: &Alarm,
    contact: ActiveModel,
    address: &str,
) -> Result<(), Error> {
    let contact = contact.insert(db).await?;
    let body = format!(
        "{}\n\nOpen the link and say that you have it. Then ring the resident or the control room.",
        alarm.sentence
    );
    let message = NewMessage {
        link: Some(link::address(state, contact.id)?),
        reference: Some(reference(alarm)),
        ..NewMessage::plain(Recipient::Email(address.to_owned()), "An alarm waits for you", body)
    };
    finish(db, state, contact.id, message).await
}

async fn text(
    db: &impl ConnectionTrait,
    state: &Context,
    alarm: &Alarm,
    mut contact: ActiveModel,
    digits: String,
) -> Result<(), Error> {
    let code = code_for(db, alarm, &digits).await?;
    contact.number = Set(Some(digits.clone()));
    contact.code = Set(Some(code));
    let contact = contact.insert(db).await?;
    let body = format!("{} Reply {code} to say that you have it.", alarm.sentence);
    let message = NewMessage {
        reference: Some(reference(alarm)),
        ..NewMessage::plain(Recipient::Text(format!("+{digits}")), "", body)
    };
    finish(db, state, contact.id, message).await
}

async fn finish(
    db: &impl ConnectionTrait,
    state: &Context,
    contact_id: i64,
    message: NewMessage,
) -> Result<(), Error> {
    let message_id = messages::enqueue(db, state, message).await?;
    Entity::update_many()
        .col_expr(Column::MessageId, Expr::value(message_id))
        .filter(Column::Id.eq(contact_id))
        .exec(db)
        .await?;
    Ok(())
}

fn reference(alarm: &Alarm) -> String {
    format!("escalation {}", alarm.callout_id)
}

/// The code that acknowledges this alarm by a reply from this number: the same as before, or the lowest that no other open alarm
/// uses.
async fn code_for(db: &impl ConnectionTrait, alarm: &Alarm, digits: &str) -> Result<i64, Error> {
    let mut sql = Sql::new("SELECT r.callout_id, c.code FROM escalation_contact c ");
    sql.push("JOIN escalation_rung r ON r.id = c.rung_id ");
    sql.push("JOIN callout o ON o.id = r.callout_id AND o.alarm_at = r.alarm_at ");
    sql.push("WHERE c.code IS NOT NULL AND c.number = ").bind(digits);
    let used: Vec<UsedCode> = sql.all(db).await?;
    if let Some(own) = used.iter().find(|used| used.callout_id == alarm.callout_id) {
        return Ok(own.code);
    }
    let taken: BTreeSet<_> = used.into_iter().map(|used| used.code).collect();
    Ok((1..).find(|code| !taken.contains(code)).unwrap_or(1))
}

#[derive(sea_orm::FromQueryResult)]
struct UsedCode {
    callout_id: i64,
    code: i64,
}

/// Deletes the contacts of old alarms; the callout's events are kept.
pub async fn delete_old_contacts(state: Context) -> Result<(), Error> {
    let before = state.now() - KEPT_FOR;
    let transaction = state.write().await?;
    let rungs: SelectStatement = escalation_rung::Entity::find()
        .select_only()
        .column(escalation_rung::Column::Id)
        .filter(escalation_rung::Column::TakenAt.lt(before))
        .into_query();
    Entity::delete_many().filter(Column::RungId.in_subquery(rungs)).exec(&*transaction).await?;
    Ok(transaction.commit().await?)
}
