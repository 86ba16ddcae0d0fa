//! Snapshots of one response of each resource, so that a change of the wire format is visible in review.
//!
//! After an intended change `INSTA_UPDATE=always cargo nextest run -p tocsin-server --test api snapshots` rewrites them.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::{Value, json};
use server::demo::INCOME_KEY;

use crate::support::callout::{act, here, pressed};
use crate::support::notification::{screen, sent};
use crate::support::notify::{accepted, email_to, live};
use crate::support::provider::{PROVIDERS, created, own_id};
use crate::support::request::asked;
use crate::support::{Client, TestServer};

/// Members whose value differs from run to run.
const RANDOM: [&str; 12] = [
    "accessToken",
    "api_key",
    "code",
    "etag",
    "hash",
    "key",
    "p256dh",
    "qr",
    "secret",
    "signingSecret",
    "token",
    "version_hash",
];

/// Replaces random values by stable ones: each UUID by its number in the order of appearance.
#[derive(Default)]
struct Stable(HashMap<String, usize>);

impl Stable {
    fn value(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item)),
            Value::Object(members) => {
                for (name, member) in members.iter_mut() {
                    if RANDOM.contains(&name.as_str()) && member.is_string() {
                        *member = json!(format!("[{name}]"));
                    } else {
                        self.value(member);
                    }
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) -> String {
        let mut stable = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            // With hyphens, or without as in `msg_…`.
            let uuid = [36, 32]
                .iter()
                .filter_map(|length| rest.get(..*length))
                .find(|text| uuid::Uuid::try_parse(text).is_ok());
            if let Some(uuid) = uuid {
                let next = self.0.len() + 1;
                stable.push_str(&format!("[uuid {}]", self.0.entry(uuid.to_owned()).or_insert(next)));
                rest = &rest[uuid.len()..];
                continue;
            }
            let first = rest.chars().next().unwrap();
            stable.push(first);
            rest = &rest[first.len_utf8()..];
        }
        stable
    }
}

/// Compares a response with the stored snapshot of this name.
fn compare(name: &str, mut body: Value) {
    Stable::default().value(&mut body);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, serde_json::to_string_pretty(&body).unwrap());
    });
}

/// Compares the responses of these paths, each with the snapshot of its name.
async fn read(client: &Client, paths: &[(&str, &str)]) {
    for (name, path) in paths {
        let answer = client.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        compare(name, answer.body);
    }
}

#[tokio::test]
async fn callouts_and_the_control_room_keep_their_format() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({"pressedAt": "2026-01-05T11:59:57Z"})).await;
    server.clock.advance(10_000);
    act(&controller, id, "acknowledge", json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    server.clock.advance(10_000);
    let report = resident.post(&format!("/api/callouts/{id}/location"), here()).await;
    assert_eq!(report.status, 200, "{report:?}");
    compare("location_report", report.body);
    let callout = format!("/api/callouts/{id}?shouldIncludeEvents=true&shouldIncludeRoute=true");
    let locations = format!("/api/callouts/{id}/locations");
    read(
        &resident,
        &[
            ("session", "/api/session"),
            ("customer", "/api/customer"),
            ("callout", &callout),
            ("callout_locations", &locations),
            ("callout_classifications", "/api/callout-classifications"),
            ("response_types", "/api/response-types"),
        ],
    )
    .await;
    let callout = format!("/api/control/callouts/{id}");
    let escalation = format!("/api/callouts/{id}/escalation");
    read(
        &controller,
        &[
            ("control_callout", &callout),
            ("control_queue", "/api/control/callouts"),
            ("duty", "/api/control/duty"),
            ("responder", "/api/control/responders/8"),
            ("supplier", "/api/control/suppliers/109"),
            ("escalation", &escalation),
        ],
    )
    .await;
    act(&controller, id, "arrive", json!({})).await;
    act(&controller, id, "complete", json!({"incidentDetails": "A false alarm."})).await;
    act(&controller, id, "close", json!({})).await;
    let refused = resident.post(&format!("/api/callouts/{id}/location"), here()).await;
    assert_eq!(refused.status, 409, "{refused:?}");
    compare("location_report_of_a_closed_callout", refused.body);
}

