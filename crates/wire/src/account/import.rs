//! What an import of accounts did.

use crate::assistance::LineErrors;
use crate::lenient::read_leniently;
use serde::Serialize;

/// The answer of `POST /api/users/import`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountImport {
    /// Nothing was stored.
    pub dry_run: bool,
    /// Residents that are new.
    pub added: i64,
    /// Residents that were known.
    pub changed: i64,
    /// What is wrong, by line; with any of it nothing is stored.
    pub errors: Vec<LineErrors>,
}

read_leniently!(AccountImport { dry_run, added, changed, errors });
