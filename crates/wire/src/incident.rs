//! The current dispatch of a callout, and what was recorded of the incident.

use crate::id::{CalloutId, IncidentCategoryId, ResponderId, SupplierId};
use crate::lenient::read_leniently;
use crate::responder::Responder;
use crate::supplier::Supplier;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Who is sent, since when, and what they found. A cancelled response empties the first half again; the callout's
/// events keep every change.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IncidentDetail {
    /// Its number.
    pub id: i64,
    /// What happened, in the words of who was there.
    pub incident_details: Option<String>,
    /// The company of a responder that was dispatched by the system.
    pub responder_company: Option<String>,
    /// Somebody is on the way, or was.
    pub responder_dispatched: bool,
    /// The callout.
    pub callout_id: CalloutId,
    /// When they were sent.
    pub responder_dispatched_at: Option<Timestamp>,
    /// When they were there.
    pub responder_arrived_at: Option<Timestamp>,
    /// When they had finished.
    pub responder_completed_at: Option<Timestamp>,
    /// When the callout was stored.
    pub created_at: Timestamp,
    /// There was no danger left when they came.
    pub situation_neutral: Option<bool>,
    /// Somebody was hurt.
    pub any_injuries: Option<bool>,
    /// The resident was content with the help.
    pub customer_happy: Option<bool>,
    /// Somebody has to come back to it.
    pub follow_up_required: Option<bool>,
    /// When this last changed.
    pub updated_at: Timestamp,
    /// Who changed it last.
    pub last_updated_by: Option<String>,
    /// The responder, when the dispatch was by the system.
    pub responder_id: Option<ResponderId>,
    /// The supplier: the responder's, or the one rung by hand.
    pub supplier_id: Option<SupplierId>,
    /// The kind of emergency.
    pub type_of_emergency_id: Option<i64>,
    /// What was wrong.
    pub incident_category_id: Option<IncidentCategoryId>,
    /// What was wrong, in words.
    pub incidentcategory: Option<IncidentCategory>,
    /// The supplier, whole.
    pub supplier: Option<Supplier>,
    /// The responder, whole; null when the dispatch was by hand.
    pub responder: Option<Responder>,
}

read_leniently!(IncidentDetail {
    id,
    incident_details,
    responder_company,
    responder_dispatched,
    callout_id,
    responder_dispatched_at,
    responder_arrived_at,
    responder_completed_at,
    created_at,
    situation_neutral,
    any_injuries,
    customer_happy,
    follow_up_required,
    updated_at,
    last_updated_by,
    responder_id,
    supplier_id,
    type_of_emergency_id,
    incident_category_id,
    incidentcategory,
    supplier,
    responder
});

/// What was wrong: `GET /api/control/incident-categories` lists them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IncidentCategory {
    /// Its number.
    pub id: IncidentCategoryId,
    /// In words.
    pub description: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The kind of emergency that it belongs to.
    pub type_of_emergency_id: i64,
    /// That kind, whole.
    pub typeofemergency: Option<TypeOfEmergency>,
}

read_leniently!(IncidentCategory {
    id,
    description,
    created_at,
    updated_at,
    type_of_emergency_id,
    typeofemergency
});

/// A kind of emergency, with the source's own abbreviations.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TypeOfEmergency {
    /// Its number.
    pub id: i64,
    /// In words.
    pub descript: String,
    /// When it was made.
    #[serde(rename = "createdA")]
    pub created_at: Timestamp,
    /// When it last changed.
    #[serde(rename = "updatedA")]
    pub updated_at: Timestamp,
}

read_leniently!(TypeOfEmergency { id, descript, created_at = "createdA", updated_at = "updatedA" });

/// The body of `complete` and `close`: what is left out stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Outcome {
    /// What happened, at most 4000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident_details: Option<String>,
    /// Somebody was hurt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any_injuries: Option<bool>,
    /// The resident was content with the help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_happy: Option<bool>,
    /// Somebody has to come back to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up_required: Option<bool>,
    /// There was no danger left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situation_neutral: Option<bool>,
    /// What was wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident_category_id: Option<IncidentCategoryId>,
}

/// The most characters of [`Outcome::incident_details`].
pub const INCIDENT_DETAILS_LIMIT: usize = 4000;
