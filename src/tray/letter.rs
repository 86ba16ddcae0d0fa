//! What somebody writes: to whom, by which way, from which template, with which values. It becomes a request only when all
//! of it is right, by the same rules that the sender keeps.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use wire::invisible::is_blank;
use wire::notification::{ADDRESS_LINES, NewNotification, NotificationType};
use wire::sender::template::{Template, TemplateType};
use wire::sender::{address, email, gsm, phone, placeholder, typeface};

use crate::form::{Field, Problem, kept};
use crate::words::{compose, fill};

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterField {
    /// The template.
    Template,
    /// The e-mail address.
    Email,
    /// The telephone number.
    Number,
    /// The postal address.
    Lines,
    /// The value of a placeholder, by its place.
    Value(usize),
}

impl Field for LetterField {
    fn id(self) -> &'static str {
        match self {
            Self::Template => "letter-template",
            Self::Email => "letter-email",
            Self::Number => "letter-number",
            Self::Lines => "letter-lines",
            Self::Value(place) => kept(format!("value-{}", place + 1)),
        }
    }
}

/// The form as it stands on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LetterForm {
    /// E-mail, text or letter.
    pub channel: NotificationType,
    /// The chosen template.
    pub template: Option<Template>,
    /// Where an e-mail goes.
    pub email: String,
    /// Where a text goes.
    pub number: String,
    /// Where a letter goes, a line each.
    pub lines: String,
    /// The values, by the placeholders' names.
    pub values: BTreeMap<String, String>,
    /// The document that goes along.
    pub attachment: Option<String>,
}

/// What it says, filled as far as it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The subject of an e-mail, the heading of a letter.
    pub subject: Option<String>,
    /// The text; what is missing stands in it as `((name))`.
    pub body: String,
    /// What is missing.
    pub missing: Vec<String>,
    /// How many characters and parts a text has.
    pub size: Option<(usize, usize)>,
}

/// What a template asks for besides a letter's address, which has a field of its own.
pub fn asked_for(template: &Template) -> Vec<String> {
    let is_address = |name: &String| {
        let name = name.replace([' ', '_', '-'], "").to_ascii_lowercase();
        name.starts_with("addressline") || name == "postcode"
    };
    let is_letter = template.kind == TemplateType::Letter;
    let names = template.placeholders.iter().filter(|name| !is_letter || !is_address(name));
    names.cloned().collect()
}

/// `firstName` and `first_name` as words: "First name". Names of fields are ASCII; the tables for all other letters would be
/// a fiftieth of the tray.
pub fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        match c {
            '_' | '-' => words.push(' '),
            c if c.is_ascii_uppercase() && !words.is_empty() => {
                words.push(' ');
                words.push(c.to_ascii_lowercase());
            }
            c if words.is_empty() => words.push(c.to_ascii_uppercase()),
            c => words.push(c),
        }
    }
    words
}

/// The kind of templates that go by a channel.
pub fn template_type(channel: &NotificationType) -> TemplateType {
    match channel {
        NotificationType::Text => TemplateType::Sms,
        NotificationType::Letter => TemplateType::Letter,
        _ => TemplateType::Email,
    }
}

/// The channel by which templates of a kind go.
pub fn channel_of(kind: &TemplateType) -> NotificationType {
    match kind {
        TemplateType::Sms => NotificationType::Text,
        TemplateType::Letter => NotificationType::Letter,
        _ => NotificationType::Email,
    }
}

/// The most bytes of a preview.
const PREVIEW_LIMIT: usize = 2_000_000;

impl LetterForm {
    /// The preview.
    pub fn draft(&self) -> Option<Draft> {
        let template = self.template.as_ref()?;
        let values = self.filled();
        let is_text = template.kind == TemplateType::Sms;
        let lists = if is_text { placeholder::Lists::Sentence } else { placeholder::Lists::Bullets };
        // A text that grows beyond its limit is shown as it stands in the template.
        let fill = |text: &str, lists| {
            placeholder::fill(text, &values, lists, PREVIEW_LIMIT).unwrap_or_else(|_| text.to_owned())
        };
        let body = fill(&template.body, lists);
        let body = if is_text { gsm::written(&body) } else { body.trim().to_owned() };
        let subject = template.subject.as_deref().filter(|_| !is_text);
        let missing = asked_for(template).into_iter().filter(|name| !values.contains_key(name)).collect();
        Some(Draft {
            subject: subject.map(|text| fill(text, placeholder::Lists::Sentence)),
            missing,
            size: is_text.then(|| (gsm::length(&body), gsm::parts(&body))),
            body,
        })
    }

