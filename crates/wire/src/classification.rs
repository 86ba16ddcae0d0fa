//! Classifications (REAL, TEST) and response types (Security, Medical, Demo). Clients may cache both lists indefinitely.

use serde::{Deserialize, Serialize};

/// One entry of `GET /api/callout-classifications` or `GET /api/response-types`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    pub id: i64,
    pub name: String,
}

/// A real alarm; the default.
pub const REAL: i64 = 1;
/// A test. Responders are rung only after a controller has verified it.
pub const TEST: i64 = 2;

/// Security; the default response type.
pub const SECURITY: i64 = 1;
/// Medical help; a response type.
pub const MEDICAL: i64 = 2;
/// A demonstration. With `internalTest` it rings demo vehicles only, and live queues hide it.
pub const DEMO: i64 = 3;

/// Every response type.
pub const RESPONSE_TYPES: [i64; 3] = [SECURITY, MEDICAL, DEMO];

/// The name of a response type for people.
pub fn response_type_name(id: i64) -> &'static str {
    match id {
        SECURITY => "Security",
        MEDICAL => "Medical",
        DEMO => "Demo",
        _ => "Unknown",
    }
}

/// The list of classifications.
pub fn classifications() -> Vec<Choice> {
    choices([(REAL, "REAL"), (TEST, "TEST")])
}

/// The list of response types.
pub fn response_types() -> Vec<Choice> {
    choices(RESPONSE_TYPES.map(|id| (id, response_type_name(id))))
}

fn choices<const N: usize>(list: [(i64, &str); N]) -> Vec<Choice> {
    list.into_iter().map(|(id, name)| Choice { id, name: name.to_owned() }).collect()
}
