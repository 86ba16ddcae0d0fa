//! Visits to homes.

use sea_orm::entity::prelude::*;

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: i64,
    /// Its id in the system that plans it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The resident who is visited.
    pub resident_email: Option<String>,
    /// The officer who visits.
    pub officer_email: Option<String>,
    /// The home, as the services name it.
    pub property: Option<String>,
    /// The same in lower case, to compare by.
    pub property_key: Option<String>,
    /// The household.
    pub household: Option<String>,
    /// The same in lower case, to compare by.
    pub household_key: Option<String>,
    /// The site.
    pub site_id: Option<i64>,
    /// When it begins.
    pub due_at: i64,
    /// When it is over.
    pub ends_at: i64,
    /// Other times that the resident may choose: a list of milliseconds as JSON.
    pub slots: Option<String>,
    /// `planned` or `cancelled`.
    pub state: String,
    /// What the resident said to it.
    pub answer: Option<String>,
    /// In words.
    pub note: Option<String>,
    /// The other time that they ask for.
    pub slot: Option<i64>,
    /// When they said so.
    pub answered_at: Option<i64>,
    /// The service that planned it.
    pub service_id: Option<String>,
    /// The API client that planned it.
    pub client_id: Option<String>,
    /// When it was planned.
    pub created_at: i64,
    /// When anything here last changed.
    pub updated_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The state of a visit that is to come.
pub const PLANNED: &str = "planned";

impl Model {
    /// Other times that the resident may choose.
    pub fn slots(&self) -> Vec<i64> {
        self.slots.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }

    /// Whether it is still to come, or going on.
    pub fn is_open(&self, now: i64) -> bool {
        self.state == PLANNED && self.ends_at > now
    }

    /// Where it is, for a sentence.
    pub fn place(&self) -> String {
        let place = self.property.as_ref().or(self.household.as_ref());
        place.map(|place| format!(" to {}", wire::label::isolated(place))).unwrap_or_default()
    }
}
