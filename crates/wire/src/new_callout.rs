//! The press: the body of `POST /api/callouts`.

use crate::classification::{REAL, TEST};
use crate::customer::CustomerChange;
use crate::location::Fix;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A request for help. Every field may be left out by a signed-in resident: nothing that is missing refuses a callout.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewCallout {
    /// [`REAL`] or [`TEST`]; none means REAL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callout_classification_id: Option<i64>,
    /// The resident's details; they update what is stored. By a server token they tell whose callout it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerChange>,
    /// Where the resident is, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callout_location: Option<Fix>,
    /// One of [`RESPONSE_TYPES`](crate::classification::RESPONSE_TYPES); none means Security.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_type_id: Option<i64>,
    /// Not meant for the real queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub internal_test: Option<bool>,
    /// When the finger was down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressed_at: Option<Timestamp>,
}

impl NewCallout {
    /// What [`callout_classification_id`](Self::callout_classification_id) may be.
    pub const CLASSIFICATIONS: [i64; 2] = [REAL, TEST];
}
