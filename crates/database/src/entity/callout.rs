//! Callouts, each with its current dispatch. Earlier states are in its events.

use sea_orm::entity::prelude::*;

/// A callout with its current dispatch.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "callout")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub resident_id: i64,
    /// REAL or TEST; see [`wire::classification`].
    pub classification_id: i64,
    /// Security, medical or demo.
    pub response_type_id: i64,
    /// Excluded from the queue of real alarms.
    pub internal_test: bool,
    /// Response type Demo and an internal test: only demo vehicles are rung, and the queue of real alarms hides it.
    pub demo: bool,
    pub status: String,
    /// The API client that raised it.
    pub source: Option<String>,
    /// Who changed it last.
    pub last_updated_by: Option<String>,
    /// The API client that last changed it.
    pub last_updated_by_client_id: Option<String>,
    /// The resident pressed "I am safe now".
    pub cancelled_by_resident: bool,
    /// A responder is still needed.
    pub dispatch_required: bool,
    /// A controller verified that the alarm is genuine.
    pub verified: bool,
    pub verified_by: Option<String>,
    pub verified_at: Option<i64>,
    /// A controller has acknowledged it.
    pub acknowledged: bool,
    pub first_acknowledged_by: Option<String>,
    pub first_acknowledged_at: Option<i64>,
    /// A controller has taken charge of it.
    pub owned: bool,
    pub owned_by: Option<String>,
    pub owned_at: Option<i64>,
    /// The simulator also takes the controller's steps.
    pub automatic: bool,
    /// 0 at first; each deliberate further press adds 1.
    pub urgency: i64,
    /// When a press last counted. Further presses within ten seconds of it do not raise the urgency.
    pub urgency_raised_at: i64,
    /// Since when the alarm waits for an acknowledgement; empty once somebody has acknowledged it.
    pub alarm_at: Option<i64>,
    /// When the escalation ladder is next due.
    pub escalates_at: Option<i64>,
    /// When the resident touched the button, by the phone's clock.
    pub pressed_at: Option<i64>,
    /// When the resident last pressed again.
    pub pressed_again_at: Option<i64>,
    /// When the request reached the server.
    pub logged_at: i64,
    pub created_at: i64,
    /// When anything except its locations and estimates last changed.
    pub updated_at: i64,
    pub resolved_at: Option<i64>,
    /// The first known location of the resident.
    pub first_location_id: Option<i64>,
    /// The current location: the newest by `recorded_at`.
    pub location_id: Option<i64>,
    /// When the phone last reported, with or without a fix.
    pub last_heard_at: Option<i64>,
    /// Why the latest report had no fix.
    pub no_fix: Option<String>,
    /// When the latest gap in the phone's reports began.
    pub gap_from: Option<i64>,
    pub gap_to: Option<i64>,
    pub gap_reason: Option<String>,
    /// The responder, if the system dispatched one.
    pub responder_id: Option<i64>,
    /// The responder's supplier, or the supplier that a controller rang.
    pub supplier_id: Option<i64>,
    /// The company of the responder, if the system dispatched one.
    pub responder_company: Option<String>,
    /// A responder was dispatched; still true after arrival.
    pub responder_dispatched: bool,
    pub responder_dispatched_at: Option<i64>,
    pub responder_arrived_at: Option<i64>,
    pub responder_completed_at: Option<i64>,
    /// The latest estimate of arrival.
    pub eta_id: Option<i64>,
    /// The remaining route as an encoded polyline, while a responder is on the way.
    pub route: Option<String>,
    /// The incident as the responder described it.
    pub incident_details: Option<String>,
    /// There was no danger any more when the responder arrived.
    pub situation_neutral: Option<bool>,
    pub any_injuries: Option<bool>,
    /// The resident was satisfied with the help.
    pub resident_happy: Option<bool>,
    /// The incident needs a follow-up.
    pub follow_up_required: Option<bool>,
    pub incident_category_id: Option<i64>,
    /// When the dispatch or the incident record last changed.
    pub detail_updated_at: i64,
    pub detail_updated_by: Option<String>,
    /// The geocoder's address, and the position it belongs to: JSON.
    pub geocoded: Option<String>,
    pub erased_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The status, parsed from its text.
    pub fn status(&self) -> wire::status::CalloutStatus {
        self.status.clone().into()
    }
}
