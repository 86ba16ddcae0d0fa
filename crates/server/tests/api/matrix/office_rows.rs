//! Services and their messages, processes, thresholds, guidelines, links, records.

use serde_json::json;
use server::demo::REPAIRS_KEY;

use super::caller::Caller::{Admin, Controller, Manager, Officer, OtherAdmin, ServerToken, Service};
use super::caller::{ADMINS, OF_THE_PATCH, OWN_STAFF, STAFF};
use super::row::{Fixtures, Row, W, bare, plain, row};
use crate::support::callout::pressed;

async fn service(w: W) -> Fixtures {
    plain().id(w.service().await)
}

fn of_the_admin(row: Row) -> Row {
    row.may(&[Admin]).foreign(&[OtherAdmin])
}

/// The id of the calling service.
const INCOME: &str = "22222222-2222-4222-8222-222222222201";

/// Managers and admins, each of their own organisation.
const LEADERS: &[super::caller::Caller] = &[Manager, Admin, OtherAdmin];

fn process(owner: &str) -> serde_json::Value {
    json!({"kind": "tenancy-change", "state": "signed", "owner": owner, "updatedAt": "2026-01-05T10:00:00Z"})
}

async fn told_process(w: W) -> String {
    let id = format!("p-{}", w.next());
    let answer = w.by(Service).put(&format!("/api/processes/{id}"), process(w.email(Officer))).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    id
}

pub fn rows() -> Vec<Row> {
    let mut rows = services();
    rows.extend(watches());
    rows.extend(records());
    rows
}

fn services() -> Vec<Row> {
    vec![
        // The list of services belongs to the organisation and contains no personal data.
        row("GET /api/services", async |w| plain().mark(w.service().await)).may(STAFF).sees(OWN_STAFF),
        row("GET /api/services/{id}", service).may(OWN_STAFF).foreign(&[OtherAdmin]),
        row("POST /api/services", async |w| plain().body(json!({"name": format!("New {}", w.next())})))
            .may(ADMINS),
        of_the_admin(row("PATCH /api/services/{id}", async |w| {
            service(w).await.body(json!({"active": false}))
        })),
        of_the_admin(row("POST /api/services/{id}/rotate", service)),
        // This server sends through the embedded service, so there is no key to test.
        of_the_admin(row("POST /api/services/{id}/notify-key/test", async |w| {
            service(w).await.body(json!({}))
        }))
        .special(&[Admin], 422),
        row("GET /api/services/{id}/sent", async |w| {
            plain().id(INCOME).mark(w.notification(json!({})).await)
        })
        .may(OWN_STAFF)
        .foreign(&[OtherAdmin])
        .sees(OF_THE_PATCH),
        row("GET /api/sent", async |w| plain().mark(w.notification(json!({})).await))
            .may(STAFF)
            .sees(OF_THE_PATCH),
        bare("GET /api/follow-ons").may(STAFF),
        row("PUT /api/follow-ons/{targetType}", async |_| {
            plain().same("targetType", "Estimates").body(json!({"template": "https://x.example/{targetId}"}))
        })
        .may(ADMINS),
    ]
}

fn watches() -> Vec<Row> {
    vec![
        row("GET /api/processes", async |w| plain().mark(told_process(w).await))
            .may(STAFF)
            .sees(&[Officer, Manager, Admin]),
        row("PUT /api/processes/{id}", async |w| {
            plain().id(format!("p-{}", w.next())).body(process("x@acme.example"))
        })
        .may(STAFF)
        .may(&[ServerToken, Service])
        .with_keys(),
        bare("GET /api/thresholds").may(LEADERS),
        row("PUT /api/thresholds/{kind}", async |_| {
            plain().same("kind", "transfer").body(json!({"days": 7}))
        })
        .may(ADMINS),
        row("GET /api/governance", async |w| {
            let kept = json!({"guidelines": [{"measure": "silentDays", "serviceId": INCOME, "limit": 5}]});
            assert_eq!(w.by(Admin).put("/api/governance", kept).await.status, 200);
            plain().mark("Income Services")
        })
        .may(LEADERS)
        .sees(&[Manager, Admin]),
        row("PUT /api/governance", async |_| {
            let limit = json!({"measure": "silentDays", "serviceId": INCOME, "limit": 5});
            plain().body(json!({"guidelines": [limit]}))
        })
        .may(&[Admin])
        // Another organisation's service does not exist, which is reported at its field.
        .special(&[OtherAdmin], 422),
    ]
}

/// Who may read a record; for others it is absent.
fn record(row: Row) -> Row {
    row.may(OF_THE_PATCH).foreign_to_others()
}

fn kind(kind: &str, id: impl ToString) -> Fixtures {
    plain().same("kind", kind).id(id)
}

fn records() -> Vec<Row> {
    const ROUTE: &str = "GET /api/records/{kind}/{id}";
    vec![
        record(row(ROUTE, async |w| kind("assistance-request", &w.request().await["id"])).may(&[Controller])),
        record(row(ROUTE, async |w| kind("delivery", w.ended_delivery().await))),
        // A press is on the tray of the control room, so its record is readable there.
        record(
            row(ROUTE, async |w| {
                w.callout().await;
                kind("callout", pressed(w.by(super::caller::Caller::Owner), json!({})).await)
            })
            .may(&[Controller]),
        ),
        record(row(ROUTE, async |w| kind("process", told_process(w).await))),
        // A record of another system: known here by the notifications about it.
        record(row(ROUTE, async |w| {
            let id = format!("tenant-{}", w.next());
            w.sql(&format!(
                "INSERT INTO record (organisation_id, kind, id, title, state, facts, events) \
                 VALUES (2, 'tenant', '{id}', 'A tenant', 'open', '[]', '[]')"
            ))
            .await;
            w.notification(json!({"targetId": id})).await;
            kind("tenant", id)
        })),
        // Each service maintains its own records; people may only read them.
        row("PUT /api/records/{kind}/{id}", async |w| {
            let record = json!({"title": "Account", "state": "open"});
            plain().same("kind", "account").same("id", format!("a-{}", w.next())).body(record)
        })
        .may(&[Service])
        .with_keys(),
        row("DELETE /api/records/{kind}/{id}", async |w| {
            let id = format!("a-{}", w.next());
            let record = json!({"title": "Account", "state": "open"});
            let path = format!("/api/records/account/{id}");
            assert_eq!(w.by(Service).put(&path, record).await.status, 200);
            kind("account", id)
        })
        .may(&[Service])
        .with_keys(),
        row("DELETE /api/records/{kind}/{id}", async |w| {
            let id = format!("a-{}", w.next());
            let record = json!({"title": "Account", "state": "open"});
            let path = format!("/api/records/account/{id}");
            assert_eq!(w.server.service(REPAIRS_KEY).put(&path, record).await.status, 200);
            kind("account", id)
        })
        .foreign(&[Service])
        .with_keys(),
    ]
}
