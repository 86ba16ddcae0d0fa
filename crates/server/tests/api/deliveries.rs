//! `/api/deliveries`: the list of deliveries and the replay.

use serde_json::{Value, json};
use server::deliveries::new_delivery::{DeliverySubject, NewDelivery, Target};
use server::deliveries::{Signer, secret};
use wire::delivery::DeliveryCause;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::delivery::{calling, put_down, tick, webhook};
use crate::support::{Client, TestServer};

/// Creates a provider with one webhook through the API; returns the ids of both.
async fn provider(admin: &Client, url: &str) -> (i64, i64) {
    let body = json!({"name": "Duty desk", "label": "Duty", "content_type": "customer", "object_id": 2,
        "webhook_notifiers": [{"name": "Desk", "url": url}]});
    let made = admin.post("/api/v2/assistance-provider", body).await;
    assert_eq!(made.status, 201, "{made:?}");
    (made.body["id"].as_i64().unwrap(), made.body["webhook_notifiers"][0]["id"].as_i64().unwrap())
}

fn to_notifier(url: &str, provider: i64, notifier: i64, request: i64) -> NewDelivery {
    let mut new = webhook(url);
    new.about = DeliverySubject { cause: DeliveryCause::AssistanceRequest, id: request.to_string() };
    new.provider_id = Some(provider);
    new.notifier_id = Some(notifier);
    if let Target::Webhook { signer, .. } = &mut new.target {
        *signer = Signer::Notifier(notifier);
    }
    new
}

async fn answering(status: u16) -> MockServer {
    let endpoint = MockServer::start().await;
    let answer = ResponseTemplate::new(status).set_body_string("their words");
    Mock::given(any()).respond_with(answer).mount(&endpoint).await;
    endpoint
}

