//! Refusals.

use serde::Serialize;

/// The body of every refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyRefusal))]
pub struct Refusal {
    /// The status of the answer.
    pub status_code: u16,
    /// Everything that is wrong.
    pub errors: Vec<RefusalError>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyError))]
pub struct RefusalError {
    /// Its class, such as `ValidationError`, `BadRequestError` or `NoResultFound`.
    pub error: String,
    /// In words that the vendor's clients compare.
    pub message: String,
}
