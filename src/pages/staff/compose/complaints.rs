//! The server's errors, at the fields that it names; others are about the whole form.

use wire::lenient;
use wire::sender::template::Template;

use crate::api::ApiError;
use crate::model::form::{Complaints, Field};
use crate::model::tray::letter::{LetterField, asked_for};

/// The problems of a refusal.
pub fn complaints(error: &ApiError, template: Option<&Template>) -> Complaints {
    let ApiError::Refused { body, .. } = error else { return vec![("", error.message())] };
    let problem: wire::problem::Problem = lenient::from_str(body).unwrap_or_default();
    let mut found = Complaints::new();
    for (field, all) in problem.errors.iter() {
        found.extend(all.iter().map(|message| (control(field, template), message.clone())));
    }
    if found.is_empty() { vec![("", error.message())] } else { found }
}

/// The control of an API field.
fn control(field: &str, template: Option<&Template>) -> &'static str {
    let field = match field {
        "email" => LetterField::Email,
        "mobileNumber" => LetterField::Number,
        "templateId" => LetterField::Template,
        "attachments" | "documentId" => LetterField::File,
        "subject" => LetterField::Heading,
        "body" => LetterField::Body,
        "address" => LetterField::Lines,
        field if field.starts_with("addressLine") => LetterField::Lines,
        field => {
            let name = field.strip_prefix("personalisationParams.");
            let names = template.map(asked_for).unwrap_or_default();
            match name.and_then(|name| names.iter().position(|one| one == name)) {
                Some(place) => LetterField::Value(place),
                None => return "",
            }
        }
    };
    field.id()
}
