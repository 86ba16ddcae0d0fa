//! What kind of alarm it is: real or a test, security or medical. Clients may keep these lists for good.

use serde::{Deserialize, Serialize};

/// One entry of `GET /api/callout-classifications` or `GET /api/response-types`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
}

/// A real alarm; also what no classification means.
pub const REAL: i64 = 1;
/// A test, which rings nobody until a controller has verified it.
pub const TEST: i64 = 2;

/// Security: the default response.
pub const SECURITY: i64 = 1;
/// Medical help.
pub const MEDICAL: i64 = 2;
/// A demonstration; with `internalTest` it rings demo vehicles only, and the real queue hides it.
pub const DEMO: i64 = 3;

/// Every response type.
pub const RESPONSE_TYPES: [i64; 3] = [SECURITY, MEDICAL, DEMO];

/// The name of a response type, for people who read what happened.
pub fn response_type_name(id: i64) -> &'static str {
    match id {
        SECURITY => "Security",
        MEDICAL => "Medical",
        DEMO => "Demo",
        _ => "Unknown",
    }
}

/// The classifications.
pub fn classifications() -> Vec<Choice> {
    choices([(REAL, "REAL"), (TEST, "TEST")])
}

/// The response types.
pub fn response_types() -> Vec<Choice> {
    choices(RESPONSE_TYPES.map(|id| (id, response_type_name(id))))
}

fn choices<const N: usize>(list: [(i64, &str); N]) -> Vec<Choice> {
    list.into_iter().map(|(id, name)| Choice { id, name: name.to_owned() }).collect()
}
