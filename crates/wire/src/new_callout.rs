//! The press: the body of `POST /api/callouts`.

use crate::classification::{REAL, TEST};
use crate::customer::CustomerChange;
use crate::location::Fix;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A request for help. A signed-in resident may omit every field: a missing field never causes a refusal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewCallout {
    /// [`REAL`] or [`TEST`]; REAL, if omitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callout_classification_id: Option<i64>,
    /// The resident's details; they update the stored ones. With a server token they identify the resident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerChange>,
    /// The resident's position, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callout_location: Option<Fix>,
    /// One of [`RESPONSE_TYPES`](crate::classification::RESPONSE_TYPES); Security, if omitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_type_id: Option<i64>,
    /// Hidden from live queues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub internal_test: Option<bool>,
    /// The time of the press.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressed_at: Option<Timestamp>,
}

impl NewCallout {
    /// The valid values of [`callout_classification_id`](Self::callout_classification_id).
    pub const CLASSIFICATIONS: [i64; 2] = [REAL, TEST];
}
