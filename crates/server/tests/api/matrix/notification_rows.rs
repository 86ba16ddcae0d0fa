//! Notifications on the trays of their audience.

use serde_json::{Value, json};
use server::demo::INCOME_KEY;

use super::caller::Caller::{Admin, Manager, Officer, Owner, ServerToken, Service, Television};
use super::caller::{OF_THE_PATCH, PEOPLE, STAFF};
use super::row::{Fixtures, Row, W, bare, plain, row};
use crate::support::notification::screen;

/// A notification for the officers of the owner's site, with these fields.
async fn item(w: W, fields: Value) -> Fixtures {
    plain().id(w.notification(fields).await)
}

/// Who may read it: the officer has it on the tray, managers and admins see all, the service sent it.
fn read(row: Row) -> Row {
    row.may(OF_THE_PATCH).may(&[Service]).foreign(&[ServerToken]).foreign_to_others().with_keys()
}

/// Who may decide it: people who have it on their tray, any admin, and the service that sent it. A manager may only read it.
fn decide(row: Row) -> Row {
    let row = row.may(&[Officer, Admin, Service]).special(&[Manager], 403);
    row.foreign(&[ServerToken]).foreign_to_others().with_keys()
}

fn survey(w: W) -> Value {
    json!({"targetType": "SatisfactionSurvey", "user": w.email(Owner), "requireAction": false})
}

pub fn rows() -> Vec<Row> {
    vec![
        row("POST /api/notifications", async |_| plain().body(screen(json!({}))))
            .may(STAFF)
            .may(&[ServerToken, Service])
            .with_keys(),
        row("GET /api/notifications", async |w| plain().mark(w.notification(json!({})).await))
            .may(PEOPLE)
            .may(&[ServerToken, Service])
            .sees(&[Officer, Service]),
        // A notification that an API client posted with a service's key belongs to both, and to no other program.
        row("GET /api/notifications", async |w| {
            let body = json!({"targetType": "TenantDeath", "siteId": 5, "serviceKey": INCOME_KEY});
            let answer = w.by(ServerToken).post("/api/notifications", screen(body)).await;
            plain().mark(answer.body.as_str().unwrap())
        })
        .may(PEOPLE)
        .may(&[ServerToken, Service])
        .sees(&[Officer, ServerToken, Service]),
        row("GET /api/notifications", async |w| {
            plain().query("scope=all").mark(w.notification(json!({})).await)
        })
        .may(&[Manager, Admin, super::caller::Caller::OtherAdmin, ServerToken, Service])
        .sees(&[Manager, Admin, Service])
        .with_keys(),
        read(row("GET /api/notifications/{id}", async |w| item(w, json!({})).await)),
        read(row("GET /api/notifications/{id}/history", async |w| item(w, json!({})).await)),
        row("GET /api/notifications/{id}", async |w| {
            let body = screen(json!({"targetType": "TenantDeath", "siteId": 5}));
            let answer = w.by(ServerToken).post("/api/notifications", body).await;
            plain().id(answer.body.as_str().unwrap())
        })
        .may(OF_THE_PATCH)
        .may(&[ServerToken])
        .foreign(&[Service])
        .foreign_to_others()
        .with_keys(),
        decide(row("PATCH /api/notifications/{id}", async |w| {
            item(w, json!({})).await.body(json!({"actionType": "Approved"}))
        })),
        // The response contains a result for each.
        row("POST /api/notifications/actions", async |w| {
            plain().body(json!({"ids": [w.notification(json!({})).await], "actionType": "Approved"}))
        })
        .may(PEOPLE)
        .may(&[ServerToken, Service])
        .with_keys()
        .look(|caller, answer| {
            let expected = match caller {
                Officer | Admin | Service => 200,
                Manager => 403,
                _ => 404,
            };
            let status = &answer.body[0]["status"];
            let may_ask = caller.is_person() || matches!(caller, ServerToken | Service);
            (may_ask && *status != expected).then(|| format!("{status} in the place of {expected}"))
        }),
        decide(row("DELETE /api/notifications/{id}", async |w| {
            item(w, json!({"requireAction": false})).await
        })),
        row("POST /api/notifications/{id}/restore", async |w| {
            let id = w.notification(json!({"requireAction": false})).await;
            assert_eq!(w.by(Officer).delete(&format!("/api/notifications/{id}")).await.status, 204);
            plain().id(id)
        })
        .may(&[Officer])
        .foreign_to_others()
        .with_keys(),
        row("POST /api/notifications/{id}/visit", async |w| {
            let visit = json!({"targetType": "VisitDue", "user": w.email(Owner), "requireAction": false,
                "dueAt": "2026-01-06T09:00:00Z"});
            item(w, visit).await.body(json!({"answer": "confirmed"}))
        })
        .may(&[Owner, Television])
        .special(&[Manager, Admin], 403)
        .foreign_to_others()
        .with_keys(),
        row("POST /api/notifications/{id}/reply", async |w| {
            item(w, survey(w)).await.body(json!({"answer": "satisfied"}))
        })
        .may(&[Owner, Television])
        .special(&[Manager, Admin], 403)
        .foreign_to_others()
        .with_keys(),
        // People who replied see their own reply in the notification itself.
        row("GET /api/notifications/{id}/replies", async |w| item(w, survey(w)).await)
            .may(&[Manager, Admin, Service])
            .special(&[Owner, Television], 403)
            .foreign(&[ServerToken])
            .foreign_to_others()
            .with_keys(),
        bare("GET /api/events").may(PEOPLE).streams(),
    ]
}
