//! The current dispatch of a callout, and the record of the incident.

use crate::id::{CalloutId, IncidentCategoryId, ResponderId, SupplierId};
use crate::lenient::read_leniently;
use crate::responder::Responder;
use crate::supplier::Supplier;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The dispatched responder, the times of the dispatch, and the findings. Cancelling the response clears the dispatch; the
/// callout's events keep every change.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct IncidentDetail {
    pub id: i64,
    /// What happened, in the responder's words.
    pub incident_details: Option<String>,
    /// The company of a responder that was dispatched by the system.
    pub responder_company: Option<String>,
    /// A responder is, or was, on the way.
    pub responder_dispatched: bool,
    pub callout_id: CalloutId,
    pub responder_dispatched_at: Option<Timestamp>,
    pub responder_arrived_at: Option<Timestamp>,
    pub responder_completed_at: Option<Timestamp>,
    pub created_at: Timestamp,
    /// There was no danger left on arrival.
    pub situation_neutral: Option<bool>,
    pub any_injuries: Option<bool>,
    /// The resident was satisfied.
    pub customer_happy: Option<bool>,
    /// A follow-up is needed.
    pub follow_up_required: Option<bool>,
    pub updated_at: Timestamp,
    pub last_updated_by: Option<String>,
    /// The responder, if dispatched by the system.
    pub responder_id: Option<ResponderId>,
    /// The supplier: the responder's, or the one called by hand.
    pub supplier_id: Option<SupplierId>,
    pub type_of_emergency_id: Option<i64>,
    pub incident_category_id: Option<IncidentCategoryId>,
    /// The incident category in words.
    pub incidentcategory: Option<IncidentCategory>,
    pub supplier: Option<Supplier>,
    /// The responder in full; null for a dispatch by hand.
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

/// An incident category; `GET /api/control/incident-categories` lists them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct IncidentCategory {
    pub id: IncidentCategoryId,
    pub description: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub type_of_emergency_id: i64,
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

/// A kind of emergency, with the source's abbreviations.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeOfEmergency {
    pub id: i64,
    pub descript: String,
    #[serde(rename = "createdA")]
    pub created_at: Timestamp,
    #[serde(rename = "updatedA")]
    pub updated_at: Timestamp,
}

read_leniently!(TypeOfEmergency { id, descript, created_at = "createdA", updated_at = "updatedA" });

/// The body of `complete` and `close`. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct Outcome {
    /// What happened, at most 4000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident_details: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any_injuries: Option<bool>,
    /// The resident was satisfied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_happy: Option<bool>,
    /// A follow-up is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up_required: Option<bool>,
    /// There was no danger left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situation_neutral: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident_category_id: Option<IncidentCategoryId>,
}

/// Maximum length of [`Outcome::incident_details`] in characters.
pub const INCIDENT_DETAILS_LIMIT: usize = 4000;
