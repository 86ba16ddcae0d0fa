//! Queues the e-mail, text or letter of a notification, in the transaction that stores it.

use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Map, Value};
use wire::link::is_own;
use wire::notification::ADDRESS_LINES;
use wire::sender::address as postal;
use wire::session::Role;

use super::address;
use super::links::Links;
use crate::context::Context;
use crate::messages;
use crate::messages::{Content, NewMessage, Recipient};
use database::entity::{notification, service};
use web::error::Error;

/// Adds its messages to the outbox; 429 if the service has reached the recipient's limit.
pub(crate) async fn enqueue(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
) -> Result<(), Error> {
    let recipients = recipients(row);
    if recipients.is_empty() {
        return Ok(());
    }
    let service = match &row.service_id {
        Some(id) => service::Entity::find_by_id(id).one(transaction).await?,
        None => None,
    };
    let service_key = service_key(state, service.as_ref())?;
    let link = Some(link(transaction, state, row).await?);
    for (recipient, content) in recipients {
        let is_email = matches!(recipient, Recipient::Email(_));
        let message = NewMessage {
            service_id: row.service_id.clone(),
            notification_id: Some(row.id.clone()),
            service_key: service_key.clone(),
            recipient,
            content,
            personalisation: values(row),
            attachments: if is_email { list(row.attachments.as_deref()) } else { Vec::new() },
            link: link.clone(),
            reference: Some(row.id.clone()),
        };
        messages::throttle(transaction, state, &message).await?;
        messages::enqueue(transaction, state, message).await?;
    }
    Ok(())
}

/// The key of a service for the embedded service. With GOV.UK Notify, the service's current key there is read when the message is
/// sent.
pub(crate) fn service_key(
    state: &Context,
    service: Option<&service::Model>,
) -> Result<Option<String>, Error> {
    match service {
        Some(service) if state.original.is_none() => Ok(Some(state.unseal(&service.key_sealed)?)),
        _ => Ok(None),
    }
}

/// The recipient on each channel that has a template or a ready letter.
fn recipients(row: &notification::Model) -> Vec<(Recipient, Content)> {
    let template =
        |own: &Option<String>| own.clone().or_else(|| row.template_id.clone()).map(Content::Template);
    let mut all = Vec::new();
    if let Some(email) = row.email.clone().filter(|_| row.require_email)
        && let Some(content) = template(&row.email_template_id)
    {
        all.push((Recipient::Email(email), content));
    }
    if let Some(number) = row.mobile_number.clone().filter(|_| row.require_sms)
        && let Some(content) = template(&row.sms_template_id)
    {
        all.push((Recipient::Text(number), content));
    }
    if let Some(document_id) = row.letter_document_id.clone().filter(|_| row.require_letter) {
        all.push((Recipient::ReadyLetter { document_id }, Content::Ready));
    } else if let Some(content) = template(&row.letter_template_id).filter(|_| row.require_letter) {
        all.push((Recipient::Letter(address_of(row)), content));
    }
    all
}

fn address_of(row: &notification::Model) -> Vec<String> {
    let values = values(row);
    let lines: Vec<&str> =
        ADDRESS_LINES.iter().filter_map(|name| values.get(*name).and_then(Value::as_str)).collect();
    // An address stored by an older release may no longer parse; then GOV.UK Notify refuses it, and the message's status contains
    // the reason.
    postal::parse(&lines).unwrap_or_else(|_| lines.iter().map(|line| (*line).to_owned()).collect())
}

/// The personalisation that its sender provided.
pub(crate) fn values(row: &notification::Model) -> Map<String, Value> {
    row.personalisation.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

fn list(json: Option<&str>) -> Vec<String> {
    json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

/// The link for the recipients of its messages, as a complete URL that also works in a letter.
async fn link(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
) -> Result<String, Error> {
    let account = address::account_of(transaction, row).await?.filter(|account| account.active);
    let links = Links::of(transaction, &[row]).await?;
    let link = match account {
        // Supporters have no tray; their link opens the start page.
        Some(account) => links.message_link(row, &Role::from(account.role)).unwrap_or_else(|| "/".to_owned()),
        None => match links.open_link(row) {
            Some(link) => link,
            None => crate::notifications::public_link::path_of(state, row)?,
        },
    };
    Ok(if is_own(&link) { format!("{}{link}", state.config.link_root()) } else { link })
}
