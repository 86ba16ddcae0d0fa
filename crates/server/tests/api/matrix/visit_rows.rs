//! Visits, cautionary records, preferences, and tenures of residents.

use serde_json::json;

use super::caller::Caller::{
    Admin, Manager, Officer, OfficerElsewhere, OtherAdmin, Owner, ServerToken, Service, Television,
};
use super::caller::{ADMINS, OF_THE_PATCH, OWN_STAFF, PEOPLE, STAFF};
use super::row::{Fixtures, Row, W, bare, plain, row};

/// A visit of the officer to the owner, planned by the service.
async fn visit(w: W) -> Fixtures {
    let id = format!("visit-{}", w.next());
    let answer = w.by(Service).put(&format!("/api/visits/{id}"), planned(w)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    plain().id(id)
}

fn planned(w: W) -> serde_json::Value {
    json!({"user": w.email(Owner), "officer": w.email(Officer), "property": "p-1", "siteId": 5,
        "dueAt": "2036-01-06T09:00:00Z"})
}

fn caution() -> serde_json::Value {
    json!({"property": "p-2", "message": "Visit in pairs.", "siteId": 5})
}

async fn kept_caution(w: W) -> String {
    let id = format!("caution-{}", w.next());
    let answer = w.by(Service).put(&format!("/api/cautions/{id}"), caution()).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    id
}

pub fn rows() -> Vec<Row> {
    let mut rows = visits();
    rows.extend(people());
    rows
}

fn visits() -> Vec<Row> {
    vec![
        row("GET /api/visits", async |w| {
            let made = visit(w).await;
            let id = made.path("GET {id}");
            made.mark(id)
        })
        .may(PEOPLE)
        .may(&[ServerToken, Service])
        .sees(&[Officer, Manager, Admin, Owner, Television, Service]),
        row("GET /api/visits/{id}", visit)
            .may(OF_THE_PATCH)
            .may(&[Owner, Television, Service])
            .foreign(&[ServerToken])
            .foreign_to_others()
            .with_keys(),
        // For another organisation the owner is unknown.
        row("PUT /api/visits/{id}", async |w| plain().id(format!("new-{}", w.next())).body(planned(w)))
            .may(OWN_STAFF)
            .may(&[ServerToken, Service])
            .special(&[OtherAdmin], 422)
            .with_keys(),
        row("POST /api/visits/{id}/answer", async |w| visit(w).await.body(json!({"answer": "confirmed"})))
            .may(OF_THE_PATCH)
            .may(&[Owner, Television])
            .foreign_to_others()
            .with_keys(),
        row("GET /api/cautions", async |w| plain().mark(kept_caution(w).await))
            .may(STAFF)
            .may(&[ServerToken, Service])
            .sees(OF_THE_PATCH)
            .sees(&[Service])
            .with_keys(),
        row("PUT /api/cautions/{id}", async |w| plain().id(format!("new-{}", w.next())).body(caution()))
            .may(OWN_STAFF)
            .may(&[ServerToken, Service])
            .special(&[OtherAdmin], 422)
            .with_keys(),
        row("DELETE /api/cautions/{id}", async |w| plain().id(kept_caution(w).await))
            .may(OF_THE_PATCH)
            .may(&[Service])
            .foreign(&[OfficerElsewhere, OtherAdmin, ServerToken])
            .with_keys(),
    ]
}

fn people() -> Vec<Row> {
    vec![
        bare("GET /api/preferences").may(PEOPLE),
        row("PUT /api/preferences", async |_| plain().body(json!({"kinds": []}))).may(PEOPLE),
        row("PATCH /api/v2/resident/{id}", async |w| plain().id(w.owner).body(json!({"tenure": "tenant"})))
            .may(&[Admin])
            .foreign(&[OtherAdmin]),
        // The site is foreign for the other organisation's admin.
        row("POST /api/users/import", async |w| {
            let email = format!("imported{}@matrix.example", w.next());
            plain().body(json!([{"email": email, "name": "Jo", "site": 5, "tenure": "tenant"}]))
        })
        .may(&[ADMINS[0]])
        .special(&[OtherAdmin], 400),
    ]
}
