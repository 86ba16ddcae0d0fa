//! The result of an import of accounts.

use crate::assistance::LineErrors;
use crate::lenient::read_leniently;
use serde::Serialize;

/// The response to `POST /api/users/import`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountImport {
    /// It was a dry run: nothing was stored.
    pub dry_run: bool,
    /// The number of new residents.
    pub added: i64,
    /// The number of updated residents.
    pub changed: i64,
    /// The problems by line; if there are any, nothing is stored.
    pub errors: Vec<LineErrors>,
}

read_leniently!(AccountImport { dry_run, added, changed, errors });
