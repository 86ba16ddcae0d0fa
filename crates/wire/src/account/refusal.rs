//! Errors of the accounts API, with the problem of each field.

#[cfg(feature = "openapi")]
use crate::field_errors::FieldErrors;
use serde::Serialize;

/// The body of a refused invitation or change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountRefusal {
    /// All problems in one text.
    pub message: String,
    /// The problems by field; omitted if they concern no field.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<FieldErrors>))]
    pub errors: Option<serde_json::Value>,
}
