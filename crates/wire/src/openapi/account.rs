//! Rows of imported accounts, and errors of the accounts API.

use crate::account::AccountImport;
use crate::message::Message;
use utoipa::ToSchema;

/// One resident of `POST /api/users/import`; a CSV file has the same columns.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct ImportedResident {
    /// The sign-in address.
    #[schema(format = "email")]
    email: String,
    name: String,
    surname: Option<String>,
    /// The number or the name of a site.
    site: SiteNumberOrName,
    /// The tenure, such as `tenant`.
    tenure: Option<String>,
    mobile: Option<String>,
}

/// The number or the name of a site.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only described")]
enum SiteNumberOrName {
    Number(i64),
    Name(String),
}

/// An error of an import: the problems by line, or one sentence if the file cannot be parsed.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum AccountImportRefusal {
    Lines(AccountImport),
    /// The problem concerns no line.
    Message(Message),
}
