//! Rules of templates: validation of the form, and search.

use serde_json::{Map, Value};
use wire::fold::fold;
use wire::invisible::is_blank;
use wire::sender::template::{
    BODY_LIMIT, NAME_LIMIT, Template, TemplateChange, TemplateType, contact_block, placeholders,
};
use wire::sender::{gsm, placeholder, typeface};

use crate::model::form::{Complaints, Field, Problem};
use crate::words::{self, fill};

/// The filter value for archived templates.
pub const ARCHIVED: &str = "archived";

/// The default postage.
pub const USUAL_POSTAGE: &str = "second";

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateField {
    /// What staff call it.
    Name,
    /// The subject of an e-mail, the heading of a letter.
    Subject,
    Body,
    /// How a letter is posted.
    Postage,
    /// Where a letter says to answer.
    Contact,
}

impl Field for TemplateField {
    fn id(self) -> &'static str {
        match self {
            Self::Name => "template-name",
            Self::Subject => "template-subject",
            Self::Body => "template-body",
            Self::Postage => "template-postage",
            Self::Contact => "template-contact",
        }
    }
}

/// The form, as on the screen. A text keeps the subject that was typed before the type was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateForm {
    pub kind: TemplateType,
    /// What staff call it.
    pub name: String,
    pub subject: String,
    pub body: String,
    /// How a letter is posted.
    pub postage: String,
    /// Where a letter says to answer.
    pub contact: String,
}

impl TemplateForm {
    /// The form of a template, or of one of its versions.
    pub fn of(template: &Template) -> Self {
        Self {
            kind: template.kind.clone(),
            name: template.name.clone(),
            subject: template.subject.clone().unwrap_or_default(),
            body: template.body.clone(),
            postage: template.postage.clone().unwrap_or_else(|| USUAL_POSTAGE.to_owned()),
            contact: template.letter_contact_block.clone().unwrap_or_default(),
        }
    }

    /// As a template, for the preview.
    pub fn template(&self) -> Template {
        let subject = (self.kind != TemplateType::Sms).then(|| self.subject.clone());
        Template {
            placeholders: placeholders(subject.as_deref(), &self.body),
            kind: self.kind.clone(),
            name: self.name.clone(),
            body: self.body.clone(),
            subject,
            ..Template::default()
        }
    }

