//! A forgotten password: an admin asks for a code and passes it on; whoever holds it chooses a new password, once.

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Shorter passwords are refused where one is chosen.
pub const SHORTEST: usize = 8;
/// Longer ones are refused, since hashing them is work for the server.
pub const LONGEST: usize = 256;

/// The body of `POST /api/password-resets`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPasswordReset {
    /// Whose password was forgotten: what they sign in with.
    pub email: String,
}

/// The answer: shown once, read out to the person or handed over on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordReset {
    /// Good for one change of the password.
    pub code: String,
    /// When it stops being good.
    pub expires_at: Timestamp,
}

read_leniently!(PasswordReset { code, expires_at });

/// The body of `POST /api/password-resets/use`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPassword {
    /// What they sign in with.
    pub email: String,
    /// The code; case, blanks and dashes do not count.
    pub code: String,
    /// The password to sign in with from now on.
    pub password: String,
}
