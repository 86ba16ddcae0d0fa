//! Sends to residents on their preferred channels: e-mail, text or letter, for each kind of notification. If a channel cannot
//! reach a resident, the first one that can is used.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};
use serde_json::{Map, Value};
use wire::customer::is_email;
use wire::postal_address::PostalAddress;
use wire::preference::PreferredChannel;
use wire::sender::{address, phone};
use wire::target_type::TargetType;

use super::audience::Audience;
use super::send;
use crate::auth::account::NO_SIGN_IN;
use crate::context::Context;
use crate::messages::{Content, NewMessage, Recipient};
use crate::{homes, messages};
use database::entity::{notification, resident, service};
use database::sql::Sql;
use web::error::Error;

/// What happens for a resident without preferences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DefaultChannel {
    /// The first channel that reaches them.
    FirstWay,
    /// Nothing: it is on their screen.
    Nothing,
}

/// A resident with their channels.
#[derive(Clone, Debug)]
pub(crate) struct ReachableResident {
    pub(crate) id: i64,
    name: String,
    first_name: String,
    last_name: String,
    email: String,
    mobile: String,
    account_email: Option<String>,
    home: PostalAddress,
    channels: Option<String>,
}

#[derive(FromQueryResult)]
struct ResidentRow {
    id: i64,
    account_email: Option<String>,
    channels: Option<String>,
}

/// The start of the statement, up to the condition over residents, `r`.
fn select(kind: &str) -> Sql {
    let mut sql = Sql::new("SELECT r.id, u.email AS account_email, p.channels FROM resident r ");
    sql.push("LEFT JOIN \"user\" u ON u.id = r.user_id LEFT JOIN preference p ON p.user_id = r.user_id AND p.kind = ");
    sql.bind(kind).push(" WHERE (u.id IS NULL OR u.active = TRUE) AND ");
    sql
}

/// The selected residents with their homes, by id.
async fn residents(
    db: &impl ConnectionTrait,
    found: Vec<ResidentRow>,
) -> Result<Vec<ReachableResident>, Error> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids = found.iter().map(|row| row.id);
    let rows = resident::Entity::find().filter(resident::Column::Id.is_in(ids)).all(db).await?;
    let mut homes = homes::of_residents(db, rows.iter()).await?;
    let mut rows: HashMap<i64, resident::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let resident = |found: ResidentRow| {
        let row = rows.remove(&found.id)?;
        Some(ReachableResident {
            id: found.id,
            name: row.full_name(),
            first_name: row.name,
            last_name: row.surname,
            email: row.email,
            mobile: row.mobile,
            account_email: found.account_email,
            home: homes.remove(&found.id).unwrap_or_default().address,
            channels: found.channels,
        })
    };
    Ok(found.into_iter().filter_map(resident).collect())
}

/// Some residents of these groups after the one with this id, in the order of ids.
pub(crate) async fn some_of(
    db: &impl ConnectionTrait,
    kind: &str,
    groups: &[Audience],
    after: i64,
    most: usize,
) -> Result<Vec<ReachableResident>, Error> {
    let mut sql = select(kind);
    sql.push("r.id > ").bind(after).push(" AND (1 = 0");
    for group in groups {
        sql.push(" OR ");
        group.push_residents(&mut sql);
    }
    let found = sql.push(&format!(") ORDER BY r.id LIMIT {most}")).all(db).await?;
    residents(db, found).await
}

/// The resident who owns an account.
pub(crate) async fn of_account(
    db: &impl ConnectionTrait,
    kind: &str,
    user_id: &str,
) -> Result<Option<ReachableResident>, Error> {
    let found = select(kind).push("r.user_id = ").bind(user_id).all(db).await?;
    Ok(residents(db, found).await?.pop())
}

/// The address lines of a letter to this person.
fn letter_lines(name: &str, home: &PostalAddress) -> Vec<String> {
    let flat = home.flat.as_ref().map(|flat| match flat.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("Flat {flat}"),
        false => flat.clone(),
    });
    // An address that was stored as one line is in `street`.
    let street =
        home.street.iter().flat_map(|street| street.split([',', '\n'])).map(|part| part.trim().to_owned());
    let rest = [&home.town, &home.region, &home.postcode, &home.country].into_iter().flatten().cloned();
    [Some(name.to_owned()), flat].into_iter().flatten().chain(street).chain(rest).collect()
}

impl ReachableResident {
    /// The recipient on this channel; `None` if it cannot reach the resident.
    pub(crate) fn recipient(&self, channel: &PreferredChannel) -> Option<Recipient> {
        match channel {
            PreferredChannel::Email => {
                let all = [Some(&self.email), self.account_email.as_ref()];
                let usable = |email: &&String| is_email(email) && !email.ends_with(NO_SIGN_IN);
                all.into_iter().flatten().find(usable).map(|email| Recipient::Email(email.clone()))
            }
            PreferredChannel::Text => {
                phone::parse(&self.mobile).ok().map(|_| Recipient::Text(self.mobile.clone()))
            }
            PreferredChannel::Letter => {
                let lines = letter_lines(&self.name, &self.home);
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                address::parse(&lines).ok().map(Recipient::Letter)
            }
            PreferredChannel::Push | PreferredChannel::Other(_) => None,
        }
    }

