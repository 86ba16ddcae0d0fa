//! Notify's API: services authenticate with a signature of their own, and no other credential is accepted.

use serde_json::{Value, json};
use server::demo::{INCOME_KEY, SAMPLE_KEY};

use super::caller::Caller::Service;
use super::row::{Fixtures, Row, W, bare, plain, row};
use crate::support::notify::{EMAIL, accepted, carry, email_to, letter, text_to, with_key};
use notify::PLAIN_TEXT;

/// The calling service.
const SAMPLE: &str = "15f6815b-0000-0000-0000-000000000000";

fn of_service(row: Row) -> Row {
    row.may(&[Service]).of_sender()
}

/// A resource of another service, or of none.
fn not_of_service(row: Row) -> Row {
    row.foreign(&[Service]).of_sender()
}

async fn sent(w: W, kind: &'static str, body: Value) -> Fixtures {
    plain().id(accepted(&with_key(&w.server, SAMPLE_KEY), kind, body).await)
}

async fn sent_by_another(w: W) -> Fixtures {
    let body = json!({"phone_number": "07700900123", "template_id": PLAIN_TEXT, "personalisation": {"body": "Hello"}});
    plain().id(accepted(&with_key(&w.server, INCOME_KEY), "sms", body).await)
}

/// A template that belongs to an organisation, and not to this service's key.
async fn template_of_another(w: W) -> Fixtures {
    let body = json!({"type": "email", "name": format!("Of Income {}", w.next()), "subject": "s", "body": "b",
        "serviceId": "22222222-2222-4222-8222-222222222201"});
    let answer = w.by(super::caller::Caller::Admin).post("/api/templates", body).await;
    plain().id(answer.body["id"].as_str().unwrap())
}

async fn template(_: W) -> Fixtures {
    plain().id(EMAIL)
}

pub fn rows() -> Vec<Row> {
    vec![
        of_service(row("POST /v2/notifications/email", async |_| {
            plain().body(email_to("rose@home.example"))
        })),
        of_service(row("POST /v2/notifications/sms", async |_| plain().body(text_to("07700900123")))),
        of_service(row("POST /v2/notifications/letter", async |_| plain().body(letter()))),
        of_service(row("GET /v2/notifications", async |w| {
            let own = sent(w, "email", email_to("rose@home.example")).await;
            plain().mark(own.path("GET {id}"))
        }))
        .sees(&[Service]),
        of_service(row("GET /v2/notifications", async |w| {
            plain().mark(sent_by_another(w).await.path("GET {id}"))
        })),
        of_service(row("GET /v2/notifications/{id}", async |w| {
            sent(w, "email", email_to("r@home.example")).await
        })),
        not_of_service(row("GET /v2/notifications/{id}", sent_by_another)),
        of_service(row("GET /v2/notifications/{id}/pdf", async |w| {
            let made = sent(w, "letter", letter()).await;
            carry(&w.server).await;
            made
        })),
        not_of_service(row("GET /v2/notifications/{id}/pdf", sent_by_another)),
        of_service(bare("GET /v2/templates")),
        of_service(row("GET /v2/templates", async |w| {
            plain().mark(template_of_another(w).await.path("GET {id}"))
        })),
        of_service(row("GET /v2/template/{id}", template)),
        not_of_service(row("GET /v2/template/{id}", template_of_another)),
        of_service(row("GET /v2/template/{id}/version/{version}", async |w| {
            template(w).await.same("version", 1)
        })),
        not_of_service(row("GET /v2/template/{id}/version/{version}", async |w| {
            template_of_another(w).await.same("version", 1)
        })),
        of_service(row("POST /v2/template/{id}/preview", async |w| {
            template(w).await.body(json!({"personalisation": {"name": "Rose"}}))
        })),
        not_of_service(row("POST /v2/template/{id}/preview", template_of_another)),
        of_service(bare("GET /v2/received-text-messages")),
        of_service(row("GET /service/{service}/template/{id}/versions", async |w| {
            template(w).await.same("service", SAMPLE)
        })),
        not_of_service(row("GET /service/{service}/template/{id}/versions", async |w| {
            template(w).await.param("service", "22222222-2222-4222-8222-222222222201")
        })),
    ]
}
