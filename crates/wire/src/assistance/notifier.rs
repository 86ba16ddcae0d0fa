//! The ways in which a provider is told.

use crate::id::{NotifierId, UserId};
use crate::lenient::{Lenient, read_leniently};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How somebody is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NotifierKind {
    /// By e-mail.
    #[default]
    Email,
    /// By a signed request to their own system.
    Webhook,
    /// On the devices that a supporter registered.
    Push,
}

impl NotifierKind {
    /// Every kind, in the order in which the contract lists them.
    pub const ALL: [Self; 3] = [Self::Email, Self::Webhook, Self::Push];

    /// The text on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Webhook => "webhook",
            Self::Push => "push",
        }
    }

    /// The kind of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The field of a provider that lists this kind.
    pub fn list(self) -> &'static str {
        match self {
            Self::Email => "email_notifiers",
            Self::Webhook => "webhook_notifiers",
            Self::Push => "push_notifiers",
        }
    }

    /// The field of a notifier of this kind that says where to.
    pub fn address(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Webhook => "url",
            Self::Push => "user",
        }
    }
}

impl Lenient for NotifierKind {
    fn read(value: serde_json::Value) -> Option<Self> {
        value.as_str().and_then(Self::parse)
    }
}

/// Told by e-mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EmailNotifier {
    /// Its number.
    pub id: NotifierId,
    /// Who that is.
    pub name: String,
    /// Where to.
    pub email: String,
}

read_leniently!(EmailNotifier { id, name, email });

/// Told by a signed request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WebhookNotifier {
    /// Its number.
    pub id: NotifierId,
    /// Who that is.
    pub name: String,
    /// Where to.
    pub url: String,
    /// What signs the requests, `whsec_…`: in the answer that made it, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// It answered 410 Gone and is told no more, until its address is written anew.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub disabled: bool,
}

read_leniently!(WebhookNotifier { id, name, url, secret, disabled });

/// Told on a supporter's devices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PushNotifier {
    /// Its number.
    pub id: NotifierId,
    /// Who that is.
    pub name: String,
    /// The supporter's account.
    pub user: UserId,
}

read_leniently!(PushNotifier { id, name, user });

/// The answer of `POST /api/v2/webhook-notifiers/{id}/rotate`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RotatedSecret {
    /// The notifier.
    pub id: NotifierId,
    /// What signs from now on, shown this once.
    pub secret: String,
    /// Until then the former secret signs too.
    pub former_until: Timestamp,
}

read_leniently!(RotatedSecret { id, secret, former_until });
