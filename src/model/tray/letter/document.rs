//! Letters without a template: written here, or a PDF that is printed as it is.

use wire::invisible::is_blank;
use wire::letter::NewLetter;
use wire::notification::{NewNotification, NotificationType};
use wire::sender::template::{BODY_LIMIT, NAME_LIMIT};
use wire::sender::{address, typeface};

use super::{Envelope, LetterField, LetterForm, lines_words};
use crate::model::form::Problem;
use crate::words::{self, fill};

impl LetterForm {
    /// A letter written here, or all its problems.
    pub fn written(&self) -> Result<NewLetter, Vec<Problem<LetterField>>> {
        let words = words::compose();
        let mut problems = Vec::new();
        let typed: Vec<&str> = self.lines.lines().collect();
        let address = address::parse(&typed).unwrap_or_else(|problem| {
            problems.push(Problem::Field(LetterField::Lines, lines_words(problem).to_owned()));
            Vec::new()
        });
        let lines = address.join("\n");
        for (field, text, limit, empty) in [
            (LetterField::Lines, &lines, BODY_LIMIT, ""),
            (LetterField::Heading, &self.heading, NAME_LIMIT, words.enter_heading),
            (LetterField::Body, &self.body, BODY_LIMIT, words.enter_body),
        ] {
            if is_blank(text) && !empty.is_empty() {
                problems.push(Problem::Field(field, empty.to_owned()));
            } else if text.trim().chars().count() > limit {
                let message = fill(words.too_long, &[("limit", &limit.to_string())]);
                problems.push(Problem::Field(field, message));
            } else if let Some(characters) = typeface::named(text) {
                problems.push(Problem::Field(field, fill(words.unprintable, &[("characters", &characters)])));
            }
        }
        let (subject, body) = (self.heading.trim().to_owned(), self.body.trim().to_owned());
        if problems.is_empty() { Ok(NewLetter { address, subject, body }) } else { Err(problems) }
    }

    /// A letter without a template; the document is known once it is stored.
    pub(super) fn parse_document(&self) -> Result<NewNotification, Vec<Problem<LetterField>>> {
        let words = words::compose();
        let message = match self.envelope() {
            Envelope::Ready => match self.files.first() {
                Some(file) => fill(words.message_pdf, &[("name", &file.name)]),
                None => return Err(vec![Problem::Field(LetterField::File, words.choose_pdf.to_owned())]),
            },
            _ => {
                let letter = self.written()?;
                let to = letter.address.first().map(String::as_str).unwrap_or_default();
                fill(words.message_letter, &[("subject", &letter.subject), ("to", to)])
            }
        };
        Ok(NewNotification {
            notification_type: NotificationType::Letter,
            document_id: self.files.first().map(|file| file.id.clone()),
            message: Some(message),
            ..NewNotification::default()
        })
    }
}
