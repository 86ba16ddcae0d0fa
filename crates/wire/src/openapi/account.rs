//! Rows of imported accounts, and refusals of accounts.

use crate::account::AccountImport;
use crate::message::Message;
use utoipa::ToSchema;

/// One resident of `POST /api/users/import`; a CSV file has the same columns.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct ImportedResident {
    /// What they will sign in with.
    #[schema(format = "email")]
    email: String,
    /// First name.
    name: String,
    /// Family name.
    surname: Option<String>,
    /// Where they live: a site's number or its name.
    site: SiteNumberOrName,
    /// How they hold their home, such as `tenant`.
    tenure: Option<String>,
    /// Telephone number.
    mobile: Option<String>,
}

/// A site's number or its name.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only described")]
enum SiteNumberOrName {
    Number(i64),
    Name(String),
}

/// A refusal of an import: what is wrong by line, or one sentence where it cannot be read at all.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum AccountImportRefusal {
    /// Nothing was stored.
    Lines(AccountImport),
    /// It is about no line.
    Message(Message),
}
