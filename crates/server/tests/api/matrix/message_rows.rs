//! Documents, message status, templates, deliveries.

use serde_json::json;

use super::caller::Caller::{
    Admin, Controller, Manager, Officer, OfficerElsewhere, OtherAdmin, OtherController, ServerToken, Service,
};
use super::caller::{ADMINS, CONTROLLERS, OF_THE_PATCH, OWN_STAFF, PEOPLE, STAFF};
use super::row::{Fixtures, Row, W, bare, plain, row};
use crate::support::notify::OWN_EMAIL;

fn of_staff(row: Row) -> Row {
    row.may(OWN_STAFF).foreign(&[OtherAdmin])
}

async fn template(w: W) -> Fixtures {
    plain().id(w.template("email").await)
}

pub fn rows() -> Vec<Row> {
    let mut rows = documents();
    rows.extend(letters());
    rows.extend(templates());
    rows.extend(deliveries());
    rows
}

fn documents() -> Vec<Row> {
    vec![
        row("POST /api/documents", async |_| {
            plain().query("filename=plan.pdf").raw("%PDF-1.7", "application/octet-stream")
        })
        .may(STAFF)
        .may(CONTROLLERS)
        .may(&[ServerToken, Service])
        .with_keys(),
        row("GET /api/documents/{id}", async |w| plain().id(w.document(Officer).await))
            .may(OF_THE_PATCH)
            .may(&[Controller])
            .foreign(&[OfficerElsewhere, OtherAdmin, OtherController, ServerToken, Service])
            .with_keys(),
        row("GET /api/documents/{id}", async |w| plain().id(w.document(OfficerElsewhere).await))
            .may(&[OfficerElsewhere, Manager, Admin, Controller])
            .foreign(&[Officer, OtherAdmin, OtherController, ServerToken, Service])
            .with_keys(),
        // A document from a program belongs to no patch.
        row("GET /api/documents/{id}", async |w| plain().id(w.document(ServerToken).await))
            .may(OWN_STAFF)
            .may(&[Controller, ServerToken])
            .foreign(&[OtherAdmin, OtherController, Service])
            .with_keys(),
        row("GET /api/documents/{id}", async |w| plain().id(w.document(Service).await))
            .may(OWN_STAFF)
            .may(&[Controller, Service])
            .foreign(&[OtherAdmin, OtherController, ServerToken])
            .with_keys(),
        row("GET /api/message-status/{service}/{id}", async |w| {
            let fields = json!({"notificationType": "Email", "email": "rose@home.example", "templateId": OWN_EMAIL,
                "serviceKey": server::demo::INCOME_KEY, "personalisationParams": {"firstName": "Rose"}});
            plain().id(w.notification(fields).await).same("service", "Income%20Services")
        })
        .may(OF_THE_PATCH)
        .may(&[Controller, Service])
        .foreign(&[OfficerElsewhere, OtherAdmin, OtherController, ServerToken])
        .with_keys(),
    ]
}

fn words() -> serde_json::Value {
    json!({"address": ["Rose", "33 Acacia Avenue", "SW1A 1AA"], "subject": "Keys", "body": "Dear Rose"})
}

async fn kept_letter(w: W) -> String {
    let answer = w.by(Officer).post("/api/letters", words()).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.body["id"].as_str().unwrap().to_owned()
}

async fn letter(w: W) -> Fixtures {
    plain().id(kept_letter(w).await)
}

/// A letter that the patch's officer wrote.
fn of_the_patch(row: Row) -> Row {
    row.may(OF_THE_PATCH).foreign(&[OfficerElsewhere, OtherAdmin])
}

fn letters() -> Vec<Row> {
    vec![
        row("GET /api/letters", async |w| plain().mark(kept_letter(w).await)).may(STAFF).sees(OF_THE_PATCH),
        row("POST /api/letters", async |_| plain().body(words())).may(STAFF),
        of_the_patch(row("GET /api/letters/{id}", letter)),
        of_the_patch(row("GET /api/letters/{id}/pdf", letter)),
        of_the_patch(row("PUT /api/letters/{id}", async |w| letter(w).await.body(words()))),
        of_the_patch(row("DELETE /api/letters/{id}", letter)),
    ]
}

fn templates() -> Vec<Row> {
    vec![
        // Everybody may know which channels are available.
        bare("GET /api/carriers").may(PEOPLE),
        row("GET /api/templates", async |w| plain().mark(w.template("email").await))
            .may(STAFF)
            .sees(OWN_STAFF),
        row("POST /api/templates", async |w| {
            plain().body(json!({"type": "sms", "name": format!("T {}", w.next()), "body": "Dear ((name))"}))
        })
        .may(ADMINS),
        of_staff(row("GET /api/templates/{id}", template)),
        row("PATCH /api/templates/{id}", async |w| template(w).await.body(json!({"body": "Hello ((name))"})))
            .may(&[Admin])
            .foreign(&[OtherAdmin]),
        of_staff(row("GET /api/templates/{id}/versions", template)),
        of_staff(row("POST /api/templates/{id}/preview", async |w| {
            template(w).await.body(json!({"personalisation": {"name": "Rose"}}))
        })),
        of_staff(row("GET /api/templates/{id}/letter", async |w| plain().id(w.template("letter").await))),
    ]
}

async fn delivery(w: W) -> Fixtures {
    plain().id(w.ended_delivery().await)
}

fn deliveries() -> Vec<Row> {
    vec![
        row("GET /api/deliveries", async |w| plain().mark(w.ended_delivery().await))
            .may(STAFF)
            .sees(OF_THE_PATCH),
        row("GET /api/deliveries/{id}", delivery).may(OF_THE_PATCH).foreign(&[OfficerElsewhere, OtherAdmin]),
        row("POST /api/deliveries/{id}/replay", delivery).may(&[Admin]).foreign(&[OtherAdmin]),
    ]
}
