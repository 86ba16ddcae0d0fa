//! Fills a template with the values of a request, and checks the limits of its channel.

use serde_json::{Map, Value};
use wire::sender::placeholder::Lists;
use wire::sender::{gsm, placeholder, typeface};

use super::refusal::Refusal;
use database::entity::template;

/// The largest text of an e-mail in bytes.
const EMAIL_LIMIT: usize = 2_000_000;
/// The largest text of a letter in bytes: far more than ten pages hold.
const LETTER_LIMIT: usize = 500_000;
/// The largest text message in bytes before its white space is collapsed.
const TEXT_LIMIT: usize = 100_000;

/// Refuses if a placeholder has no value.
pub(super) fn check_values(template: &template::Model, values: &Map<String, Value>) -> Result<(), Refusal> {
    let missing =
        placeholder::missing(&[template.subject.as_deref().unwrap_or_default(), &template.body], values);
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::bad_request(format!("Missing personalisation: {}", missing.join(", "))))
}

/// The largest message in bytes while a template of this kind is filled. The limit of a text applies after its white space is
/// collapsed, and a letter's limit is its pages; both are checked later.
fn fill_limit(kind: &str) -> usize {
    match kind {
        "email" => EMAIL_LIMIT,
        "letter" => LETTER_LIMIT,
        _ => TEXT_LIMIT,
    }
}

/// The template's subject and text with the values filled in.
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

/// Refuses a letter with characters that the font lacks.
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

/// Refuses a message that is too long for its channel.
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
