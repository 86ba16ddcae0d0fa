//! Assistance: providers, places, coverage, and requests.

use serde_json::{Value, json};

use super::caller::Caller::{
    Admin, Controller, Neighbour, Officer, OfficerElsewhere, OtherAdmin, OtherController, Owner, Stranger,
    Supporter, Television,
};
use super::caller::{ADMINS, OF_THE_PATCH, OTHER_RESIDENTS, OWN, OWN_STAFF, PEOPLE, RESIDENTS, STAFF};
use super::row::{Fixtures, Row, W, bare, plain, row};
use super::world::{ACACIA, ACME};
use crate::support::provider::{created, provider};
use crate::support::request::asked;

/// Staff of the organisation, except officers of another patch.
fn of_the_patch(row: Row) -> Row {
    row.may(OF_THE_PATCH).foreign(&[OfficerElsewhere, OtherAdmin])
}

fn of_the_admin(row: Row) -> Row {
    row.may(&[Admin]).foreign(&[OtherAdmin])
}

/// A provider of the owner's site: an id, and a body to replace it.
async fn of_site(w: W) -> Fixtures {
    plain().id(&w.provider().await["id"])
}

fn body(w: W) -> Value {
    let name = format!("Watch {}", w.next());
    provider(json!({"name": name, "label": name}))
}

pub fn rows() -> Vec<Row> {
    let mut rows = places();
    rows.extend(providers());
    rows.extend(requests());
    rows
}

fn places() -> Vec<Row> {
    vec![
        row("GET /api/v2/customer", async |_| plain().mark("Acme Housing")).may(STAFF).sees(OWN_STAFF),
        row("GET /api/v2/customer/{id}", async |_| plain().id(ACME)).may(OWN_STAFF).foreign(&[OtherAdmin]),
        of_the_admin(row("PATCH /api/v2/customer/{id}", async |_| {
            plain().id(ACME).body(json!({"escalation": false}))
        })),
        // A site belongs to the organisation and contains no personal data.
        row("GET /api/v2/site", async |_| plain().mark("Acacia Avenue")).may(STAFF).sees(OWN_STAFF),
        row("GET /api/v2/site/{id}", async |_| plain().id(ACACIA)).may(OWN_STAFF).foreign(&[OtherAdmin]),
        of_the_admin(row("PUT /api/v2/site/{id}/address", async |_| {
            plain().id(ACACIA).body(json!({"street": "33 Acacia Avenue"}))
        })),
        of_the_patch(row("PUT /api/v2/resident/{id}/address", async |w| {
            plain().id(w.owner).body(json!({"flat": "4"}))
        })),
        row("GET /api/v2/resident", async |_| plain().mark("Rose")).may(STAFF).sees(OF_THE_PATCH),
        of_the_patch(row("GET /api/v2/resident/{id}", async |w| plain().id(w.owner))),
        of_the_patch(row("GET /api/v2/coverage", async |w| {
            plain().query(format!("resident={}", w.owner)).absent_query("resident=987654321")
        })),
        of_the_patch(row("GET /api/v2/coverage", async |_| {
            plain().query(format!("site={ACACIA}")).absent_query("site=987654321")
        })),
        row("GET /api/v2/coverage/gaps", async |w| {
            w.sql("UPDATE notifier SET disabled_at = 1").await;
            plain().mark(w.resident().await.email)
        })
        .may(STAFF)
        .sees(OF_THE_PATCH),
    ]
}

