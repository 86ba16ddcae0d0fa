//! Queues messages.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use serde_json::{Map, Value, json};
use wire::sender::{email, phone};

use crate::context::Context;
use database::entity::{document, message, notification, service};
use notify::mirror_service;
use web::error::Error;

/// The recipient and the channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// An e-mail address.
    Email(String),
    /// A mobile number, as it was typed.
    Text(String),
    /// The lines of a postal address: three to seven, the last one a postcode.
    Letter(Vec<String>),
    /// A ready PDF, which contains the address already.
    ReadyLetter {
        /// The PDF in `/api/documents`.
        document_id: String,
    },
}

impl Recipient {
    /// `email`, `text` or `letter`.
    pub fn channel(&self) -> &'static str {
        match self {
            Self::Email(_) => "email",
            Self::Text(_) => "text",
            Self::Letter(_) | Self::ReadyLetter { .. } => "letter",
        }
    }

    /// The stored form; an address line by line.
    fn to_text(&self) -> String {
        match self {
            Self::Email(address) => email::parse(address).unwrap_or_else(|| address.trim().to_owned()),
            Self::Text(number) => phone::tidy(number),
            Self::Letter(lines) => lines.join("\n"),
            Self::ReadyLetter { document_id } => document_id.clone(),
        }
    }
}

/// The content of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A template, filled with the message's personalisation.
    Template(String),
    /// This text. Only e-mails and letters show the subject.
    Plain {
        /// The subject of an e-mail, or the heading of a letter.
        subject: String,
        body: String,
    },
    /// The content of a ready letter is its PDF.
    Ready,
}

/// A message to be queued.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// The service that requested it. Its limits apply, and it sees the message in its list.
    pub service_id: Option<String>,
    /// The notification that it belongs to.
    pub notification_id: Option<String>,
    /// The GOV.UK Notify key to send it with (`{name}-{service}-{secret}`); `None` for the server's own.
    pub service_key: Option<String>,
    pub recipient: Recipient,
    /// The content of the message.
    pub content: Content,
    /// Values for the template's `((names))`.
    pub personalisation: Map<String, Value>,
    /// Documents that an e-mail links to.
    pub attachments: Vec<String>,
    /// The value of the template's `((link))`; appended to plain text.
    pub link: Option<String>,
    /// The reference that the caller chose.
    pub reference: Option<String>,
}

impl NewMessage {
    /// A message with only this text.
    pub fn plain(recipient: Recipient, subject: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            service_id: None,
            notification_id: None,
            service_key: None,
            recipient,
            content: Content::Plain { subject: subject.into(), body: body.into() },
            personalisation: Map::new(),
            attachments: Vec::new(),
            link: None,
            reference: None,
        }
    }

    /// Everything except the recipient, in the stored form.
    fn content_text(&self) -> String {
        self.content_with(self.link.as_deref())
    }

    fn content_with(&self, link: Option<&str>) -> String {
        let plain = match &self.content {
            Content::Plain { subject, body } => json!({"subject": subject, "body": body}),
            Content::Template(_) | Content::Ready => Value::Null,
        };
        json!({
            "plain": plain,
            "personalisation": self.personalisation,
            "attachments": self.attachments,
            "link": link,
            "ready": self.content == Content::Ready,
        })
        .to_string()
    }

    fn template_id(&self) -> Option<&str> {
        match &self.content {
            Content::Template(id) => Some(id),
            Content::Plain { .. } | Content::Ready => None,
        }
    }

    /// A hash of the service and the recipient.
    pub(crate) fn recipient_hash(&self) -> String {
        let service = self.service_id.as_deref().unwrap_or_default();
        let recipient: String = match &self.recipient {
            // The same number in any notation has the same hash.
            Recipient::Text(number) => number.chars().filter(char::is_ascii_digit).collect(),
            other => other.to_text().to_lowercase(),
        };
        database::digest::hash(&format!("{service}\n{}\n{recipient}", self.recipient.channel()))
    }

    /// A hash of the content without the link, because every notification has a link of its own.
    pub(crate) fn content_hash(&self) -> String {
        database::digest::hash(&format!(
            "{}\n{}",
            self.template_id().unwrap_or_default(),
            self.content_with(None)
        ))
    }
}

/// Queues a message inside of the caller's transaction, and returns its id. The worker sends it after the commit. The caller
/// validates it for its channel (address, number, template); if GOV.UK Notify refuses it later, its status becomes `failed`.
pub async fn enqueue(
    db: &impl ConnectionTrait,
    state: &Context,
    message: NewMessage,
) -> Result<String, Error> {
    let now = state.now();
    let service_key = message.service_key.as_deref().map(|key| state.seal(key)).transpose()?;
    let (organisation_id, service_name) = owner(db, state, &message).await?;
    // The content of a ready letter is its document, which is kept.
    let ready = match &message.recipient {
        Recipient::ReadyLetter { document_id } => Some(document_id.clone()),
        _ => None,
    };
    if let Some(id) = &ready {
        mark_sent(db, now, id).await?;
    }
    let row = message::ActiveModel {
        id: Set(state.new_id().to_string()),
        organisation_id: Set(organisation_id),
        service_name: Set(service_name),
        channel: Set(message.recipient.channel().to_owned()),
        recipient: Set(Some(message.recipient.to_text())),
        recipient_hash: Set(message.recipient_hash()),
        template_id: Set(message.template_id().map(str::to_owned)),
        content: Set(Some(message.content_text())),
        content_hash: Set(message.content_hash()),
        service_id: Set(message.service_id),
        notification_id: Set(message.notification_id),
        service_key: Set(service_key),
        reference: Set(message.reference),
        document_id: Set(ready),
        status: Set("queued".to_owned()),
        attempts: Set(0),
        due_at: Set(Some(now)),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(db).await?.id;
    state.wake_ups.messages.wake();
    Ok(id)
}

/// A letter that staff wrote stays as it was sent, and is no draft any more.
async fn mark_sent(db: &impl ConnectionTrait, now: i64, document_id: &str) -> Result<(), Error> {
    document::Entity::update_many()
        .filter(document::Column::Id.eq(document_id))
        .col_expr(document::Column::SentAt, Expr::value(now))
        .col_expr(document::Column::Draft, Expr::value(None::<String>))
        .exec(db)
        .await?;
    Ok(())
}

/// The organisation and name of the service, or the organisation of the notification.
async fn owner(
    db: &impl ConnectionTrait,
    state: &Context,
    message: &NewMessage,
) -> Result<(Option<i64>, Option<String>), Error> {
    if let Some(id) = &message.service_id
        && let Some(found) = service::Entity::find_by_id(id).one(db).await?
    {
        if let Some(key) = message.service_key.as_deref().filter(|_| state.config.notify.is_none()) {
            mirror_service(db, state, (&found).into(), key).await?;
        }
        return Ok((Some(found.organisation_id), Some(found.name)));
    }
    let Some(id) = &message.notification_id else { return Ok((None, None)) };
    let organisation_id: Option<i64> = notification::Entity::find()
        .select_only()
        .column(notification::Column::OrganisationId)
        .filter(notification::Column::Id.eq(id))
        .into_tuple()
        .one(db)
        .await?;
    Ok((organisation_id, None))
}