#[tokio::test]
async fn notifications_keep_their_format() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let (officer, manager, admin) =
        (server.as_officer().await, server.as_manager().await, server.as_admin().await);
    let id = sent(&service, screen(json!({"targetType": "TenantDeath", "siteId": 5}))).await;
    let decided = officer
        .patch(&format!("/api/notifications/{id}"), json!({"actionType": "Approved", "note": "Agreed."}))
        .await;
    assert_eq!(decided.status, 200, "{decided:?}");
    let visit = json!({"user": "resident@demo.example", "officer": "officer@demo.example", "property": "p-1",
        "siteId": 5, "dueAt": "2026-01-08T09:00:00Z"});
    assert_eq!(service.put("/api/visits/visit-1", visit).await.status, 200);
    let caution = json!({"property": "p-1", "message": "Visit in pairs.", "siteId": 5});
    assert_eq!(service.put("/api/cautions/caution-1", caution).await.status, 200);
    let record =
        json!({"title": "Account", "state": "open", "fields": [{"name": "Balance", "value": "£12.00"}]});
    assert_eq!(service.put("/api/records/account/a-1", record).await.status, 200);
    sent(&service, screen(json!({"targetType": "TenantDeath", "siteId": 5, "targetId": "a-1"}))).await;
    let process = json!({"kind": "tenancy-change", "state": "signed", "owner": "officer@demo.example",
        "updatedAt": "2026-01-05T10:00:00Z"});
    assert_eq!(service.put("/api/processes/p-1", process).await.status, 200);
    let (one, history) = (format!("/api/notifications/{id}"), format!("/api/notifications/{id}/history"));
    read(
        &officer,
        &[
            ("notification", &one),
            ("notification_history", &history),
            ("visit", "/api/visits/visit-1"),
            ("cautions", "/api/cautions"),
            ("processes", "/api/processes"),
            ("preferences", "/api/preferences"),
            ("carriers", "/api/carriers"),
        ],
    )
    .await;
    read(&manager, &[("thresholds", "/api/thresholds"), ("sent", "/api/sent")]).await;
    let limit = json!({"guidelines": [{"measure": "silentDays", "limit": 5}]});
    assert_eq!(admin.put("/api/governance", limit).await.status, 200);
    read(&admin, &[("governance", "/api/governance"), ("services", "/api/services")]).await;
    let wrong = service.post("/api/notifications", json!({"notificationType": "Screen"})).await;
    assert_eq!(wrong.status, 422, "{wrong:?}");
    compare("notification_problem", wrong.body);
}

#[tokio::test]
async fn assistance_keeps_its_format() {
    let server = TestServer::start().await;
    let (resident, admin) = (server.as_resident().await, server.as_admin().await);
    let provider = created(&admin, json!({})).await;
    compare("created_provider", provider.clone());
    let request = asked(&resident, provider["id"].as_i64().unwrap()).await;
    // Deliveries of one moment have no order.
    let is_webhook = |delivery: &&Value| delivery["kind"] == "webhook";
    let delivery = request["deliveries"].as_array().unwrap().iter().find(is_webhook).unwrap();
    let delivery = delivery["id"].as_str().unwrap();
    let own = own_id(&resident).await;
    let provider = format!("{PROVIDERS}/{}", provider["id"]);
    let person = format!("/api/v2/resident/{own}");
    let coverage = format!("/api/v2/coverage?resident={own}");
    let delivery = format!("/api/deliveries/{delivery}");
    read(
        &admin,
        &[
            ("organisation", "/api/v2/customer/2"),
            ("site", "/api/v2/site/5"),
            ("resident", &person),
            ("provider", &provider),
            ("coverage", &coverage),
            ("delivery", &delivery),
        ],
    )
    .await;
    let path = format!("/api/v2/assistance-request/{}", request["id"]);
    let mut shown = resident.get(&path).await;
    assert_eq!(shown.status, 200, "{shown:?}");
    shown.body["deliveries"]
        .as_array_mut()
        .unwrap()
        .sort_by_key(|delivery| Reverse(delivery["kind"].to_string()));
    compare("assistance_request", shown.body);
    let wrong = admin.post(PROVIDERS, json!({"webhook_notifiers": [{"name": "", "url": "ftp://x"}]})).await;
    assert_eq!(wrong.status, 400, "{wrong:?}");
    compare("provider_errors", wrong.body);
}

#[tokio::test]
async fn accounts_and_programs_keep_their_format() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let new = json!({"email": "new@acme.example", "name": "Noor Haddad", "role": "officer", "team": "housing", "site": 5});
    let invited = admin.post("/api/users", new).await;
    assert_eq!(invited.status, 201, "{invited:?}");
    let user = format!("/api/users/{}", invited.body["user"]["id"].as_str().unwrap());
    let client = format!("/api/clients/{}", server::demo::CLIENT_ID);
    let template = format!("/api/templates/{}", crate::support::notify::OWN_TEXT);
    read(
        &admin,
        &[
            ("user", &user),
            ("client", &client),
            ("escalation_ladder", "/api/escalation/1"),
            ("follow_ons", "/api/follow-ons"),
            ("template", &template),
        ],
    )
    .await;
}

#[tokio::test]
async fn notify_keeps_its_format() {
    let server = TestServer::start().await;
    let program = live(&server);
    let id = accepted(&program, "email", email_to("rose@home.example")).await;
    let message = format!("/v2/notifications/{id}");
    let template = format!("/v2/template/{}", crate::support::notify::EMAIL);
    read(&program, &[("notify_message", &message), ("notify_template", &template)]).await;
    let refused = program.post("/v2/notifications/sms", json!({"phone_number": "1"})).await;
    assert_eq!(refused.status, 400, "{refused:?}");
    compare("notify_error", refused.body);
}
