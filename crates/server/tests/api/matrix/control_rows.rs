//! The control room: only controllers of the callout's organisation.

use serde_json::{Value, json};

use super::caller::Caller::{Controller, Owner};
use super::caller::{CALLOUT_CONTROLLERS, CONTROLLERS, OTHER_CONTROLLERS};
use super::row::{Fixtures, Row, W, bare, plain, row};

/// A step of the control room, and its body.
type Step = (&'static str, fn() -> Value);

/// A step on a callout, after these other steps.
fn step(route: &'static str, before: &'static [Step], body: fn() -> Value) -> Row {
    row(route, move |w| async move {
        let before: Vec<_> = before.iter().map(|(name, body)| (*name, body())).collect();
        plain().id(w.callout_after(&before).await).body(body())
    })
    .may(CALLOUT_CONTROLLERS)
    .foreign(OTHER_CONTROLLERS)
}

fn nothing() -> Value {
    Value::Null
}

fn sent() -> Value {
    json!({"supplierId": 109})
}

async fn responder(w: W) -> Fixtures {
    let new = json!({"name": format!("Driver {}", w.next()), "supplierId": 109});
    plain().id(w.control("responders", new).await["id"].as_i64().unwrap())
}

async fn supplier(w: W) -> Fixtures {
    let new = json!({"name": format!("Company {}", w.next())});
    plain().id(w.control("suppliers", new).await["id"].as_i64().unwrap())
}

fn of_organisation(row: Row) -> Row {
    row.may(CALLOUT_CONTROLLERS).foreign(OTHER_CONTROLLERS)
}

pub fn rows() -> Vec<Row> {
    let mut rows = callouts();
    rows.extend(vehicles());
    rows
}

fn callouts() -> Vec<Row> {
    vec![
        row("GET /api/control/callouts", async |w| {
            let surname = format!("Adeyemi{}", w.next());
            w.by(Owner).patch("/api/customer", json!({"surname": surname})).await;
            w.callout().await;
            plain().mark(surname)
        })
        .may(CONTROLLERS)
        .sees(CALLOUT_CONTROLLERS),
        step("GET /api/control/callouts/{id}", &[], nothing),
        step("GET /api/callouts/{id}/escalation", &[], nothing),
        step("POST /api/control/callouts/{id}/acknowledge", &[], nothing),
        step("POST /api/control/callouts/{id}/own", &[], nothing),
        step("POST /api/control/callouts/{id}/verify", &[], nothing),
        step("POST /api/control/callouts/{id}/automatic", &[], || json!({"on": true})),
        step("POST /api/control/callouts/{id}/dispatch", &[], sent),
        step("POST /api/control/callouts/{id}/arrive", &[("dispatch", sent)], nothing),
        step("POST /api/control/callouts/{id}/cancel-response", &[("dispatch", sent)], nothing),
        step("POST /api/control/callouts/{id}/complete", &[("dispatch", sent), ("arrive", nothing)], nothing),
        step("POST /api/control/callouts/{id}/close", &[], nothing),
        step("POST /api/control/callouts/{id}/stand-down", &[], nothing),
        step("POST /api/control/callouts/{id}/reply", &[], || json!({"message": "Stay where you are."})),
        step(
            "POST /api/control/callouts/{id}/phoned",
            &[],
            || json!({"number": "+27831234567", "answered": true}),
        ),
        bare("GET /api/control/incident-categories").may(CONTROLLERS),
        bare("GET /api/control/events").may(CONTROLLERS).streams(),
        bare("GET /api/control/duty").may(CONTROLLERS),
        row("POST /api/control/duty", async |w| {
            let until = w.server.state.now() + 8 * 3_600_000;
            plain().body(json!({"until": wire::time::Timestamp::from_millis(until)}))
        })
        .may(CONTROLLERS),
        bare("DELETE /api/control/duty").may(CONTROLLERS),
    ]
}

fn vehicles() -> Vec<Row> {
    vec![
        row("GET /api/control/responders", async |w| {
            let name = format!("Driver {} of ours", w.next());
            w.control("responders", json!({"name": name, "supplierId": 109})).await;
            plain().mark(name)
        })
        .may(CONTROLLERS)
        .sees(CALLOUT_CONTROLLERS),
        row("POST /api/control/responders", async |w| {
            plain().body(json!({"name": format!("Driver {}", w.next()), "supplierId": 109}))
        })
        .may(CALLOUT_CONTROLLERS)
        .special(OTHER_CONTROLLERS, 400),
        of_organisation(row("GET /api/control/responders/{id}", responder)),
        of_organisation(row("PATCH /api/control/responders/{id}", async |w| {
            responder(w).await.body(json!({"surname": "Nkosi"}))
        })),
        of_organisation(row("DELETE /api/control/responders/{id}", responder)),
        of_organisation(row("POST /api/control/responders/{id}/position", async |w| {
            responder(w).await.body(json!({"latitude": -26.1, "longitude": 28.08}))
        })),
        of_organisation(row("POST /api/control/responders/{id}/answer", async |w| {
            let callout = w.callout().await;
            let shown = w.by(Controller).get(&format!("/api/control/callouts/{callout}")).await.body;
            let near = shown["callout"]["calloutResponderInRanges"].as_array().unwrap();
            let rung = near.iter().find(|row| row["requested"] == true).expect("somebody is rung");
            plain().id(&rung["responderId"]).body(json!({"calloutId": callout, "answer": "accept"}))
        })),
        row("GET /api/control/suppliers", async |w| {
            let name = format!("Company {} of ours", w.next());
            w.control("suppliers", json!({"name": name})).await;
            plain().mark(name)
        })
        .may(CONTROLLERS)
        .sees(CALLOUT_CONTROLLERS),
        row("POST /api/control/suppliers", async |w| {
            plain().body(json!({"name": format!("Company {}", w.next())}))
        })
        .may(CONTROLLERS),
        of_organisation(row("GET /api/control/suppliers/{id}", supplier)),
        of_organisation(row("PATCH /api/control/suppliers/{id}", async |w| {
            supplier(w).await.body(json!({"region": "Gauteng"}))
        })),
        of_organisation(row("DELETE /api/control/suppliers/{id}", supplier)),
    ]
}
