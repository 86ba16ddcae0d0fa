//! Password resets: an admin requests a one-time code and passes it on; its holder chooses a new password.

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Minimum length of a new password.
pub const SHORTEST: usize = 8;
/// Maximum length of a new password, because hashing costs the server time.
pub const LONGEST: usize = 256;

/// The body of `POST /api/password-resets`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPasswordReset {
    /// The e-mail address of the account.
    pub email: String,
}

/// The response. It is shown once, to be read out or handed over on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PasswordReset {
    /// Valid for one change of the password.
    pub code: String,
    pub expires_at: Timestamp,
}

read_leniently!(PasswordReset { code, expires_at });

/// The body of `POST /api/password-resets/use`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPassword {
    pub email: String,
    /// The code; case, blanks and dashes are ignored.
    pub code: String,
    /// The new password.
    pub password: String,
}
