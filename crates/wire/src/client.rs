//! API clients: the programs of integrators, as an admin sees them.

use crate::lenient::{Fields, read_leniently};
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;
use serde_json::Value;

words!(
    /// The request type of a client.
    RequestType {
        /// Callouts of people who need help.
        Integration = "INTEGRATION",
        /// A trial: TEST and Demo callouts only, isolated from real alarms.
        IntegrationTest = "INTEGRATION_TEST",
    }
);

/// One entry of `GET /api/clients`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiClient {
    /// The `clientId`, a GUID.
    pub id: String,
    pub name: String,
    pub request_type: RequestType,
    /// The response types that the client's users may request.
    pub response_type_ids: Vec<i64>,
    /// The response type of a callout that names none.
    pub default_response_type_id: i64,
    /// Whether the client's server token may create callouts.
    pub may_create_callouts: bool,
    /// Whether the client may call the API.
    pub active: bool,
    /// The URL that receives webhooks about the client's callouts.
    pub webhook_url: Option<String>,
    /// Number of valid server tokens.
    pub token_count: i64,
    pub created_at: Timestamp,
}

read_leniently!(ApiClient {
    id,
    name,
    request_type,
    response_type_ids,
    default_response_type_id,
    may_create_callouts,
    active,
    webhook_url,
    token_count,
    created_at
});

/// The body of `PATCH /api/clients/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiClientChange {
    /// The webhook URL; an empty text removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
}

impl ApiClientChange {
    /// Parses a request. The error names the field.
    pub fn read(body: Value) -> Result<Self, &'static str> {
        let Some(mut fields) = Fields::of(body) else { return Err("webhookUrl: send an object") };
        match fields.take::<Value>("webhookUrl") {
            Value::Null => Ok(Self::default()),
            Value::String(text) => Ok(Self { webhook_url: Some(text.trim().to_owned()) }),
            _ => Err("webhookUrl: write text"),
        }
    }
}

/// The response to a change and to a rotation. Secrets are not shown again.
#[derive(Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiClientSecrets {
    pub client: ApiClient,
    /// The secret that signs the client's webhooks: `whsec_…`. Null when it did not change.
    pub webhook_secret: Option<String>,
}

read_leniently!(ApiClientSecrets { client, webhook_secret });
