//! Accounts, tokens, televisions, devices.

use serde_json::json;
use server::auth::token::{TokenUse, issue};
use server::demo::CLIENT_ID;
use wire::session::Role;

use super::caller::Caller::{
    Admin, Neighbour, Officer, OtherAdmin, Owner, ServerToken, Stranger, Television,
};
use super::caller::{ADMINS, OTHER_RESIDENTS, OWN, PEOPLE, RESIDENTS};
use super::row::{Fixtures, Row, W, bare, plain, row};
use super::world::{ACACIA, ACME, BOROUGH};

/// A resident of Acme, managed by its admin.
async fn somebody(w: W) -> Fixtures {
    plain().id(w.resident().await.id)
}

/// A resident whom the API client registered.
async fn registered(w: W) -> Fixtures {
    plain().id(w.registered(Role::Resident, ACME, Some(ACACIA), Some(CLIENT_ID)).await.id)
}

/// An account with a session or a token, and its id.
async fn with(w: W, what: &'static str) -> Fixtures {
    let user = w.resident().await;
    w.server.signed_in(&user.email).await;
    issue(&w.server.state, TokenUse::User, &user.id, 3600).await.unwrap();
    let list = w.by(Admin).get(&format!("/api/users/{}/{what}s", user.id)).await.body;
    plain().id(user.id).param(what, list[0]["id"].as_str().unwrap())
}

/// An API client of Acme that is not used as a caller.
async fn another_client(w: W) -> Fixtures {
    let id = format!("33333333-3333-4333-8333-{:012}", w.next());
    let columns = "id, name, secret_hash, organisation_id, allowed_response_types, default_response_type, may_create_callouts";
    let values = format!("'{id}', 'Another', 'x', {ACME}, '1', 1, FALSE, TRUE, 0");
    w.sql(&format!("INSERT INTO client ({columns}, active, created_at) VALUES ({values})")).await;
    plain().id(id)
}

/// For an organisation's admin, and for the client itself.
fn of_the_client(row: Row) -> Row {
    row.may(&[Admin, ServerToken]).foreign(&[OtherAdmin])
}

/// For an organisation's admin only.
fn kept_by_admin(row: Row) -> Row {
    row.may(&[Admin]).foreign(&[OtherAdmin])
}

async fn own_television(w: W) -> Fixtures {
    plain().id(w.television().await.1).body(json!({"name": "Bedroom"}))
}

pub fn rows() -> Vec<Row> {
    let mut rows = tokens_and_users();
    rows.extend(televisions());
    rows.extend(devices());
    rows
}

fn tokens_and_users() -> Vec<Row> {
    vec![
        row("DELETE /api/oauth/token/{id}", async |w| {
            let owner =
                server::auth::account::find(&*w.server.state.db, w.email(Owner)).await.unwrap().unwrap();
            issue(&w.server.state, TokenUse::User, &owner.id, 3600).await.unwrap();
            plain().id(&w.token_ids(Owner).await[0])
        })
        .may(OWN)
        .may(&[Admin])
        .foreign(&[ServerToken])
        .foreign_to_others(),
        row("GET /api/escalation/{id}", async |_| plain().id(1)).may(ADMINS),
        row("PUT /api/escalation/{id}", async |_| {
            let step =
                json!({"afterSeconds": 60, "whom": ["everybody"], "how": ["screen"], "repeatSeconds": 60});
            plain().id(1).body(json!({"steps": [step]}))
        })
        .may(ADMINS),
        row("DELETE /api/escalation/{id}", async |_| plain().id(1)).may(ADMINS),
        row("GET /api/clients", async |_| plain().mark(CLIENT_ID)).may(ADMINS).sees(&[Admin]),
        of_the_client(row("GET /api/clients/{id}", async |_| plain().id(CLIENT_ID))),
        of_the_client(row("PATCH /api/clients/{id}", async |_| {
            plain().id(CLIENT_ID).body(json!({"webhookUrl": ""}))
        })),
        of_the_client(row("POST /api/clients/{id}/rotate", async |_| plain().id(CLIENT_ID))),
        // Another client of the same organisation, because revoking would end the caller's own token.
        kept_by_admin(row("DELETE /api/clients/{id}/tokens", another_client)).foreign(&[ServerToken]),
        row("POST /api/oauth/user", async |w| {
            let email = format!("guid_{}@company.example", w.next());
            plain().body(json!({"email": email, "password": "correct horse"}))
        })
        .may(&[ServerToken]),
        row("GET /api/oauth/user/{id}/subscription", registered).may(&[ServerToken]),
        row("GET /api/oauth/user/{id}/subscription", somebody).foreign(&[ServerToken]),
        row("DELETE /api/oauth/user/{id}", registered).may(&[ServerToken]),
        row("DELETE /api/oauth/user/{id}", somebody).foreign(&[ServerToken]),
        kept_by_admin(row("POST /api/password-resets", async |w| {
            let absent = json!({"email": "nobody@nowhere.example"});
            plain().body(json!({"email": w.resident().await.email})).instead(absent)
        })),
        row("GET /api/users", async |w| {
            let user = w.resident().await;
            plain().query(format!("q={}", user.email)).mark(user.id)
        })
        .may(ADMINS)
        .sees(&[Admin]),
        row("POST /api/users", async |w| {
            let email = format!("jo{}@matrix.example", w.next());
            plain().body(json!({"email": email, "name": "Jo", "role": "supporter"}))
        })
        .may(ADMINS),
        kept_by_admin(row("GET /api/users/{id}", somebody)),
        kept_by_admin(row("PATCH /api/users/{id}", async |w| somebody(w).await.body(json!({"name": "Kim"})))),
        kept_by_admin(row("DELETE /api/users/{id}", somebody)),
        kept_by_admin(row("POST /api/users/{id}/invitation", async |w| {
            let new = json!({"email": format!("kim{}@matrix.example", w.next()), "name": "Kim", "role": "supporter"});
            let invited = w.by(Admin).post("/api/users", new).await.body;
            plain().id(invited["user"]["id"].as_str().unwrap())
        })),
        kept_by_admin(row("GET /api/users/{id}/sessions", somebody)),
        kept_by_admin(row("DELETE /api/users/{id}/sessions", somebody)),
        kept_by_admin(row("DELETE /api/users/{id}/sessions/{session}", async |w| with(w, "session").await)),
        kept_by_admin(row("GET /api/users/{id}/tokens", somebody)),
        kept_by_admin(row("DELETE /api/users/{id}/tokens/{token}", async |w| with(w, "token").await)),
        bare("GET /api/customer").may(RESIDENTS),
        row("PATCH /api/customer", async |_| plain().body(json!({"vehicleColour": "Red"}))).may(RESIDENTS),
    ]
}

