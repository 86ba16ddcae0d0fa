//! Messages as JSON responses.

use serde_json::Value;
use std::collections::BTreeMap;
use wire::notify::{
    Accepted, AcceptedReadyLetter, CostDetails, EmailContent, LetterContent, Message, Sanitised, TemplateRef,
    TextContent,
};
use wire::sender::gsm;
use wire::time::Timestamp;

use database::entity::notify_message;
use web::error::Error;

const DAY: i64 = 24 * 60 * 60 * 1000;

fn template(message: &notify_message::Model, root: &str) -> TemplateRef {
    let id = &message.template_id;
    TemplateRef { id: id.clone(), version: message.template_version, uri: format!("{root}/v2/template/{id}") }
}

/// The response to a newly accepted message; `sanitised` lists the values of an e-mail that had their links and formatting removed.
pub(super) fn accepted(
    message: &notify_message::Model,
    root: &str,
    from: String,
    sanitised: BTreeMap<String, Sanitised>,
) -> Result<Value, Error> {
    let (body, subject) = (message.body.clone(), message.subject.clone());
    match message.kind.as_str() {
        "email" => {
            let one_click_unsubscribe_url = message.unsubscribe_url.clone();
            let content = EmailContent { from_email: from, body, subject, one_click_unsubscribe_url };
            whole(message, root, content, Some(sanitised))
        }
        "sms" => whole(message, root, TextContent { from_number: message.sender.clone(), body }, None),
        _ => whole(message, root, LetterContent { body, subject }, None),
    }
}

fn whole<T: serde::Serialize>(
    message: &notify_message::Model,
    root: &str,
    content: T,
    sanitised_content: Option<BTreeMap<String, Sanitised>>,
) -> Result<Value, Error> {
    let accepted = Accepted {
        id: message.id.clone(),
        reference: message.reference.clone(),
        uri: format!("{root}/v2/notifications/{}", message.id),
        template: template(message, root),
        scheduled_for: None,
        content,
        sanitised_content,
    };
    serde_json::to_value(accepted).map_err(Error::internal)
}

/// The response to a newly accepted ready letter.
pub(super) fn ready_letter(message: &notify_message::Model) -> Result<Value, Error> {
    let (id, reference) = (message.id.clone(), message.reference.clone());
    let accepted = AcceptedReadyLetter { id, reference, postage: message.postage.clone() };
    serde_json::to_value(accepted).map_err(Error::internal)
}

/// The API's status of a message; letters have status names of their own.
pub(super) fn status(kind: &str, status: &str) -> String {
    match (kind, status) {
        ("letter", "created" | "sending") => "accepted",
        ("letter", "delivered") => "received",
        _ => status,
    }
    .to_owned()
}

/// Whether a status is final.
pub(super) fn is_over(status: &str) -> bool {
    ["sent", "delivered", "cancelled", "validation-failed"].contains(&status) || status.ends_with("-failure")
}

/// A message as `GET` returns it.
pub(super) fn message(message: &notify_message::Model, root: &str) -> Message {
    let kind = message.kind.as_str();
    let own = |wanted: &str| (kind == wanted).then(|| message.recipient.clone());
    let mut lines: [Option<String>; 7] = Default::default();
    if kind == "letter" {
        let mut address: Vec<&str> = message.recipient.split('\n').collect();
        if address.len() > 1 {
            lines[6] = address.pop().map(str::to_owned);
        }
        for (line, text) in lines.iter_mut().zip(address) {
            *line = Some(text.to_owned());
        }
    }
    let [line_1, line_2, line_3, line_4, line_5, line_6, postcode] = lines;
    let time = Timestamp::from_millis;
    let cost_details = cost_details(message);
    let is_cost_data_ready = kind != "letter" || message.pages.is_some();
    Message {
        id: message.id.clone(),
        reference: message.reference.clone(),
        email_address: own("email"),
        phone_number: own("sms"),
        line_1,
        line_2,
        line_3,
        line_4,
        line_5,
        line_6,
        postcode,
        kind: kind.to_owned(),
        status: status(kind, &message.status),
        template: template(message, root),
        body: message.body.clone(),
        subject: message.subject.clone(),
        created_at: time(message.created_at),
        created_by_name: None,
        sent_at: message.sent_at.map(time),
        completed_at: is_over(&message.status).then(|| time(message.updated_at)),
        scheduled_for: None,
        postage: message.postage.clone(),
        one_click_unsubscribe_url: message.unsubscribe_url.clone(),
        is_cost_data_ready,
        cost_in_pounds: is_cost_data_ready.then_some(0.0),
        cost_details,
        estimated_delivery: (kind == "letter").then(|| {
            let days = if message.postage.as_deref() == Some("first") { 2 } else { 4 };
            time(message.created_at + days * DAY)
        }),
    }
}

fn cost_details(message: &notify_message::Model) -> CostDetails {
    match (message.kind.as_str(), message.pages) {
        ("sms", _) => CostDetails {
            billable_sms_fragments: u32::try_from(gsm::parts(&message.body)).ok(),
            international_rate_multiplier: Some(1.0),
            sms_rate: Some(0.0),
            ..CostDetails::default()
        },
        ("letter", Some(pages)) => CostDetails {
            billable_sheets_of_paper: Some((pages + 1) / 2),
            postage: message.postage.clone(),
            ..CostDetails::default()
        },
        _ => CostDetails::default(),
    }
}
