//! Builds requests to the GOV.UK Notify API.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::EntityTrait;
use serde_json::{Map, Value, json};
use wire::sender::placeholder::is_file_place;

use crate::context::Context;
use database::entity::{document, message};
use notify::client::{Failure, NotifyClient};
use notify::{PLAIN_FILES, placeholder_names};

/// A request: the last part of its path, and its body.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) kind: &'static str,
    pub(crate) body: Value,
}

/// The request for a message; an error is permanent.
pub(crate) async fn build(
    state: &Context,
    client: &NotifyClient,
    key: &str,
    message: &message::Model,
) -> Result<Request, Failure> {
    let refused = |reason: &str| Failure::Refused(reason.to_owned());
    let recipient = message.recipient.as_deref().ok_or_else(|| refused("the recipient was erased"))?;
    let content: Value = serde_json::from_str(message.content.as_deref().unwrap_or("{}")).unwrap_or_default();
    if content["ready"] == true {
        return ready_letter(state, message, recipient).await;
    }
    let mut values = content["personalisation"].as_object().cloned().unwrap_or_default();
    let link = content["link"].as_str();
    if let Some(link) = link {
        values.entry("link").or_insert_with(|| link.into());
    }
    let attachments: Vec<&str> =
        content["attachments"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let template_id = match &message.template_id {
        Some(id) => {
            attach(state, client, key, id, &attachments, &mut values).await?;
            id.clone()
        }
        None => plain(state, message, &content, link, &attachments, &mut values).await?,
    };
    let mut body = json!({"template_id": template_id, "reference": message.id});
    let kind = match message.channel.as_str() {
        "email" => {
            body["email_address"] = recipient.into();
            "email"
        }
        "text" => {
            body["phone_number"] = recipient.into();
            "sms"
        }
        _ => {
            for (number, line) in recipient.lines().enumerate().take(7) {
                values.insert(format!("address_line_{}", number + 1), line.into());
            }
            "letter"
        }
    };
    body["personalisation"] = Value::Object(values);
    Ok(Request { kind, body })
}

async fn ready_letter(
    state: &Context,
    message: &message::Model,
    document_id: &str,
) -> Result<Request, Failure> {
    let (_, pdf) = read(state, document_id).await?;
    let body = json!({"reference": message.id, "content": STANDARD.encode(pdf)});
    Ok(Request { kind: "letter", body })
}

/// Fills the template for messages without one.
async fn plain(
    state: &Context,
    message: &message::Model,
    content: &Value,
    link: Option<&str>,
    attachments: &[&str],
    values: &mut Map<String, Value>,
) -> Result<String, Failure> {
    let words = &content["plain"];
    let mut body = words["body"].as_str().unwrap_or_default().to_owned();
    if let Some(link) = link.filter(|link| !body.contains(link)) {
        body = format!("{body}\n\n{link}");
    }
    values.insert("subject".to_owned(), words["subject"].clone());
    values.insert("body".to_owned(), body.into());
    let templates = state.config.plain_templates();
    match message.channel.as_str() {
        "email" => {
            if attachments.len() > PLAIN_FILES.len() {
                return Err(Failure::Refused(format!(
                    "an e-mail can have at most {} files",
                    PLAIN_FILES.len()
                )));
            }
            for (number, name) in PLAIN_FILES.into_iter().enumerate() {
                let file = match attachments.get(number) {
                    Some(id) => file(state, id).await?,
                    None => "".into(),
                };
                values.insert(name.to_owned(), file);
            }
            Ok(templates.email)
        }
        "text" => Ok(templates.text),
        _ => Ok(templates.letter),
    }
}

/// Assigns files to the placeholders of a template: `((link_to_file))`, `((link_to_file_2))`, …, in any notation of these names.
async fn attach(
    state: &Context,
    client: &NotifyClient,
    key: &str,
    template_id: &str,
    attachments: &[&str],
    values: &mut Map<String, Value>,
) -> Result<(), Failure> {
    if attachments.is_empty() {
        return Ok(());
    }
    let template = match client.template(state, key, template_id).await {
        Err(Failure::Unknown) => return Err(Failure::Refused("Template not found".to_owned())),
        other => other?,
    };
    let text = |name: &str| template[name].as_str().unwrap_or_default();
    let places: Vec<String> = placeholder_names(&[text("subject"), text("body")])
        .into_iter()
        .filter(|name| is_file_place(name))
        .filter(|name| !values.contains_key(name))
        .collect();
    if places.len() < attachments.len() {
        return Err(Failure::Refused(format!(
            "the template has placeholders for {} files, not for {}: add ((link_to_file)) to it",
            places.len(),
            attachments.len()
        )));
    }
    for (number, place) in places.into_iter().enumerate() {
        let value = match attachments.get(number) {
            Some(id) => file(state, id).await?,
            None => "".into(),
        };
        values.insert(place, value);
    }
    Ok(())
}

async fn file(state: &Context, document_id: &str) -> Result<Value, Failure> {
    let (filename, bytes) = read(state, document_id).await?;
    Ok(json!({"file": STANDARD.encode(bytes), "filename": filename}))
}

async fn read(state: &Context, document_id: &str) -> Result<(String, Vec<u8>), Failure> {
    let found = document::Entity::find_by_id(document_id).one(&*state.db).await;
    match found.map_err(|error| Failure::Later(error.to_string()))? {
        Some(document) => Ok((document.filename, document.bytes)),
        None => Err(Failure::Refused(format!("there is no document {document_id}"))),
    }
}