    /// The recipients of a notification of this kind.
    fn recipients(&self, otherwise: DefaultChannel) -> Vec<Recipient> {
        let ways = [PreferredChannel::Email, PreferredChannel::Text, PreferredChannel::Letter];
        let first = || ways.iter().find_map(|channel| self.recipient(channel)).into_iter().collect();
        let Some(chosen) = self.channels.as_deref().map(crate::preferences::read) else {
            return if otherwise == DefaultChannel::FirstWay { first() } else { Vec::new() };
        };
        let chosen: Vec<_> = chosen.into_iter().filter(|channel| ways.contains(channel)).collect();
        let found: Vec<_> = chosen.iter().filter_map(|channel| self.recipient(channel)).collect();
        if found.is_empty() && !chosen.is_empty() { first() } else { found }
    }
}

/// Sends to the resident who owns an account.
pub(crate) async fn write_to(
    db: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    user_id: &str,
    otherwise: DefaultChannel,
) -> Result<(), Error> {
    let kind = row.target_type.clone().unwrap_or_default();
    match of_account(db, &kind, user_id).await? {
        Some(resident) => write(db, state, row, &resident, otherwise).await,
        None => Ok(()),
    }
}

/// The link of a message to a resident: to the notification for signed-in residents, or a signed link for those without an
/// account.
fn link(state: &Context, row: &notification::Model, resident: &ReachableResident) -> Result<String, Error> {
    let path = match resident.account_email {
        Some(_) => format!("/notifications/{}", row.id),
        None => crate::notifications::public_link::path_of(state, row)?,
    };
    Ok(format!("{}{path}", state.config.link_root()))
}

/// The template for this channel that a notification to a whole site or tenure specifies, which was checked when it was posted;
/// otherwise plain text.
fn content(row: &notification::Model, kind: &TargetType, channel: &str) -> Content {
    let template = match channel {
        "email" => &row.email_template_id,
        "text" => &row.sms_template_id,
        _ => &row.letter_template_id,
    };
    let is_group = row.broadcast && !(row.require_email || row.require_sms || row.require_letter);
    match template.clone().filter(|_| is_group) {
        Some(id) => Content::Template(id),
        None => Content::Plain {
            subject: kind.title().unwrap_or("Tocsin").to_owned(),
            body: row.message.clone().unwrap_or_default(),
        },
    }
}

/// The values of a template for one resident: those of the notification, and
/// [`RESIDENT_VALUES`](wire::notification::RESIDENT_VALUES).
fn values(row: &notification::Model, resident: &ReachableResident) -> Map<String, Value> {
    let mut values = send::values(row);
    let message = row.message.as_deref().unwrap_or_default();
    let own = [("name", resident.name.as_str()), ("firstName", &resident.first_name)];
    for (name, text) in
        own.into_iter().chain([("lastName", resident.last_name.as_str()), ("message", message)])
    {
        values.entry(name).or_insert_with(|| text.into());
    }
    values
}

/// Adds the messages to one resident to the outbox. Channels that the notification itself uses are skipped, and so are messages
/// above the resident's limit: the notification is on their screen.
pub(crate) async fn write(
    db: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    resident: &ReachableResident,
    otherwise: DefaultChannel,
) -> Result<(), Error> {
    let kind: TargetType = row.target_type.clone().unwrap_or_default().into();
    let link = link(state, row, resident)?;
    let service = match &row.service_id {
        Some(id) if row.broadcast => service::Entity::find_by_id(id).one(db).await?,
        _ => None,
    };
    for recipient in resident.recipients(otherwise) {
        let goes_anyway = match recipient.channel() {
            "email" => row.require_email,
            "text" => row.require_sms,
            _ => row.require_letter,
        };
        if goes_anyway {
            continue;
        }
        let content = content(row, &kind, recipient.channel());
        let is_template = matches!(content, Content::Template(_));
        // A signed link is too long to type from paper.
        let is_typed = recipient.channel() == "letter" && resident.account_email.is_none() && !is_template;
        let message = NewMessage {
            service_id: row.service_id.clone(),
            notification_id: Some(row.id.clone()),
            service_key: if is_template { send::service_key(state, service.as_ref())? } else { None },
            personalisation: if is_template { values(row, resident) } else { Map::new() },
            content,
            recipient,
            attachments: Vec::new(),
            link: Some(link.clone()).filter(|_| !is_typed),
            reference: Some(row.id.clone()),
        };
        match messages::throttle(db, state, &message).await {
            Err(Error::TooManyRequests { .. }) => {
                tracing::warn!(
                    notification = row.id,
                    resident = resident.id,
                    "skipped a message: the recipient's hourly limit is reached"
                );
            }
            throttled => {
                throttled?;
                messages::enqueue(db, state, message).await?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_to_the_flat_and_to_an_address_of_one_line() {
        let some = |text: &str| Some(text.to_owned());
        let home = PostalAddress {
            flat: some("4b"),
            street: some("12 Acacia Avenue"),
            town: some("London"),
            postcode: some("N1 9GU"),
            ..PostalAddress::default()
        };
        assert_eq!(letter_lines("Ann", &home), ["Ann", "Flat 4b", "12 Acacia Avenue", "London", "N1 9GU"]);
        let line =
            PostalAddress { street: some("33 Acacia Avenue, London, SW1A 1AA"), ..PostalAddress::default() };
        assert_eq!(letter_lines("Ann", &line), ["Ann", "33 Acacia Avenue", "London", "SW1A 1AA"]);
    }
}
