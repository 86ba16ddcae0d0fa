//! The compose form: recipient, channel, template and values. It becomes a request only when it is valid, by the same
//! rules as the server's.

mod document;
mod draft;

pub use draft::Draft;

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use wire::invisible::is_blank;
use wire::notification::{ADDRESS_LINES, NewNotification, NotificationType};
use wire::sender::placeholder::is_file_place;
use wire::sender::template::{Template, TemplateType};
use wire::sender::{address, email, gsm, phone, typeface};

use crate::model::form::{Field, Problem, intern};
use crate::words::{self, fill};

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterField {
    Template,
    Email,
    Number,
    Lines,
    /// The attached file, or the letter's PDF.
    File,
    /// The heading of a letter that is written here.
    Heading,
    Body,
    /// The value of a placeholder, by its index.
    Value(usize),
}

impl Field for LetterField {
    fn id(self) -> &'static str {
        match self {
            Self::Template => "letter-template",
            Self::Email => "letter-email",
            Self::Number => "letter-number",
            Self::Lines => "letter-lines",
            Self::File => "letter-file",
            Self::Heading => "letter-heading",
            Self::Body => "letter-body",
            Self::Value(place) => intern(format!("value-{}", place + 1)),
        }
    }
}

/// What a letter's envelope contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Envelope {
    #[default]
    Template,
    /// A letter written here.
    Written,
    /// A PDF, printed as it is.
    Ready,
}

/// A document that was uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// The form, as on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LetterForm {
    /// E-mail, text or letter.
    pub channel: NotificationType,
    pub template: Option<Template>,
    /// Where an e-mail goes.
    pub email: String,
    /// Where a text goes.
    pub number: String,
    pub lines: String,
    /// By the placeholders' names.
    pub values: BTreeMap<String, String>,
    /// What a letter consists of.
    pub envelope: Envelope,
    /// The heading of a letter that is written here.
    pub heading: String,
    pub body: String,
    /// The attachments, or the letter's PDF.
    pub files: Vec<Upload>,
}

/// The placeholders to fill in, except a letter's address, which has its own field.
pub fn asked_for(template: &Template) -> Vec<String> {
    let is_address = |name: &String| {
        let name = name.replace([' ', '_', '-'], "").to_ascii_lowercase();
        name.starts_with("addressline") || name == "postcode"
    };
    let is_elsewhere = |name: &String| match template.kind {
        TemplateType::Letter => is_address(name),
        TemplateType::Email => is_file_place(name),
        _ => false,
    };
    template.placeholders.iter().filter(|name| !is_elsewhere(name)).cloned().collect()
}

/// How many files an e-mail template has places for.
pub fn file_places(placeholders: &[String]) -> usize {
    placeholders.iter().filter(|name| is_file_place(name)).count()
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

/// The template type of a channel.
pub fn template_type(channel: &NotificationType) -> TemplateType {
    match channel {
        NotificationType::Text => TemplateType::Sms,
        NotificationType::Letter => TemplateType::Letter,
        _ => TemplateType::Email,
    }
}

/// The channel of a template type.
pub fn channel_of(kind: &TemplateType) -> NotificationType {
    match kind {
        TemplateType::Sms => NotificationType::Text,
        TemplateType::Letter => NotificationType::Letter,
        _ => NotificationType::Email,
    }
}

impl LetterForm {
    /// Characters of a letter that cannot be printed, at the fields that contain them.
    fn unprintable(&self, template: &Template, lines: &[String]) -> Vec<Problem<LetterField>> {
        let complain = |field, characters: String| {
            Problem::Field(field, fill(words::compose().unprintable, &[("characters", &characters)]))
        };
        let lines = typeface::named(&lines.join("\n")).map(|found| complain(LetterField::Lines, found));
        let values = asked_for(template).into_iter().enumerate().filter_map(|(place, name)| {
            let found = typeface::named(self.values.get(&name)?)?;
            Some(complain(LetterField::Value(place), found))
        });
        lines.into_iter().chain(values).collect()
    }

    /// What the envelope contains; e-mails and texts have none.
    pub fn envelope(&self) -> Envelope {
        if self.channel == NotificationType::Letter { self.envelope } else { Envelope::Template }
    }

    /// The filled-in values; an empty box is no value.
    fn filled(&self) -> Map<String, Value> {
        let filled = self.values.iter().filter(|(_, value)| !is_blank(value));
        filled.map(|(name, value)| (name.clone(), Value::String(value.trim().to_owned()))).collect()
    }

    /// The request, or all problems.
    pub fn parse(&self) -> Result<NewNotification, Vec<Problem<LetterField>>> {
        if self.envelope() != Envelope::Template {
            return self.parse_document();
        }
        let words = words::compose();
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
                if self.places() > 0 && self.files.is_empty() {
                    problems.push(Problem::Field(LetterField::File, words.attach_file.to_owned()));
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
        new.attachments = self.files.iter().take(self.places()).map(|file| file.id.clone()).collect();
        Ok(new)
    }

    /// How many files can be attached.
    pub fn places(&self) -> usize {
        match (&self.template, &self.channel) {
            (Some(template), NotificationType::Email) => file_places(&template.placeholders),
            _ => 0,
        }
    }
}

fn number_words(problem: phone::Problem) -> &'static str {
    let words = words::compose();
    match problem {
        phone::Problem::Letters => words.number_letters,
        phone::Problem::TooShort => words.number_short,
        phone::Problem::TooLong => words.number_long,
        phone::Problem::NotMobile => words.number_not_mobile,
        phone::Problem::NoCountry => words.number_no_country,
    }
}

fn lines_words(problem: address::Problem) -> &'static str {
    let words = words::compose();
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
