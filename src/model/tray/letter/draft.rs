//! The preview of a message.

use wire::invisible::is_blank;
use wire::sender::placeholder::is_file_place;
use wire::sender::template::TemplateType;
use wire::sender::{gsm, placeholder};

use super::{Envelope, LetterForm, asked_for};

/// The preview, filled in as far as possible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The subject of an e-mail, the heading of a letter.
    pub subject: Option<String>,
    /// The text; missing values remain as `((name))`.
    pub body: String,
    pub missing: Vec<String>,
    /// Characters and parts of a text message.
    pub size: Option<(usize, usize)>,
}

/// The most bytes of a preview.
const PREVIEW_LIMIT: usize = 2_000_000;

impl LetterForm {
    /// The preview.
    pub fn draft(&self) -> Option<Draft> {
        if self.envelope() == Envelope::Written {
            let is_empty = is_blank(&self.heading) && is_blank(&self.body);
            let (subject, body) = (Some(self.heading.trim().to_owned()), self.body.trim().to_owned());
            return (!is_empty).then(|| Draft { subject, body, ..Draft::default() });
        }
        let template = self.template.as_ref()?;
        let mut values = self.filled();
        if template.kind == TemplateType::Email && !self.files.is_empty() {
            let places = template.placeholders.iter().filter(|name| is_file_place(name));
            let names = self.files.iter().map(|file| file.name.as_str()).chain(std::iter::repeat(""));
            values.extend(places.zip(names).map(|(place, name)| (place.clone(), name.into())));
        }
        let is_text = template.kind == TemplateType::Sms;
        let lists = if is_text { placeholder::Lists::Sentence } else { placeholder::Lists::Bullets };
        // A text that grows beyond its limit is shown as in the template.
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
}
