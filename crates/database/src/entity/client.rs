//! Programs that call the API.

use sea_orm::entity::prelude::*;

/// An API client.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client")]
pub struct Model {
    /// A GUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// What it is called.
    pub name: String,
    /// SHA-256 of its secret, which is random and long enough for that.
    pub secret_hash: String,
    /// The organisation that the users it registers belong to.
    pub customer_id: i64,
    /// Response types its users may ask for, such as `1,2`.
    pub allowed_response_types: String,
    /// The response type of an alert that names none.
    pub default_response_type: i64,
    /// Whether its server token may create callouts.
    pub may_create_callouts: bool,
    /// A [`wire::client::RequestType`] as text.
    pub request_type: String,
    /// Where it is told of what happens to callouts.
    pub webhook_url: Option<String>,
    /// Cleared when it may no longer call.
    pub active: bool,
    /// When it was added.
    pub created_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it is being tried out: its callouts are TEST and Demo only, and apart from every real alarm.
    pub fn is_integration_test(&self) -> bool {
        wire::client::RequestType::from(self.request_type.clone())
            == wire::client::RequestType::IntegrationTest
    }

    /// The response types its users may ask for.
    pub fn response_types(&self) -> Vec<i64> {
        self.allowed_response_types.split(',').filter_map(|id| id.trim().parse().ok()).collect()
    }
}