    /// The request, or all problems.
    pub fn parse(&self) -> Result<TemplateChange, Vec<Problem<TemplateField>>> {
        let texts = words::templates();
        let mut problems = Vec::new();
        let mut check = |field, text: &str, limit: usize, empty: &str| {
            let message = match text.trim().chars().count() {
                _ if is_blank(text) => empty.to_owned(),
                count if count > limit => fill(texts.too_long, &[("limit", &limit.to_string())]),
                _ => return,
            };
            problems.push(Problem::Field(field, message));
        };
        let is_text = self.kind == TemplateType::Sms;
        check(TemplateField::Name, &self.name, NAME_LIMIT, texts.enter_name);
        if !is_text {
            check(TemplateField::Subject, &self.subject, NAME_LIMIT, texts.enter_subject);
        }
        check(TemplateField::Body, &self.body, BODY_LIMIT, texts.enter_body);
        let (length, _) = text_size(&self.body);
        if is_text && length > gsm::LIMIT && self.body.chars().count() <= BODY_LIMIT {
            let values = [("count", length.to_string()), ("limit", gsm::LIMIT.to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            problems.push(Problem::Field(TemplateField::Body, fill(texts.text_too_long, &values)));
        }
        let is_letter = self.kind == TemplateType::Letter;
        let contact = contact_block(&self.contact);
        if is_letter {
            if contact.is_err() {
                problems.push(Problem::Field(TemplateField::Contact, texts.contact_too_long.to_owned()));
            }
            for (field, text) in [
                (TemplateField::Subject, &self.subject),
                (TemplateField::Body, &self.body),
                (TemplateField::Contact, &self.contact),
            ] {
                if let Some(characters) = typeface::named(text) {
                    let message = fill(words::compose().unprintable, &[("characters", &characters)]);
                    problems.push(Problem::Field(field, message));
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(TemplateChange {
            kind: Some(self.kind.clone()),
            name: Some(self.name.trim().to_owned()),
            subject: (!is_text).then(|| self.subject.trim().to_owned()),
            body: Some(self.body.trim().to_owned()),
            postage: is_letter.then(|| self.postage.clone()),
            letter_contact_block: contact.ok().filter(|_| is_letter),
            ..TemplateChange::default()
        })
    }
}

/// The fewest characters and parts of a text, before its fields are filled in.
pub fn text_size(body: &str) -> (usize, usize) {
    let empty = |name: String| (name, Value::String(String::new()));
    let values: Map<_, _> = placeholder::names(&[body]).into_iter().map(empty).collect();
    // Without values nothing grows.
    let filled = placeholder::fill(body, &values, placeholder::Lists::Sentence, body.len());
    let written = gsm::written(filled.as_deref().unwrap_or(body));
    (gsm::length(&written), gsm::parts(&written))
}

/// The server's errors at the fields that it names; others are about the whole form.
pub fn complaints(problem: &wire::problem::Problem) -> Complaints {
    let at = |field: &str| match field {
        "name" => TemplateField::Name.id(),
        "subject" => TemplateField::Subject.id(),
        "body" => TemplateField::Body.id(),
        "postage" => TemplateField::Postage.id(),
        "letterContactBlock" => TemplateField::Contact.id(),
        _ => "",
    };
    let all = problem.errors.iter();
    all.flat_map(|(field, all)| all.iter().map(move |message| (at(field), message.clone()))).collect()
}

/// Whether a list filtered by `kind` and these words contains it.
pub fn is_found(template: &Template, words: &str, kind: &str) -> bool {
    let is_kind = match kind {
        ARCHIVED => template.archived,
        kind => !template.archived && (kind.is_empty() || template.kind.as_str() == kind),
    };
    let subject = template.subject.as_deref().unwrap_or_default();
    let text = fold(&format!("{} {subject} {}", template.name, template.body));
    is_kind && fold(words).split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: TemplateType, body: &str) -> TemplateForm {
        let (name, subject) = ("Reminder".to_owned(), "Your visit".to_owned());
        TemplateForm {
            kind,
            name,
            subject,
            body: body.to_owned(),
            postage: USUAL_POSTAGE.to_owned(),
            contact: String::new(),
        }
    }

    fn ids(problems: &[Problem<TemplateField>]) -> Vec<&'static str> {
        crate::model::form::summary(problems).into_iter().map(|(id, _)| id).collect()
    }

    #[test]
    fn all_missing_fields_are_reported_at_once_and_a_text_needs_no_subject() {
        let empty = TemplateForm { kind: TemplateType::Email, ..TemplateForm::default() };
        let all = ["template-name", "template-subject", "template-body"];
        assert_eq!(ids(&empty.parse().unwrap_err()), all);
        let text = TemplateForm { kind: TemplateType::Sms, ..empty };
        assert_eq!(ids(&text.parse().unwrap_err()), ["template-name", "template-body"]);
    }

    #[test]
    fn each_kind_is_sent_with_its_own_fields() {
        let sent = |kind| {
            let change = form(kind, " Dear ((name)) ").parse().unwrap();
            (change.subject.is_some(), change.postage.is_some(), change.body.unwrap())
        };
        let body = || "Dear ((name))".to_owned();
        assert_eq!(sent(TemplateType::Email), (true, false, body()));
        assert_eq!(sent(TemplateType::Sms), (false, false, body()));
        assert_eq!(sent(TemplateType::Letter), (true, true, body()));
    }

    #[test]
    fn a_text_is_counted_without_its_fields() {
        assert_eq!(text_size("Hello ((name))((late?? and late))"), (5, 1));
        assert_eq!(text_size(&"a".repeat(161)), (161, 2));
        let long = form(TemplateType::Sms, &"a".repeat(919));
        assert_eq!(ids(&long.parse().unwrap_err()), ["template-body"]);
        assert!(form(TemplateType::Email, &"a".repeat(919)).parse().is_ok());
    }

    #[test]
    fn a_letter_has_a_contact_and_only_printable_characters() {
        let mut letter = form(TemplateType::Letter, "Dear ((name))");
        letter.contact = " Acme Housing \n\n 1 Office Road ".to_owned();
        let change = letter.parse().unwrap();
        assert_eq!(change.letter_contact_block.as_deref(), Some("Acme Housing\n1 Office Road"));
        letter.contact = "a\n".repeat(11);
        assert_eq!(ids(&letter.parse().unwrap_err()), ["template-contact"]);
        letter.contact = "Acme 漢".to_owned();
        letter.body = "Dear 😀".to_owned();
        assert_eq!(ids(&letter.parse().unwrap_err()), ["template-body", "template-contact"]);
        let email = TemplateForm { kind: TemplateType::Email, ..letter };
        assert_eq!(email.parse().unwrap().letter_contact_block, None);
    }

    #[test]
    fn the_servers_errors_are_shown_at_their_fields() {
        let mut errors = wire::problem::FieldErrors::one("subject", "write a subject");
        errors.add("serviceId", "choose one");
        let problem = wire::problem::Problem { errors, ..wire::problem::Problem::default() };
        let found = complaints(&problem);
        assert!(found.contains(&("template-subject", "write a subject".to_owned())));
        assert!(found.contains(&("", "choose one".to_owned())));
    }

    #[test]
    fn a_template_is_found_by_all_its_words_and_archived_ones_only_among_themselves() {
        let mut template = form(TemplateType::Email, "Dear ((name)), your boiler").template();
        for (words, kind, expected) in [
            ("", "", true),
            ("boiler REMIND", "email", true),
            ("böiler", "", true),
            ("visit", "sms", false),
            ("gutter", "", false),
            ("", ARCHIVED, false),
        ] {
            assert_eq!(is_found(&template, words, kind), expected, "{words} {kind}");
        }
        template.archived = true;
        assert!(is_found(&template, "boiler", ARCHIVED) && !is_found(&template, "boiler", "email"));
    }
}
