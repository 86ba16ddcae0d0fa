//! Ids. Each kind has its own type, so that a responder's id cannot be passed as a callout's.

use crate::lenient::Lenient;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

macro_rules! integer_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map(Self)
            }
        }

        impl Lenient for $name {
            fn read(value: serde_json::Value) -> Option<Self> {
                i64::read(value).map(Self)
            }
        }

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }
    )*};
}

integer_ids! {
    CalloutId,
    /// A resident; the callout contract calls it `customerId`.
    ResidentId,
    /// A responder: one vehicle with its crew.
    ResponderId,
    /// A supplier: a company with responders, or one that is called by hand.
    SupplierId,
    /// A stored position of a callout or a responder.
    LocationId,
    /// An event of a callout.
    EventId,
    /// An incident category, chosen when a callout is completed or closed.
    IncidentCategoryId,
    SiteId,
    /// An organisation: a landlord or a council.
    OrganisationId,
    ProviderId,
    /// A notifier of a provider.
    NotifierId,
    /// A resident's request for assistance.
    AssistanceRequestId,
}

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Lenient for $name {
            fn read(value: serde_json::Value) -> Option<Self> {
                String::read(value).map(Self)
            }
        }
    )*};
}

text_ids! {
    /// A user account: a UUID.
    UserId,
    /// A notification: a UUID.
    NotificationId,
    /// A service that sends notifications: a UUID.
    ServiceId,
}
