//! Putting a message into the outbox.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use serde_json::{Map, Value, json};
use wire::sender::{email, phone};

use crate::context::{Change, Context};
use database::entity::{document, message, notification, service};
use notify::mirror_service;
use web::error::Error;

/// Whom it goes to, and with that how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// An e-mail address.
    Email(String),
    /// A mobile number, as it was typed.
    Text(String),
    /// The lines of a postal address: three to seven, the last one a postcode.
    Letter(Vec<String>),
    /// A ready PDF, which has the address in its window already.
    ReadyLetter {
        /// The PDF among `/api/documents`.
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

    /// As it is stored: an address has a line a line.
    fn to_text(&self) -> String {
        match self {
            Self::Email(address) => email::parse(address).unwrap_or_else(|| address.trim().to_owned()),
            Self::Text(number) => phone::tidy(number),
            Self::Letter(lines) => lines.join("\n"),
            Self::ReadyLetter { document_id } => document_id.clone(),
        }
    }
}

/// What it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A template of the sender, filled with the message's personalisation.
    Template(String),
    /// These words. Only e-mails and letters show the subject.
    Plain {
        /// The subject of an e-mail, the heading of a letter.
        subject: String,
        /// The text.
        body: String,
    },
    /// What a ready letter says stands in its PDF.
    Ready,
}

/// A message that shall be sent.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// The service that asked for it; it is throttled, and sees it in its list.
    pub service_id: Option<String>,
    /// The notification that it belongs to.
    pub notification_id: Option<String>,
    /// The sender's key to send it with (`{name}-{service}-{secret}`); the server's own when there is none.
    pub service_key: Option<String>,
    /// Whom it goes to.
    pub recipient: Recipient,
    /// What it says.
    pub content: Content,
    /// Values for the template's `((names))`.
    pub personalisation: Map<String, Value>,
    /// Documents that go with an e-mail, as links.
    pub attachments: Vec<String>,
    /// Given to the template as `((link))`, and put under plain words.
    pub link: Option<String>,
    /// The caller's own word for it.
    pub reference: Option<String>,
}

impl NewMessage {
    /// A message with these words and nothing else.
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

    /// Everything but the recipient, as it is stored.
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

    /// Who sends to whom, unreadable.
    pub(crate) fn recipient_hash(&self) -> String {
        let service = self.service_id.as_deref().unwrap_or_default();
        let recipient: String = match &self.recipient {
            // One number however it is typed.
            Recipient::Text(number) => number.chars().filter(char::is_ascii_digit).collect(),
            other => other.to_text().to_lowercase(),
        };
        database::digest::hash(&format!("{service}\n{}\n{recipient}", self.recipient.channel()))
    }

    /// What it says, unreadable. Each notification has a link of its own, and the words are the same all the same.
    pub(crate) fn content_hash(&self) -> String {
        database::digest::hash(&format!(
            "{}\n{}",
            self.template_id().unwrap_or_default(),
            self.content_with(None)
        ))
    }
}

/// Puts a message into the outbox, inside the caller's transaction; the worker sends it once that is committed. Gives its
/// id. Rules of the channel (an address, a number, a template) are the caller's to check; what the sender refuses later
/// becomes the message's `failed`.
pub async fn enqueue(
    db: &impl ConnectionTrait,
    state: &Context,
    message: NewMessage,
) -> Result<String, Error> {
    let now = state.now();
    let service_key = message.service_key.as_deref().map(|key| state.seal(key)).transpose()?;
    let (customer_id, service_name) = owner(db, state, &message).await?;
    // A ready letter says what its document says: that is what is kept of it.
    let ready = match &message.recipient {
        Recipient::ReadyLetter { document_id } => Some(document_id.clone()),
        _ => None,
    };
    if let Some(id) = &ready {
        mark_sent(db, now, id).await?;
    }
    let row = message::ActiveModel {
        id: Set(state.new_id().to_string()),
        customer_id: Set(customer_id),
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
    // Heard before the commit it finds nothing yet; the worker looks again soon enough.
    state.tell(Change::Message);
    Ok(id)
}

/// A letter that was written here is what it was when it went out, and no draft any more.
async fn mark_sent(db: &impl ConnectionTrait, now: i64, document_id: &str) -> Result<(), Error> {
    document::Entity::update_many()
        .filter(document::Column::Id.eq(document_id))
        .col_expr(document::Column::SentAt, Expr::value(now))
        .col_expr(document::Column::Draft, Expr::value(None::<String>))
        .exec(db)
        .await?;
    Ok(())
}

/// The organisation and the name of the service, or the organisation of the notification.
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
        return Ok((Some(found.customer_id), Some(found.name)));
    }
    let Some(id) = &message.notification_id else { return Ok((None, None)) };
    let customer_id: Option<i64> = notification::Entity::find()
        .select_only()
        .column(notification::Column::CustomerId)
        .filter(notification::Column::Id.eq(id))
        .into_tuple()
        .one(db)
        .await?;
    Ok((customer_id, None))
}
