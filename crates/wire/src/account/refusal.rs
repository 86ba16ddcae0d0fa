//! Refusals of accounts, with what is wrong by field.

#[cfg(feature = "openapi")]
use crate::field_errors::FieldErrors;
use serde::Serialize;

/// The body of a refused invitation or change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountRefusal {
    /// Everything that is wrong, in one text.
    pub message: String,
    /// The same by field; left out where it is about no field.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<FieldErrors>))]
    pub errors: Option<serde_json::Value>,
}
