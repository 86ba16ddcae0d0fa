//! What stands in the column `content`, one shape a kind. A webhook's is its body, byte for byte as it is signed.

use serde::{Deserialize, Serialize};

use crate::push::{Payload, Urgency};

/// An e-mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Email {
    pub(super) subject: String,
    pub(super) body: String,
}

/// A push with what the push service must know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Push {
    pub(super) urgency: Urgency,
    pub(super) payload: Payload,
}
