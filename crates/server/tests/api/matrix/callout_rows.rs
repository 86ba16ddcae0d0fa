//! A resident's callouts: for the resident and the API client that raised one; the control room may read them.

use serde_json::json;

use super::caller::Caller::ServerToken;
use super::caller::{CALLOUT_CONTROLLERS, OTHER_CONTROLLERS, OTHER_RESIDENTS, OWN, RESIDENTS};
use super::row::{Fixtures, Row, W, plain, row};
use crate::support::callout::here;

async fn callout(w: W) -> Fixtures {
    plain().id(w.callout().await)
}

/// For the owner; another resident or a client receives 404.
fn own(row: Row) -> Row {
    row.may(OWN).foreign(OTHER_RESIDENTS).foreign(&[ServerToken])
}

/// The same, and the organisation's control room may read it, too.
fn read(row: Row) -> Row {
    own(row).may(CALLOUT_CONTROLLERS).foreign(OTHER_CONTROLLERS)
}

fn message() -> serde_json::Value {
    json!({"message": "I am in the kitchen."})
}

pub fn rows() -> Vec<Row> {
    vec![
        row("POST /api/callouts", async |w| {
            w.callout().await;
            plain().body(json!({"calloutLocation": here(), "customer": {"email": "somebody@home.example"}}))
        })
        .may(RESIDENTS)
        .may(&[ServerToken]),
        row("GET /api/callouts", async |w| {
            let id = w.callout().await;
            let words = format!("comment number {}", w.next());
            let comment = json!({"message": words});
            let path = format!("/api/callouts/{id}/comments");
            assert_eq!(w.by(super::caller::Caller::Owner).post(&path, comment).await.status, 200);
            plain().query("shouldIncludeEvents=true").mark(words)
        })
        .may(RESIDENTS)
        .may(&[ServerToken])
        .sees(OWN),
        read(row("GET /api/callouts/{id}", callout)),
        read(row("GET /api/callouts/{id}/locations", callout)),
        own(row("POST /api/callouts/{id}/location", async |w| callout(w).await.body(here()))),
        own(row("POST /api/callouts/{id}/dismiss", callout)),
        own(row("POST /api/callouts/{id}/comments", async |w| callout(w).await.body(message()))),
        own(row("POST /api/callout/{id}/comments", async |w| callout(w).await.body(message()))),
    ]
}
