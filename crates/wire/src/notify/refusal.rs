//! Errors of GOV.UK Notify's API.

use serde::Serialize;

/// The body of every error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyRefusal))]
pub struct Refusal {
    /// The status of the response.
    pub status_code: u16,
    /// All problems of the request.
    pub errors: Vec<RefusalError>,
}

/// One problem of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyError))]
pub struct RefusalError {
    /// Its class, such as `ValidationError`, `BadRequestError` or `NoResultFound`.
    pub error: String,
    /// The text, which GOV.UK Notify's clients compare.
    pub message: String,
}
