//! A television of a resident's home: it shows a short code, and whoever enters that code binds it to a resident.

use crate::id::ResidentId;
use crate::label;
use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The answer of `POST /api/tv/pairings`: what the television shows. Its own secret comes as a cookie that no script sees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewPairing {
    /// Its id.
    pub id: String,
    /// What somebody enters, in groups, such as `K7Q-M4R`.
    pub code: String,
    /// When the television has to ask for another.
    pub expires_at: Timestamp,
    /// A picture for a phone's camera, as a `data:` address: it leads to where the code is entered, with the code filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr: Option<String>,
}

read_leniently!(NewPairing { id, code, expires_at, qr });

/// The answer of `POST /api/tv/pairings/{id}/session`, which the television asks until it is paired.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PairingState {
    /// It is bound to a resident, and signed in by the cookie of this very answer.
    pub paired: bool,
    /// To whom.
    pub name: Option<String>,
}

read_leniently!(PairingState { paired, name });

/// The body of `POST /api/tv/pairings/claim`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Claim {
    /// What the television shows; case, blanks and dashes do not count.
    pub code: String,
    /// Whose television it is, when an admin pairs it; residents pair their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resident: Option<ResidentId>,
    /// What to call it, such as "Living room".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The most characters of a television's name.
pub const NAME_LIMIT: usize = 60;

/// The name as it is kept, if it can be one: some text on one line.
pub fn name_of(typed: &str) -> Option<&str> {
    label::parse(typed, NAME_LIMIT).is_ok().then(|| typed.trim())
}

/// The body of `PATCH /api/tv/pairings/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TelevisionChange {
    /// What to call it from now on.
    pub name: String,
}

/// One row of `GET /api/tv/pairings`: a television that is bound to a resident.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Television {
    /// Its id, by which it is struck.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whose it is.
    pub resident: ResidentId,
    /// Their name.
    pub resident_name: String,
    /// Since when.
    pub paired_at: Timestamp,
    /// When it last asked for anything.
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
