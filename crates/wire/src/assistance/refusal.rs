//! Errors of the assistance API, and its own way to sign in.

use crate::lenient::read_leniently;
use serde::{Deserialize, Serialize};

/// `{"detail"}`: the body of an error that concerns no field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Detail {
    /// The problem, and what to do about it.
    pub detail: String,
}

read_leniently!(Detail { detail });

/// The body of `POST /api-token-auth`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiTokenRequest {
    /// The sign-in name.
    pub username: String,
    pub password: String,
}

/// The response to `POST /api-token-auth`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiToken {
    /// A JWT, for `Authorization: Bearer …` or `Authorization: JWT …`.
    pub token: String,
}
