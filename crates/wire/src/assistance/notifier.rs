//! The ways to notify a provider.

use crate::id::{NotifierId, UserId};
use crate::lenient::{Lenient, read_leniently};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How a notifier is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum NotifierKind {
    #[default]
    Email,
    /// By a signed request to the receiver's system.
    Webhook,
    /// By push to the devices that a supporter registered.
    Push,
}

impl NotifierKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [Self; 3] = [Self::Email, Self::Webhook, Self::Push];

    /// The value used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Webhook => "webhook",
            Self::Push => "push",
        }
    }

    /// The kind with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The provider's field that lists notifiers of this kind.
    pub fn list(self) -> &'static str {
        match self {
            Self::Email => "email_notifiers",
            Self::Webhook => "webhook_notifiers",
            Self::Push => "push_notifiers",
        }
    }

    /// The notifier's field that holds the address.
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

/// Notified by e-mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailNotifier {
    pub id: NotifierId,
    pub name: String,
    pub email: String,
}

read_leniently!(EmailNotifier { id, name, email });

/// Notified by a signed request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookNotifier {
    pub id: NotifierId,
    pub name: String,
    pub url: String,
    /// The signing secret, `whsec_…`; present only in the response that created it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// The receiver answered 410 Gone. Nothing is sent until the URL is set again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub disabled: bool,
}

read_leniently!(WebhookNotifier { id, name, url, secret, disabled });

/// Notified by push to a supporter's devices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushNotifier {
    pub id: NotifierId,
    pub name: String,
    pub user: UserId,
}

read_leniently!(PushNotifier { id, name, user });

/// The response of `POST /api/v2/webhook-notifiers/{id}/rotate`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RotatedSecret {
    pub id: NotifierId,
    /// The new signing secret; it is not shown again.
    pub secret: String,
    /// Until then requests are also signed with the previous secret.
    pub former_until: Timestamp,
}

read_leniently!(RotatedSecret { id, secret, former_until });
