//! API clients: the programs of integrators, and what an admin sees of them.

use crate::lenient::{Fields, read_leniently};
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;
use serde_json::Value;

words!(
    /// What a client's requests are.
    RequestType {
        /// Callouts of people who need help.
        Integration = "INTEGRATION",
        /// The client is being tried out: only TEST and Demo callouts, apart from every real alarm.
        IntegrationTest = "INTEGRATION_TEST",
    }
);

/// One entry of `GET /api/clients`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiClient {
    /// Its `clientId`, a GUID.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whether its callouts are real.
    pub request_type: RequestType,
    /// The response types that its users may ask for.
    pub response_type_ids: Vec<i64>,
    /// The response type of an alarm that names none.
    pub default_response_type_id: i64,
    /// Whether its server token may raise callouts.
    pub may_create_callouts: bool,
    /// Whether it may call.
    pub active: bool,
    /// The address that receives webhooks about its callouts.
    pub webhook_url: Option<String>,
    /// How many of its server tokens count.
    pub token_count: i64,
    /// When it was added.
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
#[serde(rename_all = "camelCase")]
pub struct ApiClientChange {
    /// Where it is told of callouts; an empty text means nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
}

impl ApiClientChange {
    /// Reads a request; the error names the field.
    pub fn read(body: Value) -> Result<Self, &'static str> {
        let Some(mut fields) = Fields::of(body) else { return Err("webhookUrl: send an object") };
        match fields.take::<Value>("webhookUrl") {
            Value::Null => Ok(Self::default()),
            Value::String(text) => Ok(Self { webhook_url: Some(text.trim().to_owned()) }),
            _ => Err("webhookUrl: write text"),
        }
    }
}

/// The answer to a change and to a rotation. A secret is shown this once.
#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiClientSecrets {
    /// The client.
    pub client: ApiClient,
    /// What its webhooks are signed with: `whsec_…`. Null when it stayed.
    pub webhook_secret: Option<String>,
}

read_leniently!(ApiClientSecrets { client, webhook_secret });
