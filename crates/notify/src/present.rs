//! Messages as JSON responses.

use serde_json::{Value, json};
use wire::sender::gsm;
use wire::time::Timestamp;

use database::entity::sent;

const DAY: i64 = 24 * 60 * 60 * 1000;

fn time(millis: i64) -> Value {
    Timestamp::from_millis(millis).as_str().into()
}

fn template(message: &sent::Model, root: &str) -> Value {
    let id = &message.template_id;
    json!({"id": id, "version": message.template_version, "uri": format!("{root}/v2/template/{id}")})
}

/// The response to a newly accepted message.
pub(super) fn accepted(message: &sent::Model, root: &str, from: &str) -> Value {
    let content = match message.kind.as_str() {
        "email" => json!({
            "from_email": from,
            "body": message.body,
            "subject": message.subject,
            "one_click_unsubscribe_url": message.unsubscribe_url,
        }),
        "sms" => json!({"from_number": message.sender, "body": message.body}),
        _ => json!({"body": message.body, "subject": message.subject}),
    };
    json!({
        "id": message.id,
        "reference": message.reference,
        "uri": format!("{root}/v2/notifications/{}", message.id),
        "template": template(message, root),
        "scheduled_for": null,
        "content": content,
    })
}

/// The response to a newly accepted ready letter.
pub(super) fn ready_letter(message: &sent::Model) -> Value {
    json!({"id": message.id, "reference": message.reference, "postage": message.postage})
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
pub(super) fn message(message: &sent::Model, root: &str) -> Value {
    let kind = message.kind.as_str();
    let own = |wanted: &str, value: &str| if kind == wanted { Value::from(value) } else { Value::Null };
    let mut lines: Vec<Value> = vec![Value::Null; 7];
    if kind == "letter" {
        let mut address: Vec<&str> = message.recipient.split('\n').collect();
        if address.len() > 1 {
            lines[6] = address.pop().into();
        }
        for (line, text) in lines.iter_mut().zip(address) {
            *line = text.into();
        }
    }
    let mut answer = json!({
        "id": message.id,
        "reference": message.reference,
        "email_address": own("email", &message.recipient),
        "phone_number": own("sms", &message.recipient),
        "line_1": lines[0], "line_2": lines[1], "line_3": lines[2],
        "line_4": lines[3], "line_5": lines[4], "line_6": lines[5],
        "postcode": lines[6],
        "type": kind,
        "status": status(kind, &message.status),
        "template": template(message, root),
        "body": message.body,
        "subject": message.subject,
        "created_at": time(message.created_at),
        "created_by_name": null,
        "sent_at": message.sent_at.map(time),
        "completed_at": is_over(&message.status).then(|| time(message.updated_at)),
        "scheduled_for": null,
        "postage": message.postage,
        "one_click_unsubscribe_url": message.unsubscribe_url,
        "is_cost_data_ready": true,
        "cost_in_pounds": 0.0,
        "cost_details": {},
    });
    if kind == "sms" {
        answer["cost_details"] = json!({
            "billable_sms_fragments": gsm::parts(&message.body),
            "international_rate_multiplier": 1.0,
            "sms_rate": 0.0,
        });
    }
    if kind == "letter" {
        let days = if message.postage.as_deref() == Some("first") { 2 } else { 4 };
        answer["estimated_delivery"] = time(message.created_at + days * DAY);
        let sheets = message.pages.map(|pages| (pages + 1) / 2);
        answer["cost_details"] = json!({"billable_sheets_of_paper": sheets, "postage": message.postage});
        if sheets.is_none() {
            answer["is_cost_data_ready"] = false.into();
            answer["cost_in_pounds"] = Value::Null;
            answer["cost_details"] = json!({});
        }
    }
    answer
}