    /// What of a letter the printer has no characters for, at the fields that hold it.
    fn unprintable(&self, template: &Template, lines: &[String]) -> Vec<Problem<LetterField>> {
        let complain = |field, characters: String| {
            Problem::Field(field, fill(compose().unprintable, &[("characters", &characters)]))
        };
        let lines = typeface::named(&lines.join("\n")).map(|found| complain(LetterField::Lines, found));
        let values = asked_for(template).into_iter().enumerate().filter_map(|(place, name)| {
            let found = typeface::named(self.values.get(&name)?)?;
            Some(complain(LetterField::Value(place), found))
        });
        lines.into_iter().chain(values).collect()
    }

    /// What is filled in; an empty box is no value.
    fn filled(&self) -> Map<String, Value> {
        let filled = self.values.iter().filter(|(_, value)| !is_blank(value));
        filled.map(|(name, value)| (name.clone(), Value::String(value.trim().to_owned()))).collect()
    }

    /// The request, or everything that is wrong.
    pub fn parse(&self) -> Result<NewNotification, Vec<Problem<LetterField>>> {
        let words = compose();
        let mut problems = Vec::new();
        let mut complain = |field, message: String| problems.push(Problem::Field(field, message));
        let mut new =
            NewNotification { notification_type: self.channel.clone(), ..NewNotification::default() };
        let mut lines = Vec::new();
        match self.channel {
            NotificationType::Text => match phone::parse(&self.number) {
                Ok(_) => new.mobile_number = Some(phone::tidy(&self.number)),
                Err(problem) => complain(LetterField::Number, number_words(problem).to_owned()),
            },
            NotificationType::Letter => {
                let typed: Vec<&str> = self.lines.lines().collect();
                match address::parse(&typed) {
                    Ok(tidy) => lines = tidy,
                    Err(problem) => complain(LetterField::Lines, lines_words(problem).to_owned()),
                }
            }
            _ => match email::parse(&self.email) {
                Some(address) => new.email = Some(address),
                None => complain(LetterField::Email, words.enter_email.to_owned()),
            },
        }
        let to = new.email.clone().or_else(|| new.mobile_number.clone()).or_else(|| lines.first().cloned());
        match &self.template {
            None => complain(LetterField::Template, words.choose_template.to_owned()),
            Some(template) => {
                let values = self.filled();
                for (place, name) in asked_for(template).iter().enumerate() {
                    if !values.contains_key(name) {
                        complain(
                            LetterField::Value(place),
                            fill(words.enter_value, &[("name", &spaced(name))]),
                        );
                    }
                }
                if let Some(Draft { size: Some((length, _)), .. }) =
                    self.draft().filter(|_| problems.is_empty())
                    && length > gsm::LIMIT
                {
                    let message = fill(words.text_too_long, &[("count", &length.to_string())]);
                    problems.push(Problem::Field(LetterField::Template, message));
                }
                if self.channel == NotificationType::Letter {
                    problems.extend(self.unprintable(template, &lines));
                }
                new.template_id = Some(template.id.clone());
                let to = to.unwrap_or_default();
                new.message = Some(fill(words.message, &[("template", &template.name), ("to", &to)]));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let filled = self.filled().into_iter();
        new.personalisation_params =
            filled.filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect();
        new.personalisation_params
            .extend(ADDRESS_LINES.iter().zip(lines).map(|(name, line)| ((*name).to_owned(), line)));
        new.attachments = self.attachment.clone().into_iter().collect();
        Ok(new)
    }
}

fn number_words(problem: phone::Problem) -> &'static str {
    let words = compose();
    match problem {
        phone::Problem::Letters => words.number_letters,
        phone::Problem::TooShort => words.number_short,
        phone::Problem::TooLong => words.number_long,
        phone::Problem::NotMobile => words.number_not_mobile,
        phone::Problem::NoCountry => words.number_no_country,
    }
}

fn lines_words(problem: address::Problem) -> &'static str {
    let words = compose();
    match problem {
        address::Problem::TooShort => words.lines_short,
        address::Problem::TooLong => words.lines_long,
        address::Problem::Empty => words.lines_empty,
        address::Problem::NoPostcode => words.lines_postcode,
        address::Problem::Sign => words.lines_sign,
        address::Problem::Nowhere => words.lines_nowhere,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
