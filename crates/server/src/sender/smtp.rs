//! E-mail that really leaves, by SMTP.

use std::fmt;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use wire::sender::markup::plain;

use super::rendering::render;
use crate::markup;
use crate::table::sent;

/// Where mail goes out.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    /// `smtp://user:password@host:587` (with STARTTLS where the server has it), `smtps://…`.
    pub url: String,
    /// The address that every e-mail comes from.
    pub from: String,
}

/// Without the password.
impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.rsplit('@').next().unwrap_or_default();
        f.debug_struct("Smtp").field("host", &host).field("from", &self.from).finish()
    }
}

/// How a mail server answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handed {
    /// It took the mail.
    Over,
    /// It will never take it.
    Refused,
    /// It may take it later, or was not reached.
    Later,
}

/// The way to a mail server.
pub(super) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: String,
}

impl Mailer {
    /// A way to this server; connections are made when they are needed.
    pub(super) fn new(smtp: &Smtp) -> Result<Self, String> {
        // An error only says that it knows already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&smtp.url)
            .map_err(|error| format!("Cannot read --smtp: {error}"))?
            .build();
        Ok(Self { transport, from: smtp.from.clone() })
    }

    /// Hands one e-mail over. Its `Message-ID` is made of its id, so that a mail that a crash sent twice can be told.
    pub(super) async fn send(&self, service: &str, message: &sent::Model) -> Handed {
        let (from, service, owned) = (self.from.clone(), service.to_owned(), message.clone());
        let mail = match render(move || compose(&from, &service, &owned)).await {
            Ok(Ok(mail)) => mail,
            Err(error) => {
                tracing::warn!(%error, id = message.id, "an e-mail could not be put together yet");
                return Handed::Later;
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, id = message.id, "an e-mail cannot be put together");
                return Handed::Refused;
            }
        };
        match self.transport.send(mail).await {
            Ok(_) => Handed::Over,
            Err(error) if error.is_permanent() => {
                tracing::info!(%error, id = message.id, "the mail server refused an e-mail");
                Handed::Refused
            }
            Err(error) => {
                tracing::warn!(%error, id = message.id, "an e-mail could not be handed over yet");
                Handed::Later
            }
        }
    }
}

fn compose(from: &str, service: &str, message: &sent::Model) -> Result<Message, String> {
    let from: lettre::Address = from.parse().map_err(|error| format!("the address {error}"))?;
    let to: lettre::Address = message.recipient.parse().map_err(|error| format!("the recipient {error}"))?;
    let domain = from.domain().to_owned();
    let mut mail = Message::builder()
        .message_id(Some(format!("<{}@{domain}>", message.id)))
        .from(Mailbox::new(Some(service.to_owned()), from))
        .to(Mailbox::new(None, to))
        .subject(message.subject.as_deref().unwrap_or_default());
    if let Some(reply_to) = message.sender.as_deref().and_then(|address| address.parse().ok()) {
        mail = mail.reply_to(Mailbox::new(None, reply_to));
    }
    if let Some(url) = &message.unsubscribe_url {
        mail = mail.header(Unsubscribe(format!("<{url}>"))).header(UnsubscribePost());
    }
    let plain = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(plain(&message.body));
    let html = SinglePart::builder().header(ContentType::TEXT_HTML).body(markup::html(&message.body));
    mail.multipart(MultiPart::alternative().singlepart(plain).singlepart(html))
        .map_err(|error| error.to_string())
}

macro_rules! header {
    ($name:ident, $text:literal, $value:expr, $fields:tt) => {
        #[derive(Clone)]
        struct $name $fields;

        impl lettre::message::header::Header for $name {
            fn name() -> lettre::message::header::HeaderName {
                lettre::message::header::HeaderName::new_from_ascii_str($text)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err("never read".into())
            }

            fn display(&self) -> lettre::message::header::HeaderValue {
                let value: fn(&Self) -> String = $value;
                lettre::message::header::HeaderValue::new(Self::name(), value(self))
            }
        }
    };
}

header!(Unsubscribe, "List-Unsubscribe", |header| header.0.clone(), (String));
header!(UnsubscribePost, "List-Unsubscribe-Post", |_| "List-Unsubscribe=One-Click".to_owned(), ());
