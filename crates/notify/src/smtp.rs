//! Sends e-mail by SMTP.

use std::fmt;
use std::net::IpAddr;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use reqwest::Url;
use wire::sender::email;
use wire::sender::markup::plain;

use super::rendering::render;
use crate::markup;
use database::entity::notify_message;

/// The mail server, and the sender address.
#[derive(Clone, PartialEq, Eq)]
pub struct Smtp {
    /// `smtp://user:password@host:587` (with STARTTLS where the server offers it), `smtps://…`.
    pub url: String,
    /// The sender address of every e-mail.
    pub from: String,
}

/// The URL with its TLS parameter. A connection to another machine must be encrypted: STARTTLS is required unless the operator
/// allows unencrypted connections.
pub fn with_tls(url: &str, may_be_plain: bool) -> Result<String, String> {
    let mut parsed = Url::parse(url).map_err(|error| format!("Cannot read --smtp: {error}."))?;
    if parsed.scheme() != "smtp" || is_loopback(&parsed) {
        return Ok(url.to_owned());
    }
    let said = parsed.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    match (said.as_deref(), may_be_plain) {
        (Some("required"), _) => {}
        (Some(_), false) => {
            let host = parsed.host_str().unwrap_or_default();
            return Err(format!("--smtp to {host} must use TLS. Leave tls= out, or add --smtp-plain."));
        }
        (Some(_), true) => {}
        (None, true) => {
            parsed.query_pairs_mut().append_pair("tls", "opportunistic");
        }
        (None, false) => {
            parsed.query_pairs_mut().append_pair("tls", "required");
        }
    }
    Ok(parsed.into())
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.to_canonical().is_loopback())
}

/// Omits the password.
impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.rsplit('@').next().unwrap_or_default();
        f.debug_struct("Smtp").field("host", &host).field("from", &self.from).finish()
    }
}

/// The response of a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SmtpOutcome {
    /// It accepted the e-mail.
    Accepted,
    /// It refused the e-mail permanently.
    Refused,
    /// A temporary failure, or the server was not reached.
    Deferred,
}

/// A client of a mail server.
pub(super) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: String,
}

impl Mailer {
    /// A client of this server; it connects when an e-mail is sent.
    pub(super) fn new(smtp: &Smtp) -> Result<Self, String> {
        // An error only means that a provider is installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&smtp.url)
            .map_err(|error| format!("Cannot read --smtp: {error}"))?
            .build();
        Ok(Self { transport, from: smtp.from.clone() })
    }

    /// Sends one e-mail. Its `Message-ID` is derived from its id, so that receivers recognise an e-mail that was sent twice after
    /// a crash.
    pub(super) async fn send(&self, service: &str, message: &notify_message::Model) -> SmtpOutcome {
        let (from, service, owned) = (self.from.clone(), service.to_owned(), message.clone());
        let mail = match render(move || compose(&from, &service, &owned)).await {
            Ok(Ok(mail)) => mail,
            Err(error) => {
                tracing::warn!(%error, id = message.id, "cannot compose an e-mail; retrying");
                return SmtpOutcome::Deferred;
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, id = message.id, "cannot compose an e-mail");
                return SmtpOutcome::Refused;
            }
        };
        match self.transport.send(mail).await {
            Ok(_) => SmtpOutcome::Accepted,
            Err(error) if error.is_permanent() => {
                tracing::info!(%error, id = message.id, "the mail server refused an e-mail");
                SmtpOutcome::Refused
            }
            Err(error) => {
                tracing::warn!(%error, id = message.id, "cannot hand over an e-mail; retrying");
                SmtpOutcome::Deferred
            }
        }
    }
}

fn compose(from: &str, service: &str, message: &notify_message::Model) -> Result<Message, String> {
    let from = address(from).map_err(|error| format!("the address {error}"))?;
    let to = address(&message.recipient).map_err(|error| format!("the recipient {error}"))?;
    let domain = from.domain().to_owned();
    let mut mail = Message::builder()
        .message_id(Some(format!("<{}@{domain}>", message.id)))
        .from(Mailbox::new(Some(service.to_owned()), from))
        .to(Mailbox::new(None, to))
        .subject(message.subject.as_deref().unwrap_or_default());
    if let Some(reply_to) = message.sender.as_deref().and_then(|text| address(text).ok()) {
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

/// The e-mail address with its host in ASCII, because mail servers without SMTPUTF8 refuse any other.
fn address(text: &str) -> Result<lettre::Address, String> {
    let envelope = email::envelope(text).ok_or("not an e-mail address")?;
    envelope.parse().map_err(|error| format!("{error}"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_to_another_machine_is_encrypted_unless_the_operator_allows_plain() {
        let tls = |url: &str, plain: bool| with_tls(url, plain);
        assert_eq!(
            tls("smtp://u:p@mail.example:587", false).unwrap(),
            "smtp://u:p@mail.example:587?tls=required"
        );
        assert_eq!(tls("smtp://10.0.0.7:25?tls=required", false).unwrap(), "smtp://10.0.0.7:25?tls=required");
        assert!(tls("smtp://mail.example?tls=opportunistic", false).unwrap_err().contains("--smtp-plain"));
        assert_eq!(tls("smtp://mail.example:25", true).unwrap(), "smtp://mail.example:25?tls=opportunistic");
        for here in
            ["smtp://localhost:1025", "smtp://127.0.0.1:1025", "smtp://[::1]:1025", "smtps://mail.example"]
        {
            assert_eq!(tls(here, false).unwrap(), here);
        }
    }

    #[tokio::test]
    async fn a_required_tls_is_what_the_transport_understands() {
        let url = with_tls("smtp://u:p@mail.example:587", false).unwrap();
        assert!(Mailer::new(&Smtp { url, from: "alarm@example.org".to_owned() }).is_ok());
    }
}
