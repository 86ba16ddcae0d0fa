//! The press: the body of `POST /api/callouts`.

use crate::classification::{DEMO, MEDICAL, REAL, SECURITY, TEST};
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
    /// [`SECURITY`] (the default), [`MEDICAL`] or [`DEMO`].
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
    /// The first complaint, naming the field and what to do. `null` passes wherever nothing passes.
    pub fn check(&self) -> Result<(), String> {
        if !matches!(self.response_type_id, None | Some(SECURITY | MEDICAL | DEMO)) {
            return Err("responseTypeId: use 1 (Security), 2 (Medical) or 3 (Demo)".to_owned());
        }
        if !matches!(self.callout_classification_id, None | Some(REAL | TEST)) {
            return Err("calloutClassificationId: use 1 (REAL) or 2 (TEST)".to_owned());
        }
        if let Some((field, complaint)) = self.customer.iter().flat_map(CustomerChange::problems).next() {
            return Err(format!("customer.{field}: {complaint}"));
        }
        Ok(())
    }
}
