//! Callouts, each with its current dispatch; what was before stands in its events.

use sea_orm::entity::prelude::*;

/// A callout.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "callout")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose it is.
    pub resident_id: i64,
    /// REAL or TEST; see [`wire::classification`].
    pub classification_id: i64,
    /// Security, medical or demo.
    pub response_type_id: i64,
    /// Not meant for the real queue.
    pub internal_test: bool,
    /// Response type Demo and an internal test: rings demo vehicles only, and the real queue hides it.
    pub demo: bool,
    /// A [`wire::status::CalloutStatus`] as text.
    pub status: String,
    /// The API client that raised it.
    pub source: Option<String>,
    /// Who changed it last.
    pub last_updated_by: Option<String>,
    /// The API client that changed it last.
    pub last_updated_by_client_id: Option<String>,
    /// "I am safe now" was pressed.
    pub cancelled_by_customer: bool,
    /// Somebody still has to go.
    pub dispatch_required: bool,
    /// A controller checked that it is meant.
    pub verified: bool,
    /// Who checked.
    pub verified_by: Option<String>,
    /// When they checked.
    pub verified_at: Option<i64>,
    /// A controller has seen it.
    pub acknowledged: bool,
    /// Who saw it first.
    pub first_acknowledged_by: Option<String>,
    /// When they saw it.
    pub first_acknowledged_at: Option<i64>,
    /// A controller looks after it.
    pub owned: bool,
    /// Who looks after it.
    pub owned_by: Option<String>,
    /// Since when.
    pub owned_at: Option<i64>,
    /// The simulator also takes the controller's steps.
    pub automatic: bool,
    /// 0 at first; each deliberate further press adds 1.
    pub urgency: i64,
    /// The press that counted last; others within ten seconds of it raise nothing.
    pub urgency_raised_at: i64,
    /// Since when the alarm waits for somebody to acknowledge it; empty once somebody has.
    pub alarm_at: Option<i64>,
    /// When the escalation ladder is to be looked at next.
    pub escalates_at: Option<i64>,
    /// When the finger was down, by the phone's clock.
    pub pressed_at: Option<i64>,
    /// When the resident pressed again, the last time.
    pub pressed_again_at: Option<i64>,
    /// When the request reached the server.
    pub logged_at: i64,
    /// When it was stored.
    pub created_at: i64,
    /// When anything but its locations and estimates last changed.
    pub updated_at: i64,
    /// When it was closed.
    pub resolved_at: Option<i64>,
    /// Where the resident was first.
    pub first_location_id: Option<i64>,
    /// Where they are: the newest by the time it was recorded.
    pub location_id: Option<i64>,
    /// When the phone was last heard, with a fix or without.
    pub last_heard_at: Option<i64>,
    /// Why the newest heartbeat had no fix.
    pub no_fix: Option<String>,
    /// When the newest silence began.
    pub gap_from: Option<i64>,
    /// When it ended.
    pub gap_to: Option<i64>,
    /// Why it was silent.
    pub gap_reason: Option<String>,
    /// The responder, when the dispatch was by the system.
    pub responder_id: Option<i64>,
    /// The supplier: the responder's, or the one rung by hand.
    pub supplier_id: Option<i64>,
    /// The company of a responder that was dispatched by the system.
    pub responder_company: Option<String>,
    /// Somebody is on the way, or was.
    pub responder_dispatched: bool,
    /// When they were sent.
    pub responder_dispatched_at: Option<i64>,
    /// When they were there.
    pub responder_arrived_at: Option<i64>,
    /// When they had finished.
    pub responder_completed_at: Option<i64>,
    /// The newest estimate of arrival.
    pub eta_id: Option<i64>,
    /// The way that is left, as an encoded polyline, while somebody is on it.
    pub route: Option<String>,
    /// What happened, in the words of who was there.
    pub incident_details: Option<String>,
    /// There was no danger left when they came.
    pub situation_neutral: Option<bool>,
    /// Somebody was hurt.
    pub any_injuries: Option<bool>,
    /// The resident was content with the help.
    pub customer_happy: Option<bool>,
    /// Somebody has to come back to it.
    pub follow_up_required: Option<bool>,
    /// What was wrong.
    pub incident_category_id: Option<i64>,
    /// When the dispatch or the record of the incident last changed.
    pub detail_updated_at: i64,
    /// Who changed that last.
    pub detail_updated_by: Option<String>,
    /// The address that a geocoder found, and for which place: JSON.
    pub geocoded: Option<String>,
    /// When its locations were deleted.
    pub erased_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Where it stands.
    pub fn status(&self) -> wire::status::CalloutStatus {
        self.status.clone().into()
    }
}