fn providers() -> Vec<Row> {
    vec![
        row("GET /api/v2/assistance-provider", async |w| {
            plain().query("page_size=200").mark(w.provider().await["name"].as_str().unwrap())
        })
        .may(STAFF)
        .may(RESIDENTS)
        .sees(OF_THE_PATCH)
        .sees(&[Owner, Television, Neighbour]),
        // What one resident sees, requested by id.
        row("GET /api/v2/assistance-provider", async |w| {
            plain().query(format!("visible_to={}", w.owner)).absent_query("visible_to=987654321")
        })
        .may(OF_THE_PATCH)
        .may(OWN)
        .foreign(OTHER_RESIDENTS)
        .foreign(&[OfficerElsewhere, OtherAdmin]),
        of_the_patch(row("GET /api/v2/assistance-provider/{id}", of_site))
            .may(&[Owner, Television, Neighbour])
            .foreign(&[Stranger]),
        // The owner's own provider names their family.
        of_the_patch(row("GET /api/v2/assistance-provider/{id}", async |w| {
            let own = json!({"content_type": "resident", "object_id": w.owner});
            plain().id(&created(w.by(Admin), own).await["id"])
        }))
        .may(OWN)
        .foreign(OTHER_RESIDENTS),
        row("POST /api/v2/assistance-provider", async |w| plain().body(body(w)))
            .may(&[Admin])
            // The site is foreign, which is reported at its field.
            .special(&[OtherAdmin], 400),
        of_the_admin(row("PUT /api/v2/assistance-provider/{id}", async |w| of_site(w).await.body(body(w)))),
        of_the_admin(row("PATCH /api/v2/assistance-provider/{id}", async |w| {
            of_site(w).await.body(json!({"label": "Night Watch"}))
        })),
        of_the_admin(row("DELETE /api/v2/assistance-provider/{id}", of_site)),
        of_the_admin(row("GET /api/v2/assistance-provider/{id}/uncovered", of_site)),
        of_the_admin(row("POST /api/v2/webhook-notifiers/{id}/rotate", async |w| {
            plain().id(&w.provider().await["webhook_notifiers"][0]["id"])
        })),
        row("GET /api/v2/assistance-provider/export", async |w| {
            plain().mark(w.provider().await["name"].as_str().unwrap())
        })
        .may(ADMINS)
        .sees(&[Admin]),
        row("POST /api/v2/assistance-provider/import", async |w| plain().body(json!([body(w)])))
            .may(&[Admin])
            .special(&[OtherAdmin], 400),
        row("POST /api/v2/assistance-provider/test", async |w| {
            let mut body = body(w);
            body["webhook_notifiers"] = json!([]);
            plain().body(body)
        })
        .may(&[Admin])
        .special(&[OtherAdmin], 400),
    ]
}

async fn request(w: W) -> Fixtures {
    plain().id(&w.request().await["id"])
}

fn requests() -> Vec<Row> {
    vec![
        row("GET /api/v2/assistance-request", async |w| {
            let label = format!("Watch {}", w.next());
            let made = created(w.by(Admin), json!({"label": label})).await;
            asked(w.by(Owner), made["id"].as_i64().unwrap()).await;
            plain().mark(label)
        })
        .may(PEOPLE)
        .sees(OWN)
        .sees(OF_THE_PATCH)
        .sees(&[Controller]),
        row("POST /api/v2/assistance-request", async |_| {
            plain().body(json!({"provider": 10})).instead(json!({"provider": 987_654_321}))
        })
        .may(&[Owner, Television, Neighbour])
        .foreign(&[Stranger]),
        row("GET /api/v2/assistance-request/{id}", request)
            .may(OWN)
            .may(OF_THE_PATCH)
            .may(&[Controller])
            .foreign(&[Neighbour, Stranger, Supporter, OfficerElsewhere, OtherAdmin, OtherController]),
        // Only an officer of the site was asked: the provider's device is theirs, and the request is on their tray. Others may
        // read it but were not asked.
        row("POST /api/v2/assistance-request/{id}/answer", async |w| {
            request(w).await.body(json!({"answer": "coming"}))
        })
        .may(&[Officer])
        .foreign(&[Supporter, OfficerElsewhere, OtherAdmin, OtherController]),
        row("POST /api/v2/assistance-request/{id}/answer", async |w| {
            let request = asked(w.by(Owner), 11).await;
            plain().id(&request["id"]).body(json!({"answer": "cannot"}))
        })
        .may(&[Supporter, Officer])
        .foreign(&[OfficerElsewhere, OtherAdmin, OtherController]),
        bare("GET /api/v2/assistance-request").may(PEOPLE),
    ]
}
