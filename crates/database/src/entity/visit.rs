//! Visits to homes.

use sea_orm::entity::prelude::*;

/// A visit and the resident's answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    /// Its id in the system that plans it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The e-mail address of the resident.
    pub resident_email: Option<String>,
    /// The e-mail address of the visiting officer.
    pub officer_email: Option<String>,
    /// The home, as services identify it.
    pub property: Option<String>,
    /// The same in lower case, for comparison.
    pub property_key: Option<String>,
    pub household: Option<String>,
    /// The same in lower case, for comparison.
    pub household_key: Option<String>,
    pub site_id: Option<i64>,
    pub due_at: i64,
    pub ends_at: i64,
    /// Alternative times that the resident may choose: a JSON list of milliseconds.
    pub slots: Option<String>,
    /// `planned` or `cancelled`.
    pub state: String,
    /// The resident's answer to the visit.
    pub answer: Option<String>,
    pub note: Option<String>,
    /// The alternative time that the resident asks for.
    pub slot: Option<i64>,
    pub answered_at: Option<i64>,
    /// The service that planned it.
    pub service_id: Option<String>,
    /// The API client that planned it.
    pub client_id: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The state of a visit that has not been cancelled.
pub const PLANNED: &str = "planned";

impl Model {
    /// Alternative times that the resident may choose.
    pub fn slots(&self) -> Vec<i64> {
        self.slots.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }

    /// Whether the visit is planned and not yet over.
    pub fn is_open(&self, now: i64) -> bool {
        self.state == PLANNED && self.ends_at > now
    }

    /// The place, for use in a sentence.
    pub fn place(&self) -> String {
        let place = self.property.as_ref().or(self.household.as_ref());
        place.map(|place| format!(" to {}", wire::label::isolated(place))).unwrap_or_default()
    }
}