fn televisions() -> Vec<Row> {
    vec![
        row("GET /api/tv/pairings", async |w| plain().mark(w.television().await.1))
            .may(RESIDENTS)
            .may(ADMINS)
            .sees(&[Owner, Television, Admin]),
        row("POST /api/tv/pairings/claim", async |w| {
            plain().body(json!({"code": w.waiting_television().await.2}))
        })
        .may(RESIDENTS)
        .special(ADMINS, 400),
        // For a named resident: themselves, or one of the admin's organisation.
        row("POST /api/tv/pairings/claim", async |w| {
            let code = w.waiting_television().await.2;
            let body = |resident: i64| json!({"code": code, "resident": resident});
            plain().body(body(w.owner)).instead(body(987_654_321))
        })
        .may(OWN)
        .may(&[Admin])
        .foreign(OTHER_RESIDENTS)
        .foreign(&[OtherAdmin]),
        row("PATCH /api/tv/pairings/{id}", own_television)
            .may(OWN)
            .may(&[Admin])
            .foreign(&[Neighbour, Stranger, OtherAdmin]),
        row("DELETE /api/tv/pairings/{id}", own_television)
            .may(OWN)
            .may(&[Admin])
            .foreign(&[Neighbour, Stranger, OtherAdmin]),
    ]
}

async fn device(w: W) -> Fixtures {
    plain().id(w.registered_device().await)
}

fn devices() -> Vec<Row> {
    vec![
        row("GET /api/push-subscriptions", async |w| plain().mark(w.registered_device().await))
            .may(PEOPLE)
            .sees(OWN),
        row("POST /api/push-subscriptions", async |w| {
            w.sql("DELETE FROM push_subscription").await;
            plain().body(w.device())
        })
        .may(PEOPLE),
        row("GET /api/push-subscriptions/{id}", device).may(OWN).foreign_to_others(),
        row("DELETE /api/push-subscriptions/{id}", device).may(OWN).foreign_to_others(),
        row("POST /api/push-subscriptions/{id}/test", device).may(OWN).foreign_to_others(),
        // A person of another organisation is 404, like an absent one.
        row("GET /api/users/{id}", async |w| plain().id(w.account(Role::Officer, BOROUGH, None).await.id))
            .may(&[OtherAdmin])
            .foreign(&[Admin]),
        row("GET /api/users/{id}", async |w| {
            let officer =
                server::auth::account::find(&*w.server.state.db, w.email(Officer)).await.unwrap().unwrap();
            plain().id(officer.id)
        })
        .may(&[Admin])
        .foreign(&[OtherAdmin]),
    ]
}
