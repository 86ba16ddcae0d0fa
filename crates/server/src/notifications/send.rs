//! What of a notification leaves by e-mail, text or letter goes into the outbox, in the transaction that stores it.

use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Map, Value};
use wire::notification::{ADDRESS_LINES, NewNotification, NotificationType};
use wire::sender::template::placeholders;
use wire::sender::{address, placeholder, typeface};

use super::links::Links;
use crate::error::Error;
use crate::messages::{self, Content, NewMessage, Recipient};
use crate::problem::invalid_field;
use crate::seal;
use crate::state::AppState;
use crate::table::{notification, service, template};

/// Puts its messages into the outbox; 429 when its service has sent the recipient enough.
pub(super) async fn enqueue(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    row: &notification::Model,
) -> Result<(), Error> {
    let recipients = recipients(row);
    let Some(template) = row.template_id.clone().filter(|_| !recipients.is_empty()) else { return Ok(()) };
    let service = match &row.service_id {
        Some(id) => service::Entity::find_by_id(id).one(transaction).await?,
        None => None,
    };
    let service_key = match &service {
        Some(service) => Some(seal::open(state, &service.key_sealed)?),
        None => None,
    };
    let link = Links::of(transaction, row.customer_id).await?.link(row, None);
    let link = link.map(|link| absolute(state, &link));
    for recipient in recipients {
        let message = NewMessage {
            service_id: row.service_id.clone(),
            notification_id: Some(row.id.clone()),
            service_key: service_key.clone(),
            recipient,
            content: Content::Template(template.clone()),
            personalisation: values(row),
            attachments: list(row.attachments.as_deref()),
            link: link.clone(),
            reference: Some(row.id.clone()),
        };
        messages::throttle(transaction, state, &message).await?;
        messages::enqueue(transaction, state, message).await?;
    }
    Ok(())
}

/// Refuses a letter that would be printed with empty boxes, before it waits in the outbox.
pub(super) async fn check_letter(db: &impl ConnectionTrait, new: &NewNotification) -> Result<(), Error> {
    let Some(id) = new.template_id.as_deref().filter(|_| new.goes_by(&NotificationType::Letter)) else {
        return Ok(());
    };
    // A template of another sender is not known here; then every value may stand in the letter.
    let asked = template::Entity::find_by_id(id).one(db).await?.map(|template| {
        let mut names = placeholders(template.subject.as_deref(), &template.body);
        names.extend(ADDRESS_LINES.map(str::to_owned));
        names
    });
    let is_shown = |name: &String| asked.as_ref().is_none_or(|asked| same_name(asked, name));
    let values = new.personalisation_params.iter().filter(|(name, _)| is_shown(name));
    let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
    match typeface::problem(&values) {
        Some(problem) => Err(invalid_field("personalisationParams", problem)),
        None => Ok(()),
    }
}

/// Names are the same when they differ only in case, blanks, dashes and underscores.
fn same_name(asked: &[String], name: &str) -> bool {
    asked.iter().any(|one| placeholder::is_same(one, name))
}

fn recipients(row: &notification::Model) -> Vec<Recipient> {
    let mut all = Vec::new();
    if let Some(email) = row.email.clone().filter(|_| row.require_email) {
        all.push(Recipient::Email(email));
    }
    if let Some(number) = row.mobile_number.clone().filter(|_| row.require_sms) {
        all.push(Recipient::Text(number));
    }
    if row.require_letter {
        let values = values(row);
        let lines: Vec<&str> =
            ADDRESS_LINES.iter().filter_map(|name| values.get(*name).and_then(Value::as_str)).collect();
        // Stored by an older release, it may no longer parse; the sender's refusal then shows in what was sent.
        let tidy =
            address::parse(&lines).unwrap_or_else(|_| lines.iter().map(|line| (*line).to_owned()).collect());
        all.push(Recipient::Letter(tidy));
    }
    all
}

fn values(row: &notification::Model) -> Map<String, Value> {
    row.personalisation.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

fn list(json: Option<&str>) -> Vec<String> {
    json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// A path of ours as an address that works in a letter.
fn absolute(state: &AppState, link: &str) -> String {
    match &state.config.public_url {
        Some(url) if link.starts_with('/') => format!("{url}{link}"),
        _ => link.to_owned(),
    }
}
