//! The payload for the service worker, and the parameters for the push service.
//!
//! A push service accepts 4,096 bytes of encrypted message (RFC 8030, 7.2) and refuses more permanently. So long texts are cut:
//! the body first, then the title. The link and the ids are never cut.

use serde::{Deserialize, Serialize};

/// A push as the service worker reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Payload {
    pub title: String,
    pub body: String,
    /// The path that a tap opens.
    pub path: String,
    /// A later push with the same tag replaces this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// The URL where the service worker confirms the arrival.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The notification that the push can acknowledge or open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification: Option<String>,
    /// Adds the button "I have seen this", which the history records.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub seen: bool,
    /// For the push service only: how long and how urgently it tries.
    #[serde(skip)]
    pub urgency: Urgency,
}

/// The largest encrypted message that every push service accepts.
pub(crate) const ENCRYPTED_LIMIT: usize = 4096;

/// The size for push services that refused the usual one.
pub(crate) const SMALL_LIMIT: usize = 1536;

/// The bytes that encryption adds (RFC 8188, 2.1; RFC 8291, 4): salt 16, record size 4, key length 1 and key 65, delimiter 1, tag
/// 16.
const OVERHEAD: usize = 16 + 4 + 1 + 65 + 1 + 16;

/// Marks a text that was cut.
const CUT: char = '…';

impl Payload {
    /// The JSON for the service worker, cut so that it has at most this many bytes when encrypted.
    pub(crate) fn to_json(&self, encrypted_limit: usize) -> Result<Vec<u8>, serde_json::Error> {
        let most = encrypted_limit.saturating_sub(OVERHEAD);
        let whole = serde_json::to_vec(self)?;
        if whole.len() <= most {
            return Ok(whole);
        }
        let bare = Self { title: String::new(), body: String::new(), ..self.clone() };
        let room = most.saturating_sub(serde_json::to_vec(&bare)?.len());
        // The title is more important, so the body gets the remaining space.
        let title = shortened(&self.title, room.min(self.title_room(room)))?;
        let body = shortened(&self.body, room.saturating_sub(json_length(&title)?))?;
        serde_json::to_vec(&Self { title, body, ..bare })
    }

    /// At least a third of the space is for the body if both are long.
    fn title_room(&self, room: usize) -> usize {
        if self.body.is_empty() { room } else { room - room / 3 }
    }
}

/// The bytes that a text needs inside of JSON, without quotation marks.
fn json_length(text: &str) -> Result<usize, serde_json::Error> {
    Ok(serde_json::to_string(text)?.len() - 2)
}

/// The longest beginning of the text that fits into this many bytes of JSON, cut between characters.
fn shortened(text: &str, room: usize) -> Result<String, serde_json::Error> {
    if json_length(text)? <= room {
        return Ok(text.to_owned());
    }
    let mut left = room.saturating_sub(CUT.len_utf8());
    let mut kept = String::new();
    for c in text.chars() {
        let length = json_length(c.encode_utf8(&mut [0; 4]))?;
        if length > left {
            break;
        }
        left -= length;
        kept.push(c);
    }
    if room >= CUT.len_utf8() {
        // A joiner at the end would combine the mark with the character before it.
        kept.truncate(kept.trim_end_matches(['\u{200d}', '\u{fe0f}', ' ', '\n']).len());
        kept.push(CUT);
    }
    Ok(kept)
}

/// The value of the column `content` of a push.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) urgency: Urgency,
    pub(crate) payload: Payload,
}

/// How urgently a push service wakes the device (RFC 8030, 5.3), and for how long it keeps trying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// Ordinary notifications: for a day.
    #[default]
    Normal,
    /// An alarm: at once, and for at most an hour.
    High,
}

impl Urgency {
    /// The value of the header.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::High => "high",
        }
    }

    /// Seconds for which the push service keeps a message for an unreachable device.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Normal => 24 * 60 * 60,
            Self::High => 60 * 60,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use web_push_native::p256::SecretKey;
    use web_push_native::{Auth, encrypt};

    fn encrypted(payload: &Payload, limit: usize) -> usize {
        let public = SecretKey::from_slice(&[7; 32]).unwrap().public_key();
        let json = payload.to_json(limit).unwrap();
        let _: serde_json::Value = serde_json::from_slice(&json).unwrap();
        encrypt(json, &public, &Auth::from([9; 16])).unwrap().len()
    }

    fn long(title: &str, body: &str, times: usize) -> Payload {
        Payload {
            title: title.repeat(times),
            body: body.repeat(times),
            path: "/staff/tray/0190".to_owned(),
            tag: Some("topic".to_owned()),
            receipt: Some("/api/push-receipts/secret".to_owned()),
            notification: Some("0190".to_owned()),
            seen: true,
            urgency: Urgency::High,
        }
    }

    #[test]
    fn a_long_text_is_cut_and_what_it_is_about_stays() {
        for (title, body) in
            [("a", "b"), ("é", "漢"), ("\"", "\\"), ("\u{1}", "\u{1f469}\u{200d}\u{1f692}"), ("Rose", "")]
        {
            let payload = long(title, body, 4000);
            assert!(encrypted(&payload, ENCRYPTED_LIMIT) <= ENCRYPTED_LIMIT, "{title:?} {body:?}");
            assert!(encrypted(&payload, SMALL_LIMIT) <= SMALL_LIMIT, "{title:?} {body:?}");
            let read: Payload = serde_json::from_slice(&payload.to_json(ENCRYPTED_LIMIT).unwrap()).unwrap();
            assert_eq!((&read.path, &read.tag), (&payload.path, &payload.tag));
            assert_eq!((&read.receipt, &read.notification), (&payload.receipt, &payload.notification));
            let written = |text: &str| serde_json::to_string(text).unwrap().len();
            assert!(read.title.ends_with(CUT) && written(&read.title) > 1000, "{}", written(&read.title));
            assert!(
                body.is_empty() || read.body.ends_with(CUT) && written(&read.body) > 300,
                "{}",
                written(&read.body)
            );
        }
    }

    #[test]
    fn the_limit_is_used_to_the_last_byte_and_a_short_text_is_left_alone() {
        let payload = Payload { body: "b".repeat(9000), ..Payload::default() };
        assert_eq!(encrypted(&payload, ENCRYPTED_LIMIT), ENCRYPTED_LIMIT);
        let payload = long("Rose", "asks for help.", 1);
        let read: Payload = serde_json::from_slice(&payload.to_json(ENCRYPTED_LIMIT).unwrap()).unwrap();
        assert_eq!((read.title.as_str(), read.body.as_str()), ("Rose", "asks for help."));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_text_is_too_long(title in "\\PC{0,1500}|[\"\\\\\n\u{1}]{0,1500}", body in "\\PC{0,5000}") {
            let payload = Payload { title, body, path: "/".to_owned(), ..Payload::default() };
            prop_assert!(encrypted(&payload, ENCRYPTED_LIMIT) <= ENCRYPTED_LIMIT);
        }
    }
}
