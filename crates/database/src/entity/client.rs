//! API clients: programs that call the API.

use sea_orm::entity::prelude::*;

/// An API client with its limits.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    /// SHA-256 of its secret. A plain hash is enough, because the secret is long and random.
    pub secret_hash: String,
    /// The organisation to which the users it registers belong.
    pub organisation_id: i64,
    /// Response types that its users may request, such as `1,2`.
    pub allowed_response_types: String,
    /// The response type of an alert that specifies none.
    pub default_response_type: i64,
    /// Whether its server token may raise callouts.
    pub may_create_callouts: bool,
    /// A [`wire::client::RequestType`] as text.
    pub request_type: String,
    /// Where events of its callouts are posted.
    pub webhook_url: Option<String>,
    pub active: bool,
    pub created_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the client is still testing its integration: its callouts are TEST and Demo only, and are kept apart from real
    /// alarms.
    pub fn is_integration_test(&self) -> bool {
        wire::client::RequestType::from(self.request_type.clone())
            == wire::client::RequestType::IntegrationTest
    }

    /// The response types that its users may request.
    pub fn response_types(&self) -> Vec<i64> {
        self.allowed_response_types.split(',').filter_map(|id| id.trim().parse().ok()).collect()
    }
}
