//! A television in a resident's home. It shows a short code; entering the code pairs it with a resident.

use crate::id::ResidentId;
use crate::label;
use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The response of `POST /api/tv/pairings`: what the television shows. Its secret is in a cookie that scripts cannot read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewPairing {
    pub id: String,
    /// The code to enter, in groups, such as `K7Q-M4R`.
    pub code: String,
    /// When the television must request a new code.
    pub expires_at: Timestamp,
    /// A QR code as a `data:` URL. It leads to the page where the code is entered, with the code filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr: Option<String>,
}

read_leniently!(NewPairing { id, code, expires_at, qr });

/// The response of `POST /api/tv/pairings/{id}/session`, which the television polls until it is paired.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PairingState {
    /// It is paired with a resident, and the response's cookie signs it in.
    pub paired: bool,
    pub name: Option<String>,
}

read_leniently!(PairingState { paired, name });

/// The body of `POST /api/tv/pairings/claim`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct Claim {
    /// What the television shows; case, blanks and dashes do not count.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub code: String,
    /// The resident, if an admin pairs it; residents pair their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resident: Option<ResidentId>,
    /// The name, such as "Living room".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Maximum length of a television's name in characters.
pub const NAME_LIMIT: usize = 60;

/// The name in the form that is stored, if it is valid: visible text on one line.
pub fn name_of(typed: &str) -> Option<&str> {
    label::parse(typed, NAME_LIMIT).is_ok().then(|| typed.trim())
}

/// The body of `PATCH /api/tv/pairings/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TelevisionChange {
    /// The new name.
    pub name: String,
}

/// One item of `GET /api/tv/pairings`: a paired television.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Television {
    /// The id by which the pairing is revoked.
    pub id: String,
    pub name: String,
    pub resident: ResidentId,
    pub resident_name: String,
    pub paired_at: Timestamp,
    /// The television's last request.
    pub seen_at: Timestamp,
}

read_leniently!(Television { id, name, resident, resident_name, paired_at, seen_at });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_some_text_on_one_line() {
        let longest = "ü".repeat(NAME_LIMIT);
        assert_eq!(name_of(&longest), Some(longest.as_str()));
        assert_eq!(name_of("  Living room "), Some("Living room"));
        for wrong in [
            "",
            "   ",
            "Living\nroom",
            "\u{200b}\u{3164}",
            "Living \u{202e}room",
            "bell\u{7}",
            &format!("{longest}x"),
        ] {
            assert_eq!(name_of(wrong), None, "{wrong:?}");
        }
    }
}
