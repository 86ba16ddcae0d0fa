//! A resident's reply to a survey or to a failed visit.

use crate::invisible::is_blank;
use crate::lenient::{Fields, read_leniently};
use crate::problem::FieldErrors;
use crate::target_type::TargetType;
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;
use serde_json::Value;

use super::NOTE_LIMIT;

words!(
    /// The possible replies; the notification's type decides which apply.
    ReplyChoice {
        /// To a survey: very satisfied.
        VerySatisfied = "very-satisfied",
        /// To a survey: fairly satisfied.
        Satisfied = "satisfied",
        /// To a survey: neither satisfied nor dissatisfied.
        Neither = "neither",
        /// To a survey: fairly dissatisfied.
        Dissatisfied = "dissatisfied",
        /// To a survey: very dissatisfied.
        VeryDissatisfied = "very-dissatisfied",
        /// To a failed visit: the resident will be at home, as the note says.
        AtHome = "at-home",
        /// To a failed visit: call first.
        RingFirst = "ring-first",
    }
);

impl ReplyChoice {
    /// Whether a note is needed.
    pub fn needs_note(&self) -> bool {
        matches!(self, Self::AtHome)
    }
}

impl TargetType {
    /// The possible replies to this type; empty for types without replies.
    pub fn reply_choices(&self) -> &'static [ReplyChoice] {
        use ReplyChoice as R;
        match self {
            Self::SatisfactionSurvey => {
                &[R::VerySatisfied, R::Satisfied, R::Neither, R::Dissatisfied, R::VeryDissatisfied]
            }
            Self::NoAccess => &[R::AtHome, R::RingFirst],
            _ => &[],
        }
    }
}

/// The body of `POST /api/notifications/{id}/reply`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NewNotificationReply))]
pub struct NewReply {
    pub answer: ReplyChoice,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl NewReply {
    /// Parses a reply to a notification of this type and reports all problems at once.
    pub fn read(body: Value, kind: &TargetType) -> Result<Self, FieldErrors> {
        let choices = kind.reply_choices();
        let Some(mut fields) = Fields::of(body).filter(|_| !choices.is_empty()) else {
            let complaint =
                if choices.is_empty() { "this takes no reply" } else { "send an object with answer" };
            return Err(FieldErrors::one("answer", complaint));
        };
        let mut errors = FieldErrors::default();
        let answer: ReplyChoice = fields.take("answer");
        if !choices.contains(&answer) {
            let texts: Vec<_> = choices.iter().map(ReplyChoice::as_str).collect();
            errors.add("answer", format!("write one of {}", texts.join(", ")));
        }
        let note = match fields.take::<Value>("note") {
            Value::Null => None,
            Value::String(note) if note.chars().count() > NOTE_LIMIT => {
                errors.add("note", format!("write at most {NOTE_LIMIT} characters"));
                None
            }
            Value::String(note) => Some(note.trim().to_owned()).filter(|note| !is_blank(note)),
            _ => {
                errors.add("note", "write text");
                None
            }
        };
        if answer.needs_note() && note.is_none() && errors.of("note").is_empty() {
            errors.add("note", "write when you are at home");
        }
        errors.or(Self { answer, note })
    }
}

/// A resident's reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotificationReply))]
pub struct Reply {
    pub answer: ReplyChoice,
    pub note: Option<String>,
    /// The resident's name; left out in their own view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub at: Timestamp,
}

read_leniently!(Reply { answer, note, name, at });

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_type_takes_its_own_replies_only() {
        let survey = TargetType::SatisfactionSurvey;
        assert!(NewReply::read(json!({"answer": "very-satisfied"}), &survey).is_ok());
        for answer in [json!("at-home"), json!("good"), json!(5), json!(null)] {
            let errors = NewReply::read(json!({"answer": answer}), &survey).unwrap_err();
            assert_eq!(errors.of("answer").len(), 1, "{answer}");
        }
        let other = NewReply::read(json!({"answer": "at-home"}), &TargetType::CourtAction).unwrap_err();
        assert_eq!(other.of("answer"), ["this takes no reply"]);
    }

    #[test]
    fn who_is_at_home_says_when() {
        let errors =
            NewReply::read(json!({"answer": "at-home", "note": " "}), &TargetType::NoAccess).unwrap_err();
        assert_eq!(errors.of("note").len(), 1);
        assert!(NewReply::read(json!({"answer": "ring-first"}), &TargetType::NoAccess).is_ok());
    }
}
