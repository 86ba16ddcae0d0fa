//! Deliveries: what was sent to whom because somebody asked for assistance or an officer acted, and how each try went.
//! `/api/deliveries` is ours; the webhook itself follows Standard Webhooks.

use crate::lenient::{Lenient, read_leniently};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Seconds after the first try at which the tries are due.
pub const SCHEDULE_SECONDS: [u32; 9] = [0, 1, 3, 7, 15, 31, 63, 127, 255];

/// No try starts so many seconds after the first one, or later.
pub const WINDOW_SECONDS: u32 = 300;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $($(#[$word_doc])* $word,)*
            /// A word of a newer server.
            #[default]
            #[doc(hidden)]
            Unknown,
        }

        impl $name {
            /// Every word that this version knows.
            pub const ALL: &[Self] = &[$(Self::$word),*];

            /// The text on the wire.
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$word => $text,)*
                    Self::Unknown => "unknown",
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$word,)*
                    _ => Self::Unknown,
                }
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> String {
                word.as_str().to_owned()
            }
        }

        impl Lenient for $name {
            fn read(value: serde_json::Value) -> Option<Self> {
                String::read(value).map(Self::from)
            }
        }
    };
}

words! {
    /// How something is delivered.
    DeliveryKind {
        /// A signed POST to an address.
        Webhook = "webhook",
        /// An e-mail through the sender.
        Email = "email",
        /// A push to one device of a person.
        Push = "push",
    }
}

words! {
    /// Where a delivery stands.
    DeliveryState {
        /// It is tried, or will be tried again.
        Waiting = "waiting",
        /// It was taken by the other side. Nobody has answered yet.
        Delivered = "delivered",
        /// No try is left.
        Dead = "dead",
    }
}

words! {
    /// How one try ended.
    AttemptOutcome {
        /// It is under way.
        Running = "running",
        /// The other side took it.
        Delivered = "delivered",
        /// The other side answered, but not with success.
        Refused = "refused",
        /// The name has no address.
        Unresolved = "unresolved",
        /// The address is one that must not be called.
        Blocked = "blocked",
        /// There was no connection, or it broke.
        Unreachable = "unreachable",
        /// The connection could not be made safe.
        Insecure = "insecure",
        /// There was no answer in time.
        TimedOut = "timed-out",
        /// The server stopped while it was under way; whether it arrived is not known.
        Interrupted = "interrupted",
        /// It cannot be sent at all, such as to a person without a device.
        Impossible = "impossible",
    }
}

words! {
    /// Because of what something is delivered.
    DeliveryCause {
        /// A resident asked for assistance.
        AssistanceRequest = "assistance-request",
        /// An officer acted on a notification.
        NotificationAction = "notification-action",
        /// Somebody is notified on their devices.
        Notification = "notification",
        /// Something happened to a callout.
        Callout = "callout",
        /// Somebody wanted to see whether it works.
        Test = "test",
    }
}

/// Because of what, with the id of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DeliveryAbout {
    /// What kind of thing.
    pub kind: DeliveryCause,
    /// Its id as text: a number or a UUID.
    pub id: String,
    /// Who asked, when it is a request.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub resident: String,
}

read_leniently!(DeliveryAbout { kind, id, resident });

/// A provider or service by id and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DeliveryOwner<Id> {
    /// Its id.
    pub id: Id,
    /// Its name, as it is now.
    pub name: String,
}

impl<Id: Lenient + Default> Lenient for DeliveryOwner<Id> {
    fn read(value: serde_json::Value) -> Option<Self> {
        let mut fields = crate::lenient::Fields::of(value)?;
        Some(Self { id: fields.take("id"), name: fields.take("name") })
    }
}

/// One row of `GET /api/deliveries` (a bare array, newest first), and the answer of `GET /api/deliveries/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// A UUID.
    pub id: String,
    /// What the receiver knows it by; the same at every try and every replay.
    pub webhook_id: String,
    /// Such as `assistance.requested`.
    pub event_type: String,
    /// How it is sent.
    pub kind: DeliveryKind,
    /// Where it stands.
    pub state: DeliveryState,
    /// Because of what.
    pub about: DeliveryAbout,
    /// The provider whose notifier this is.
    pub provider: Option<DeliveryOwner<i64>>,
    /// The service whose callback this is.
    pub service: Option<DeliveryOwner<String>>,
    /// The API client whose webhook this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<DeliveryOwner<String>>,
    /// What the notifier or device is called.
    pub name: String,
    /// Where it goes: a URL, an e-mail address, or a person.
    pub address: String,
    /// When it was put down.
    pub created_at: Timestamp,
    /// When the first try started: the five minutes count from here.
    pub started_at: Option<Timestamp>,
    /// When the next try is due.
    pub due_at: Option<Timestamp>,
    /// When it was delivered or given up.
    pub ended_at: Option<Timestamp>,
    /// The delivery that this one repeats.
    pub replay_of: Option<String>,
    /// Every try, oldest first.
    pub attempts: Vec<DeliveryAttempt>,
    /// What is sent; only in the answer for one delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

read_leniently!(Delivery {
    id,
    webhook_id,
    event_type,
    kind,
    state,
    about,
    provider,
    service,
    client,
    name,
    address,
    created_at,
    started_at,
    due_at,
    ended_at,
    replay_of,
    attempts,
    body
});

/// One try.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryAttempt {
    /// 1 for the first.
    pub number: u32,
    /// When it started.
    pub started_at: Timestamp,
    /// How many milliseconds it took.
    pub took_ms: Option<u32>,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// The status of the answer.
    pub status: Option<u32>,
    /// In words, what went wrong or what the other side asked for.
    pub detail: Option<String>,
    /// The first KiB of the answer.
    pub answer: Option<String>,
}

read_leniently!(DeliveryAttempt { number, started_at, took_ms, outcome, status, detail, answer });

/// One try that nothing follows, as `POST /api/v2/assistance-provider/test` shows it. Every name is one word, so that it
/// reads the same in the assistance API's style and in ours.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trial {
    /// How it is sent.
    pub kind: DeliveryKind,
    /// What the notifier is called.
    pub name: String,
    /// Where it went.
    pub address: String,
    /// The headers that were sent, each as `name: value`.
    pub headers: Vec<String>,
    /// The body that was sent.
    pub body: String,
    /// When it started.
    pub started: Timestamp,
    /// How many milliseconds it took.
    pub took: u32,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// The status of the answer.
    pub status: Option<u32>,
    /// In words, what went wrong.
    pub detail: Option<String>,
    /// The first KiB of the answer.
    pub answer: Option<String>,
}

read_leniently!(Trial { kind, name, address, headers, body, started, took, outcome, status, detail, answer });

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_delivery_is_read_as_far_as_it_is_understood() {
        let delivery = Delivery::read(json!({
            "id": "d", "kind": "pigeon", "state": "dead", "about": {"kind": "assistance-request", "id": "5"},
            "provider": {"id": 10, "name": "Duty Manager"}, "attempts": [{"number": 1, "outcome": "refused", "status": 500}],
        }))
        .unwrap();
        assert_eq!((delivery.kind, delivery.state), (DeliveryKind::Unknown, DeliveryState::Dead));
        assert_eq!(delivery.provider.unwrap().id, 10);
        assert_eq!(delivery.attempts[0].outcome, AttemptOutcome::Refused);
    }
}
