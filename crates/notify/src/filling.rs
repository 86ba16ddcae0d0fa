//! What a message says: a template with the values in their places, within the limits of its channel.

use serde_json::{Map, Value};
use wire::sender::placeholder::Lists;
use wire::sender::{gsm, placeholder, typeface};

use super::refusal::Refusal;
use database::entity::template;

/// The most bytes of an e-mail's text.
const EMAIL_LIMIT: usize = 2_000_000;
/// The most bytes of a letter's text: far more than ten pages hold.
const LETTER_LIMIT: usize = 500_000;
/// The most bytes of a text message before its blanks are tidied away.
const TEXT_LIMIT: usize = 100_000;

/// Refuses when a placeholder has no value.
pub(super) fn check_values(template: &template::Model, values: &Map<String, Value>) -> Result<(), Refusal> {
    let missing =
        placeholder::missing(&[template.subject.as_deref().unwrap_or_default(), &template.body], values);
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::bad_request(format!("Missing personalisation: {}", missing.join(", "))))
}

/// The most bytes that a message of this kind of template may have while it is filled. A text's own limit counts what is left
/// once blanks are tidied away, and a letter's its pages; both are checked later.
fn fill_limit(kind: &str) -> usize {
    match kind {
        "email" => EMAIL_LIMIT,
        "letter" => LETTER_LIMIT,
        _ => TEXT_LIMIT,
    }
}

/// The template's subject and text with the values in their places.
pub fn fill(
    template: &template::Model,
    values: &Map<String, Value>,
) -> Result<(Option<String>, String), Refusal> {
    let limit = fill_limit(&template.kind);
    let fill = |text: &str, lists: Lists| {
        placeholder::fill(text, values, lists, limit).map_err(|_| too_long(&template.kind, limit))
    };
    if template.kind == "sms" {
        return Ok((None, gsm::written(&fill(&template.body, Lists::Sentence)?)));
    }
    let subject = template.subject.as_deref().map(|subject| {
        let subject = fill(subject, Lists::Sentence)?;
        Ok::<_, Refusal>(subject.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    Ok((subject.transpose()?, fill(&template.body, Lists::Bullets)?.trim().to_owned()))
}

fn too_long(kind: &str, limit: usize) -> Refusal {
    let what = match kind {
        "sms" => {
            let characters = gsm::LIMIT;
            return Refusal::bad_request(format!(
                "Your message is too long. Text messages cannot be longer than {characters} characters. Your message is more \
                 than {limit} bytes long."
            ));
        }
        "letter" => "Letters",
        _ => "Emails",
    };
    Refusal::bad_request(format!(
        "Your message is too long. {what} cannot be longer than {limit} bytes. Your message is longer."
    ))
}

/// Refuses a letter that would be printed with empty boxes.
pub(super) fn check_printable(texts: &[&str]) -> Result<(), Refusal> {
    match typeface::problem(texts) {
        Some(problem) => Err(Refusal::validation(vec![problem])),
        None => Ok(()),
    }
}

/// Refuses an empty message.
pub(super) fn check_words(body: &str) -> Result<(), Refusal> {
    if body.is_empty() { Err(Refusal::bad_request("Your message is empty.")) } else { Ok(()) }
}

/// Refuses one that is too long for its channel.
pub(super) fn check_length(channel: &str, body: &str) -> Result<(), Refusal> {
    let count = gsm::length(body);
    if channel == "sms" && count > gsm::LIMIT {
        return Err(Refusal::bad_request(format!(
            "Your message is too long. Text messages cannot be longer than {} characters. Your message is {count} \
             characters long.",
            gsm::LIMIT
        )));
    }
    if channel == "email" && body.len() > EMAIL_LIMIT {
        return Err(Refusal::bad_request(format!(
            "Your message is too long. Emails cannot be longer than {EMAIL_LIMIT} bytes. Your message is {} bytes.",
            body.len()
        )));
    }
    Ok(())
}
