//! The plain response of the Callouts and Session APIs, and messages to the control room.

use crate::invisible::is_blank;
use crate::lenient::{Fields, Lenient};
use serde::{Deserialize, Serialize};

/// `{"message"}`: the body of every error of these APIs, and of responses without other content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// What happened, and what to do about it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub message: String,
}

impl Lenient for Message {
    fn read(value: serde_json::Value) -> Option<Self> {
        Fields::of(value).map(|mut fields| Self { message: fields.take("message") })
    }
}

impl Message {
    /// A response with this `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

/// Maximum length of a comment or a reply in characters.
pub const COMMENT_LIMIT: usize = 2000;

/// A comment by the resident, or a reply by the control room: 1 to 2000 characters, not all blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Message", into = "Message")]
pub struct NewComment(String);

impl NewComment {
    /// Checks the text and keeps it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let length = text.trim().chars().count();
        if is_blank(text) {
            return Err("message: write 1 to 2000 characters".to_owned());
        }
        if length > COMMENT_LIMIT {
            return Err(format!("message: write at most 2000 characters; this has {length}"));
        }
        Ok(Self(text.trim().to_owned()))
    }

    /// The text of the comment.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<Message> for NewComment {
    type Error = String;
    fn try_from(body: Message) -> Result<Self, String> {
        Self::parse(&body.message)
    }
}

impl From<NewComment> for Message {
    fn from(comment: NewComment) -> Self {
        Self { message: comment.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_has_one_to_two_thousand_characters() {
        assert!(NewComment::parse("é").is_ok());
        assert!(NewComment::parse(&"é".repeat(2000)).is_ok());
        assert!(NewComment::parse(&"é".repeat(2001)).is_err());
        assert!(NewComment::parse(" \n").is_err());
        assert!(serde_json::from_str::<NewComment>("{}").is_err());
    }
}
