//! An integrator tests a client: its webhook receives every step of a TEST callout, signed, and no real alarm is affected.
//!
//! Long because the journey of an integrator is one test.

use serde_json::{Value, json};
use server::demo::CLIENT_ID;
use standardwebhooks::Webhook;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::callout::{act, pressed, read, told};
use crate::support::delivery::{calling, tick};
use crate::support::notification::list;
use crate::support::{Client, TestServer};

/// The order of events in a callout's life.
const ORDER: [&str; 11] = [
    ".new",
    ".acknowledged",
    ".owned",
    ".dispatched",
    ".arrived",
    ".response-cancelled",
    ".completed",
    ".soft-cancelled",
    ".no-response-required",
    ".closed",
    ".events-changed",
];

const GUEST: &str = "guid_1234@company.example";

fn path() -> String {
    format!("/api/clients/{CLIENT_ID}")
}

async fn endpoint(status: u16) -> MockServer {
    let endpoint = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(status)).mount(&endpoint).await;
    endpoint
}

/// Sets the webhook with the client's own token, and returns the signing secret.
async fn listen(server: &TestServer, endpoint: &MockServer) -> String {
    let body = json!({"webhookUrl": format!("{}/callouts", endpoint.uri())});
    let answer = server.server_token().await.patch(&path(), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body["webhookSecret"].as_str().unwrap().to_owned()
}

/// A user whom the client registered, with their own token and id.
async fn guest(server: &TestServer) -> (Client, i64) {
    let body = json!({"email": GUEST, "password": "long enough"});
    let made = server.server_token().await.post("/api/oauth/user", body.clone()).await;
    let answer = server.anonymous().post("/api/oauth/token", body).await;
    let user = server.anonymous().with_token(answer.body["accessToken"].as_str().unwrap());
    (user, made.body["customerId"].as_i64().unwrap())
}

async fn try_out(server: &TestServer) {
    server
        .run(&format!("UPDATE client SET request_type = 'INTEGRATION_TEST' WHERE id = '{CLIENT_ID}'"))
        .await;
}

async fn heard(endpoint: &MockServer) -> Vec<(String, Value)> {
    let requests = endpoint.received_requests().await.unwrap();
    let bodies = requests.iter().map(|request| serde_json::from_slice::<Value>(&request.body).unwrap());
    let bodies = bodies.inspect(|body| {
        assert_eq!(
            (&body["message"], &body["callout"]),
            (&body["data"]["message"], &body["data"]["callout"])
        );
    });
    let mut heard: Vec<_> =
        bodies.map(|body| (body["type"].as_str().unwrap().to_owned(), body["data"].clone())).collect();
    // Simultaneous events have the same sequence, and webhooks may arrive out of order.
    let rank = |kind: &str| ORDER.iter().position(|known| kind.ends_with(known));
    heard.sort_by_key(|(kind, data)| (data["sequence"].as_i64(), rank(kind)));
    heard
}

fn kinds(heard: &[(String, Value)]) -> Vec<&str> {
    heard.iter().map(|(kind, _)| kind.trim_start_matches("callout.")).collect()
}

fn verifies(secret: &str, request: &Request) -> bool {
    let header = |name: &str| request.headers[name].to_str().unwrap();
    let seconds = header("webhook-timestamp").parse().unwrap();
    let expected = Webhook::new(secret).unwrap().sign(header("webhook-id"), seconds, &request.body).unwrap();
    header("webhook-signature").split(' ').any(|signature| signature == expected)
}

#[tokio::test]
async fn an_integrator_follows_a_test_from_the_press_to_the_close() {
    let server = calling().await;
    let endpoint = endpoint(200).await;
    try_out(&server).await;
    let secret = listen(&server, &endpoint).await;
    let (user, resident) = guest(&server).await;
    // Staff know where the resident lives; the phone does not reveal its location.
    let home = json!({"flat": "4b", "street": "12 Acacia Avenue", "town": "Sandton", "postcode": "2090", "lat": -26.1033, "lon": 28.0862});
    let admin = server.as_admin().await;
    assert_eq!(admin.put(&format!("/api/v2/resident/{resident}/address"), home).await.status, 200);

    let body = json!({"calloutClassificationId": 2, "customer": {"name": "Gus"}});
    let answer = user.post("/api/callouts", body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let id = answer.body["id"].as_i64().unwrap();
    assert_eq!(answer.body["location"], Value::Null, "a home is not where somebody is");

    let controller = server.as_controller().await;
    let queue = async |state: &str| {
        let list = controller.get(&format!("/api/control/callouts?state={state}")).await.body;
        list.as_array().unwrap().iter().map(|row| row["callout"]["id"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!((queue("open").await, queue("demo").await), (vec![], vec![id]));
    let desk = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(desk["home"]["line"], "Flat 4b, 12 Acacia Avenue, Sandton, 2090");
    assert_eq!((&desk["home"]["notMeasured"], &desk["position"]), (&json!(true), &Value::Null));

    act(&controller, id, "verify", json!({})).await;
    let callout = read(&user, id).await;
    let rung = callout["calloutResponderInRanges"][0]["responderId"].as_i64().unwrap();
    assert_eq!(rung, 202, "the demo vehicle at the home is rung, and no real one");
    assert!(told(&callout).iter().any(|event| event.contains("No location was measured")), "{callout}");
    let accept = json!({"calloutId": id, "answer": "accept"});
    let answer = controller.post(&format!("/api/control/responders/{rung}/answer"), accept).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    act(&controller, id, "acknowledge", json!({})).await;
    act(&controller, id, "own", json!({})).await;
    act(&controller, id, "reply", json!({"message": "Somebody is coming."})).await;
    act(&controller, id, "arrive", json!({})).await;
    assert_eq!(user.post(&format!("/api/callouts/{id}/dismiss"), json!({})).await.status, 200);
    act(&controller, id, "stand-down", json!({})).await;
    act(&controller, id, "complete", json!({})).await;
    act(&controller, id, "close", json!({})).await;

    tick(&server).await;
    let heard = heard(&endpoint).await;
    let expected = [
        "new",
        "events-changed",
        "events-changed",
        "acknowledged",
        "dispatched",
        "owned",
        "events-changed",
        "arrived",
        "soft-cancelled",
        "no-response-required",
        "completed",
        "closed",
    ];
    assert_eq!(kinds(&heard), expected);
    let messages: Vec<_> = heard.iter().map(|(_, data)| data["message"].as_str().unwrap()).collect();
    assert_eq!((messages[0], messages[4]), ("NEW_CALLOUT", "RESPONDER_ACKNOWLEDGED_CALLOUT"));
    assert_eq!(
        messages[7..],
        [
            "RESPONDER_ARRIVED_ON_SCENE",
            "CALLOUT_SOFT_CANCELLED_BY_CUSTOMER",
            "CALLOUT_NO_LONGER_REQUIRES_RESPONSE",
            "RESPONDER_COMPLETED",
            "CALLOUT_CLOSED",
        ]
    );
    let last = &heard.last().unwrap().1;
    assert_eq!((&last["callout"]["id"], &last["callout"]["status"]), (&json!(id), &json!("closed")));
    assert!(heard.iter().all(|(_, data)| data["events"].as_array().is_some_and(|events| !events.is_empty())));
    for request in endpoint.received_requests().await.unwrap() {
        assert!(verifies(&secret, &request));
        let text = String::from_utf8(request.body).unwrap();
        assert!(!text.contains("Gus") && !text.contains("Acacia") && !text.contains("-26.1"), "{text}");
    }
    // No officer was notified of it.
    assert!(list(&server.as_officer().await, "").await.is_empty());
    let ledger = admin.get(&format!("/api/deliveries?client={CLIENT_ID}&callout={id}")).await.body;
    assert_eq!(ledger.as_array().unwrap().len(), expected.len());
    assert_eq!(ledger[0]["client"]["name"], "Demo integrator");
    assert_eq!(ledger[0]["about"]["kind"], "callout");
}

#[tokio::test]
async fn a_real_press_of_a_client_that_is_tried_out_counts_as_a_test() {
    let server = TestServer::start().await;
    try_out(&server).await;
    let (user, _) = guest(&server).await;
    let real = user.post("/api/callouts", json!({"calloutClassificationId": 1})).await;
    assert_eq!((real.status, &real.body["calloutClassificationId"]), (201, &json!(2)));
    let events = read(&user, real.body["id"].as_i64().unwrap()).await["calloutEvents"].clone();
    assert_eq!(events[0]["event"]["ignored"], json!(["calloutClassificationId"]));
    assert!(events[0]["event"]["body"].as_str().unwrap().contains("tried out"));
    let unsaid = user.post("/api/callouts", json!({"responseTypeId": 2})).await;
    assert_eq!((unsaid.status, &unsaid.body["calloutClassificationId"]), (201, &json!(2)));
    let demo = user.post("/api/callouts", json!({"responseTypeId": 3, "internalTest": true})).await;
    assert_eq!((demo.status, &demo.body["responseTypeId"]), (201, &json!(3)));
    let by_client = json!({"calloutClassificationId": 1, "customer": {"email": "other@x.example"}});
    let raised = server.server_token().await.post("/api/callouts", by_client).await;
    assert_eq!((raised.status, &raised.body["calloutClassificationId"]), (201, &json!(2)));
    let open = server.as_controller().await.get("/api/control/callouts?state=open").await;
    assert_eq!(open.body, json!([]), "no real queue shows them");
    assert!(list(&server.as_officer().await, "").await.is_empty());
}

#[tokio::test]
async fn a_verified_test_of_such_a_client_rings_demo_vehicles_only() {
    let server = TestServer::start().await;
    try_out(&server).await;
    let (user, _) = guest(&server).await;
    let id = pressed(&user, json!({"calloutClassificationId": 2})).await;
    let callout = act(&server.as_controller().await, id, "verify", json!({})).await;
    let near = callout["callout"]["calloutResponderInRanges"].as_array().unwrap().clone();
    assert!(!near.is_empty());
    assert!(near.iter().all(|row| row["responderId"].as_i64().unwrap() > 200), "{near:?}");
}

#[tokio::test]
async fn a_client_in_earnest_hears_of_real_callouts_of_its_users_and_of_those_it_raised() {
    let server = calling().await;
    let endpoint = endpoint(200).await;
    listen(&server, &endpoint).await;
    let (user, _) = guest(&server).await;
    let own = pressed(&user, json!({})).await;
    pressed(&server.as_resident().await, json!({})).await;
    let body = json!({"customer": {"email": "neighbour@demo.example"}});
    let raised = server.server_token().await.post("/api/callouts", body).await.body["id"].as_i64().unwrap();
    tick(&server).await;
    let heard = heard(&endpoint).await;
    let new: Vec<_> = heard.iter().filter(|(kind, _)| kind == "callout.new").collect();
    let ids: Vec<_> = new.iter().map(|(_, data)| data["callout"]["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, [own, raised], "a stranger's callout is not theirs");
}

#[tokio::test]
async fn comments_gaps_and_a_second_press_are_changes_of_events() {
    let server = calling().await;
    let endpoint = endpoint(200).await;
    listen(&server, &endpoint).await;
    let (user, _) = guest(&server).await;
    let id = pressed(&user, json!({})).await;
    user.post(&format!("/api/callouts/{id}/comments"), json!({"message": "Hurry"})).await;
    server.clock.advance(11_000);
    pressed(&user, json!({})).await;
    let gap = json!({"noFix": "timeout", "gap": {"from": "2026-01-05T11:59:00Z", "to": "2026-01-05T12:00:00Z", "reason": "hidden"}});
    assert_eq!(user.post(&format!("/api/callouts/{id}/location"), gap).await.status, 200);
    tick(&server).await;
    assert_eq!(kinds(&heard(&endpoint).await), ["new", "events-changed", "events-changed", "events-changed"]);
}

#[tokio::test]
async fn a_webhook_that_fails_stands_in_the_ledger_and_admins_are_told() {
    let server = calling().await;
    let endpoint = endpoint(500).await;
    listen(&server, &endpoint).await;
    let (user, _) = guest(&server).await;
    pressed(&user, json!({})).await;
    for _ in 0..12 {
        tick(&server).await;
        server.clock.advance(60_000);
    }
    let admin = server.as_admin().await;
    let dead = admin.get(&format!("/api/deliveries?client={CLIENT_ID}&state=dead")).await.body;
    assert!(!dead.as_array().unwrap().is_empty());
    let tray = list(&admin, "").await;
    assert!(
        tray[0]["message"].as_str().unwrap().contains("Demo integrator did not receive the news of callout"),
        "{tray:?}"
    );
    let replay =
        admin.post(&format!("/api/deliveries/{}/replay", dead[0]["id"].as_str().unwrap()), json!({})).await;
    assert_eq!(replay.status, 201, "{replay:?}");
}

#[tokio::test]
async fn the_secret_is_shown_once_and_rotated_and_an_address_inside_is_refused() {
    let server = TestServer::start().await;
    let (client, admin) = (server.server_token().await, server.as_admin().await);
    let body = json!({"webhookUrl": "https://client.example/callouts"});
    let first = client.patch(&path(), body.clone()).await;
    let secret = first.body["webhookSecret"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("whsec_"));
    assert!(!server.stores(&secret[6..]).await, "the secret is in the database");
    let again = admin.patch(&path(), body).await;
    assert_eq!((again.status, &again.body["webhookSecret"]), (200, &Value::Null));
    let rotated = admin.post(&format!("{}/rotate", path()), json!({})).await;
    assert_ne!(rotated.body["webhookSecret"], json!(secret));
    for body in [
        json!({"webhookUrl": "http://127.0.0.1/x"}),
        json!({"webhookUrl": "ftp://x"}),
        json!({"webhookUrl": 5}),
    ] {
        let refused = client.patch(&path(), body.clone()).await;
        assert_eq!(refused.status, 400, "{body}");
        assert!(refused.message().starts_with("webhookUrl: "), "{refused:?}");
    }
    assert_eq!(admin.get(&path()).await.body["webhookUrl"], "https://client.example/callouts");
    assert_eq!(
        client.patch(&path(), json!({"webhookUrl": ""})).await.body["client"]["webhookUrl"],
        Value::Null
    );
}

#[tokio::test]
async fn tokens_of_a_client_are_counted_and_revoked_together() {
    let server = TestServer::start().await;
    let (client, other) = (server.server_token().await, server.server_token().await);
    assert_eq!(client.get(&path()).await.body["tokenCount"], 2);
    assert_eq!(server.as_admin().await.delete(&format!("{}/tokens", path())).await.status, 204);
    for revoked in [client, other] {
        assert_eq!(revoked.get(&path()).await.status, 401);
    }
    assert_eq!(server.server_token().await.get(&path()).await.body["tokenCount"], 1);
}
