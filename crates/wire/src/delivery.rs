//! Deliveries: notifications of assistance requests, callbacks about notifications and webhooks about callouts, with every
//! attempt. `/api/deliveries` is ours; webhooks follow Standard Webhooks.

use crate::lenient::{Lenient, read_leniently};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The times of the attempts, in seconds after the first one.
pub const SCHEDULE_SECONDS: [u32; 9] = [0, 1, 3, 7, 15, 31, 63, 127, 255];

/// No attempt starts later than this many seconds after the first one.
pub const WINDOW_SECONDS: u32 = 300;

macro_rules! words {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $word_doc:literal])* $word:ident = $text:literal),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $($(#[doc = $word_doc])* $word,)*
            /// A word of a newer server.
            #[default]
            #[doc(hidden)]
            Unknown,
        }

        impl $name {
            /// Every word that this version knows.
            pub const ALL: &[Self] = &[$(Self::$word),*];

            /// The value used in JSON.
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

        $crate::openapi::describe_words!($name, [$($doc),*], [$($text => [$($word_doc),*]),*]);

        impl Lenient for $name {
            fn read(value: serde_json::Value) -> Option<Self> {
                String::read(value).map(Self::from)
            }
        }
    };
}

words! {
    /// How a delivery is sent.
    DeliveryKind {
        /// A signed POST to a URL.
        Webhook = "webhook",
        /// An e-mail through the message outbox.
        Email = "email",
        /// A push to one device of a person.
        Push = "push",
    }
}

words! {
    /// The state of a delivery.
    DeliveryState {
        /// Attempts are in progress or will be repeated.
        Waiting = "waiting",
        /// The receiver accepted it. No person has answered yet.
        Delivered = "delivered",
        /// Every attempt failed.
        Dead = "dead",
    }
}

words! {
    /// The result of one attempt.
    AttemptOutcome {
        /// The attempt is in progress.
        Running = "running",
        /// The receiver accepted it.
        Delivered = "delivered",
        /// The receiver answered with an error.
        Refused = "refused",
        /// The host name has no address.
        Unresolved = "unresolved",
        /// The address must not be called.
        Blocked = "blocked",
        /// The connection failed or broke.
        Unreachable = "unreachable",
        /// TLS could not be established.
        Insecure = "insecure",
        /// There was no answer in time.
        TimedOut = "timed-out",
        /// The server stopped during the attempt; whether it arrived is unknown.
        Interrupted = "interrupted",
        /// It cannot be sent, for example to a person without a device.
        Impossible = "impossible",
    }
}

words! {
    /// The cause of a delivery.
    DeliveryCause {
        /// A resident asked for assistance.
        AssistanceRequest = "assistance-request",
        /// An officer acted on a notification.
        NotificationAction = "notification-action",
        /// A person is notified on their devices.
        Notification = "notification",
        /// A callout changed.
        Callout = "callout",
        /// A test.
        Test = "test",
    }
}

/// The cause of a delivery, with the id of its object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryAbout {
    /// The kind of object.
    pub kind: DeliveryCause,
    /// The object's id as text: a number or a UUID.
    pub id: String,
    /// The resident who asked, if it is a request.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub resident: String,
}

read_leniently!(DeliveryAbout { kind, id, resident });

/// A provider or service by id and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryOwner<Id> {
    pub id: Id,
    /// The current name.
    pub name: String,
}

impl<Id: Lenient + Default> Lenient for DeliveryOwner<Id> {
    fn read(value: serde_json::Value) -> Option<Self> {
        let mut fields = crate::lenient::Fields::of(value)?;
        Some(Self { id: fields.take("id"), name: fields.take("name") })
    }
}

/// One item of `GET /api/deliveries` (a bare array, newest first), and the response of `GET /api/deliveries/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// A UUID.
    pub id: String,
    /// The id that the receiver sees; the same for every attempt and replay.
    pub webhook_id: String,
    /// Such as `assistance.requested`.
    pub event_type: String,
    pub kind: DeliveryKind,
    pub state: DeliveryState,
    pub about: DeliveryAbout,
    /// The provider that owns the notifier.
    pub provider: Option<DeliveryOwner<i64>>,
    /// The service that owns the callback.
    pub service: Option<DeliveryOwner<String>>,
    /// The API client that owns the webhook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<DeliveryOwner<String>>,
    /// The name of the notifier or device.
    pub name: String,
    /// The receiver: a URL, an e-mail address, or a person.
    pub address: String,
    /// When the delivery was queued.
    pub created_at: Timestamp,
    /// The start of the first attempt: the five minutes count from here.
    pub started_at: Option<Timestamp>,
    /// The time of the next attempt.
    pub due_at: Option<Timestamp>,
    /// When it was delivered or given up.
    pub ended_at: Option<Timestamp>,
    /// The delivery that this one repeats.
    pub replay_of: Option<String>,
    /// Every attempt, oldest first.
    pub attempts: Vec<DeliveryAttempt>,
    /// The content; only in the response for one delivery.
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

/// One attempt of a delivery.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeliveryAttempt {
    /// 1 for the first attempt.
    pub number: u32,
    pub started_at: Timestamp,
    /// Duration in milliseconds.
    pub took_ms: Option<u32>,
    pub outcome: AttemptOutcome,
    /// The HTTP status of the answer.
    pub status: Option<u32>,
    /// What went wrong, or what the receiver asked for.
    pub detail: Option<String>,
    /// The first KiB of the answer.
    pub answer: Option<String>,
}

read_leniently!(DeliveryAttempt { number, started_at, took_ms, outcome, status, detail, answer });

/// One attempt without retries, as `POST /api/v2/assistance-provider/test` returns it. Every field name is one word, so that it
/// is the same in snake case and camel case.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trial {
    pub kind: DeliveryKind,
    pub name: String,
    pub address: String,
    /// The request headers, each as `name: value`.
    pub headers: Vec<String>,
    /// The request body.
    pub body: String,
    pub started: Timestamp,
    /// Duration in milliseconds.
    pub took: u32,
    pub outcome: AttemptOutcome,
    /// The HTTP status of the answer.
    pub status: Option<u32>,
    /// What went wrong.
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