async fn ids(client: &Client, query: &str) -> Vec<String> {
    let answer = client.get(&format!("/api/deliveries{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

struct Ledger {
    server: TestServer,
    admin: Client,
    provider: i64,
    notifier: i64,
    taken: String,
    refused: String,
    failing: MockServer,
}

async fn ledger() -> Ledger {
    let server = calling().await;
    let admin = server.as_admin().await;
    let (working, failing) = (answering(200).await, answering(500).await);
    let (provider, notifier) = provider(&admin, &working.uri()).await;
    let taken = put_down(&server, to_notifier(&working.uri(), provider, notifier, 5)).await;
    server.clock.advance(1);
    let refused = put_down(&server, to_notifier(&failing.uri(), provider, notifier, 6)).await;
    tick(&server).await;
    Ledger { server, admin, provider, notifier, taken, refused, failing }
}

#[tokio::test]
async fn the_ledger_shows_each_try_and_can_be_narrowed_down() {
    let Ledger { server: _server, admin, provider, notifier, taken, refused, .. } = ledger().await;
    assert_eq!(ids(&admin, "").await, [refused.clone(), taken.clone()]);
    assert_eq!(ids(&admin, &format!("?provider={provider}")).await.len(), 2);
    assert_eq!(ids(&admin, &format!("?notifier={notifier}&state=waiting")).await, [refused.as_str()]);
    assert_eq!(ids(&admin, "?request=5").await, [taken.as_str()]);
    assert_eq!(ids(&admin, "?state=delivered").await, [taken.as_str()]);
    assert_eq!(ids(&admin, "?service=nobody").await, Vec::<String>::new());
    assert_eq!(ids(&admin, "?limit=1").await, [refused.as_str()]);
    assert_eq!(ids(&admin, &format!("?before={refused}")).await, [taken.as_str()]);
    assert_eq!(admin.get("/api/deliveries?state=lost").await.status, 400);

    let row = admin.get(&format!("/api/deliveries/{refused}")).await.body;
    assert_eq!(row["provider"], json!({"id": provider, "name": "Duty desk"}));
    assert_eq!((&row["about"]["kind"], &row["about"]["id"]), (&json!("assistance-request"), &json!("6")));
    assert_eq!(row["startedAt"], "2026-01-05T12:00:00.001Z");
    assert!(row["dueAt"].is_string() && row["endedAt"].is_null());
    assert!(row["body"].as_str().unwrap().contains("assistance.requested"));
    let attempt = &row["attempts"][0];
    assert_eq!((&attempt["number"], &attempt["status"]), (&json!(1), &json!(500)));
    assert_eq!(attempt["answer"], "their words");
    assert!(attempt["tookMs"].is_number());
    assert!(!row.to_string().contains("whsec_"));
}

#[tokio::test]
async fn an_unchanged_ledger_answers_304() {
    let Ledger { server: _server, admin, .. } = ledger().await;
    let first = admin.get("/api/deliveries").await;
    let again =
        admin.with_header("if-none-match", first.header("etag").unwrap()).get("/api/deliveries").await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
}

#[tokio::test]
async fn the_ledger_is_for_the_staff_of_one_organisation() {
    let Ledger { server, taken, .. } = ledger().await;
    let one = format!("/api/deliveries/{taken}");
    for path in ["/api/deliveries", one.as_str()] {
        assert_eq!(server.anonymous().get(path).await.status, 401);
        assert_eq!(server.as_resident().await.get(path).await.status, 403);
        assert_eq!(server.as_controller().await.get(path).await.status, 403);
        assert_eq!(server.as_officer().await.get(path).await.status, 200);
    }
    let mut elsewhere = webhook("https://elsewhere.example/");
    elsewhere.organisation_id = Some(3);
    let foreign = put_down(&server, elsewhere).await;
    let admin = server.as_admin().await;
    assert!(!ids(&admin, "").await.contains(&foreign));
    for id in [foreign.as_str(), "nothing"] {
        assert_eq!(admin.get(&format!("/api/deliveries/{id}")).await.status, 404);
        assert_eq!(admin.post(&format!("/api/deliveries/{id}/replay"), json!({})).await.status, 404);
    }
    assert_eq!(server.as_officer().await.post(&format!("{one}/replay"), json!({})).await.status, 403);
}

#[tokio::test]
async fn a_replay_goes_where_the_notifier_leads_now_and_keeps_its_webhook_id() {
    let Ledger { server, admin, provider, refused, failing, .. } = ledger().await;
    let replay = format!("/api/deliveries/{refused}/replay");
    assert_eq!(admin.post(&replay, json!({})).await.status, 409, "it is still tried");
    server.clock.advance(400_000);
    tick(&server).await;
    let dead = admin.get(&format!("/api/deliveries/{refused}")).await.body;
    assert_eq!(dead["state"], "dead");

    let mended = answering(201).await;
    let path = format!("/api/v2/assistance-provider/{provider}");
    let notifier = admin.get(&path).await.body["webhook_notifiers"][0]["id"].clone();
    let change = json!({"webhook_notifiers": [{"id": notifier, "name": "Desk", "url": mended.uri()}]});
    assert_eq!(admin.patch(&path, change).await.status, 200);
    let answer = admin.post(&replay, json!({})).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(answer.body["replayOf"], Value::String(refused.clone()));
    assert_eq!(answer.body["webhookId"], dead["webhookId"]);
    tick(&server).await;
    let again = admin.get(&format!("/api/deliveries/{}", answer.body["id"].as_str().unwrap())).await.body;
    assert_eq!(again["state"], "delivered");
    assert_eq!(again["attempts"].as_array().unwrap().len(), 1);
    let (old, new) = (failing.received_requests().await.unwrap(), mended.received_requests().await.unwrap());
    assert_eq!(old[0].headers["webhook-id"], new[0].headers["webhook-id"]);
    assert_eq!(old[0].body, new[0].body);
    assert_eq!(admin.get(&format!("/api/deliveries/{refused}")).await.body, dead, "what was, stays");
}

#[tokio::test]
async fn nothing_is_replayed_to_a_notifier_that_was_removed() {
    let Ledger { server, admin, taken, provider, .. } = ledger().await;
    assert_eq!(admin.delete(&format!("/api/v2/assistance-provider/{provider}")).await.status, 204);
    let answer = admin.post(&format!("/api/deliveries/{taken}/replay"), json!({})).await;
    assert_eq!(answer.status, 409, "{answer:?}");
    assert!(answer.message().contains("removed"));
    assert_eq!(ids(&server.as_admin().await, "").await.len(), 2, "the ledger keeps what was");
}

#[tokio::test]
async fn a_trial_takes_the_very_same_path_once_and_leaves_nothing() {
    let Ledger { server, admin, .. } = ledger().await;
    let before = ids(&admin, "").await;
    let endpoint = answering(500).await;
    let unsaved = Target::Webhook {
        name: "Desk".to_owned(),
        url: endpoint.uri(),
        signer: Signer::Notifier(0),
        data: json!({"test": true}),
    };
    let trial =
        server::deliveries::try_once(&server.state, "assistance.test", unsaved).await.unwrap().remove(0);
    assert_eq!((trial.outcome.as_str(), trial.status), ("refused", Some(500)));
    assert_eq!(trial.answer.as_deref(), Some("their words"));
    let sent = endpoint.received_requests().await.unwrap();
    assert_eq!(sent.len(), 1);
    assert_eq!(String::from_utf8(sent[0].body.clone()).unwrap(), trial.body);
    let signature = sent[0].headers["webhook-signature"].to_str().unwrap();
    assert!(trial.headers.contains(&format!("webhook-signature: {signature}")));
    assert_eq!(ids(&admin, "").await, before);
}

#[tokio::test]
async fn forgetting_a_secret_stops_what_it_signed() {
    let server = calling().await;
    let endpoint = answering(200).await;
    let transaction = server.state.write().await.unwrap();
    secret::rotate(&*transaction, &server.state, &Signer::Notifier(1)).await.unwrap();
    secret::remove(&*transaction, &Signer::Notifier(1)).await.unwrap();
    transaction.commit().await.unwrap();
    put_down(&server, webhook(&endpoint.uri())).await;
    tick(&server).await;
    assert!(endpoint.received_requests().await.unwrap().is_empty());
}
