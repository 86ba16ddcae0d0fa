//! The form that records an attempt to reach the resident by telephone.

use wire::control::Phoned;
use wire::message::COMMENT_LIMIT;
use wire::sender::phone;

use crate::model::form::{Field, Problem};
use crate::words;

/// The form's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhonedField {
    /// The number that was rung.
    Number,
    Answered,
    Note,
}

impl Field for PhonedField {
    fn id(self) -> &'static str {
        match self {
            Self::Number => "phoned-number",
            Self::Answered => "phoned-answered",
            Self::Note => "phoned-note",
        }
    }
}

/// The form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhonedForm {
    /// The number that was rung.
    pub number: String,
    pub answered: Option<bool>,
    pub note: String,
}

impl PhonedForm {
    /// Validates the form.
    pub fn parse(&self) -> Result<Phoned, Vec<Problem<PhonedField>>> {
        let mut problems = Vec::new();
        if phone::dialable(&self.number).is_err() {
            problems.push(Problem::Field(PhonedField::Number, words::phoned().enter_number.to_owned()));
        }
        if self.answered.is_none() {
            problems.push(Problem::Field(PhonedField::Answered, words::phoned().choose_answered.to_owned()));
        }
        let note = self.note.trim();
        if note.chars().count() > COMMENT_LIMIT {
            problems.push(Problem::Field(PhonedField::Note, words::phoned().too_long.to_owned()));
        }
        match self.answered {
            Some(answered) if problems.is_empty() => Ok(Phoned {
                number: phone::tidy(&self.number),
                answered,
                note: (!note.is_empty()).then(|| note.to_owned()),
            }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_needs_a_number_and_an_answer() {
        let empty = PhonedForm::default().parse().unwrap_err();
        assert_eq!(empty.len(), 2);
        let form = PhonedForm { number: " +27 83 123 4567".into(), answered: Some(false), note: " ".into() };
        assert_eq!(
            form.parse(),
            Ok(Phoned { number: "+27 83 123 4567".into(), answered: false, note: None })
        );
    }
}
