//! `POST /api/v2/assistance-provider/test`, and a request that uses the same code path.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::delivery::{calling, tick};
use crate::support::provider::{PROVIDERS, complaints, created, own_id, path, provider};
use crate::support::request::{asked, read};
use database::entity::{assistance_request, delivery};

const TEST: &str = "/api/v2/assistance-provider/test";

async fn answering(template: ResponseTemplate) -> MockServer {
    let endpoint = MockServer::start().await;
    Mock::given(method("POST")).respond_with(template).mount(&endpoint).await;
    endpoint
}

fn hook(endpoint: &MockServer) -> Value {
    json!([{"name": "Desk", "url": format!("{}/hook", endpoint.uri())}])
}

#[tokio::test]
async fn an_unsaved_provider_is_tried_once_by_the_real_path() {
    let server = calling().await;
    let endpoint = answering(ResponseTemplate::new(200).set_body_string("understood")).await;
    let body = provider(json!({"webhook_notifiers": hook(&endpoint)}));
    let answer = server.as_admin().await.post(TEST, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let of = |path: &str| {
        let rows = answer.body["results"].as_array().unwrap();
        rows.iter().find(|row| row["notifier"] == path).cloned().unwrap()
    };
    let tried = of("webhook_notifiers.0");
    assert_eq!(
        (&tried["outcome"], &tried["status"], &tried["answer"]),
        (&json!("delivered"), &json!(200), &json!("understood"))
    );
    assert_eq!((&tried["name"], &tried["kind"]), (&json!("Desk"), &json!("webhook")));
    let headers = tried["headers"].to_string();
    assert!(headers.contains("webhook-signature: v1,") && headers.contains("webhook-id: msg_"), "{headers}");
    assert_eq!(of("email_notifiers.0")["outcome"], "delivered");

    let sent = endpoint.received_requests().await.unwrap();
    assert_eq!(sent.len(), 1, "once");
    let sent: Value = serde_json::from_slice(&sent[0].body).unwrap();
    assert_eq!((&sent["type"], &sent["data"]["test"]), (&json!("assistance.requested"), &json!(true)));
    assert_eq!(
        (&sent["data"]["provider"]["label"], &sent["data"]["resident"]["site_name"]),
        (&json!("Night Watch"), &json!("Acacia Avenue"))
    );
    assert_eq!(
        sent["data"]["resident"]["name"], "Test Resident",
        "nobody's name goes to an address that may be wrong"
    );
    assert_eq!(tried["body"].as_str().map(serde_json::from_str::<Value>).unwrap().unwrap(), sent);
    assert_eq!(
        delivery::Entity::find().count(&*server.state.db).await.unwrap(),
        0,
        "nothing waits to be tried again"
    );
    assert_eq!(assistance_request::Entity::find().count(&*server.state.db).await.unwrap(), 0);
}

#[tokio::test]
async fn what_fails_says_how() {
    let server = calling().await;
    let endpoint = answering(ResponseTemplate::new(503).set_body_string("busy")).await;
    let supporter =
        server::auth::account::find(&*server.state.db, "supporter@demo.example").await.unwrap().unwrap().id;
    let body = provider(json!({
        "webhook_notifiers": hook(&endpoint), "email_notifiers": [],
        "push_notifiers": [{"name": "Sue", "user": supporter}],
    }));
    let answer = server.as_admin().await.post(TEST, body).await;
    let outcomes: Vec<_> = answer.body["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["refused", "impossible"], "no device is registered");
}

#[tokio::test]
async fn a_stored_notifier_signs_with_its_own_secret() {
    let server = calling().await;
    let endpoint = answering(ResponseTemplate::new(201)).await;
    let admin = server.as_admin().await;
    let made = created(&admin, json!({"webhook_notifiers": hook(&endpoint)})).await;
    let stored = &made["webhook_notifiers"][0];
    let secret = stored["secret"].as_str().unwrap();
    let named = json!([{"id": stored["id"], "name": "Desk", "url": stored["url"]}]);
    let without = admin.post(TEST, provider(json!({ "webhook_notifiers": named }))).await;
    assert_eq!(complaints(&without), ["webhook_notifiers.0.id"], "whose notifier it is, is not said");
    let body = provider(json!({"id": made["id"], "webhook_notifiers": named}));
    let answer = admin.post(TEST, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let sent = &endpoint.received_requests().await.unwrap()[0];
    let header = |name: &str| sent.headers[name].to_str().unwrap();
    let webhook = standardwebhooks::Webhook::new(secret).unwrap();
    let at = header("webhook-timestamp").parse().unwrap();
    assert_eq!(header("webhook-signature"), webhook.sign(header("webhook-id"), at, &sent.body).unwrap());
}

#[tokio::test]
async fn a_form_that_cannot_be_saved_is_not_tried() {
    let server = calling().await;
    let admin = server.as_admin().await;
    let answer = admin.post(TEST, provider(json!({"label": "", "object_id": 6}))).await;
    assert_eq!(complaints(&answer), ["label", "object_id"]);
    assert_eq!(admin.post(TEST, provider(json!({"id": 12}))).await.status, 404, "of another organisation");
    for (client, status) in [
        (server.as_officer().await, 403),
        (server.as_resident().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        assert_eq!(client.post(TEST, provider(json!({}))).await.status, status);
    }
}

#[tokio::test]
async fn a_request_goes_out_and_comes_back_delivered() {
    let server = calling().await;
    let endpoint = answering(ResponseTemplate::new(200)).await;
    let (admin, resident) = (server.as_admin().await, server.as_resident().await);
    let made = created(&admin, json!({"webhook_notifiers": hook(&endpoint), "email_notifiers": []})).await;
    let request = asked(&resident, made["id"].as_i64().unwrap()).await;
    tick(&server).await;
    let now = read(&resident, &request).await;
    assert_eq!((&now["status"], &now["deliveries"][0]["status"]), (&json!("delivered"), &json!("delivered")));
    let sent: Value = serde_json::from_slice(&endpoint.received_requests().await.unwrap()[0].body).unwrap();
    let data = json!({
        "request": request["id"],
        "provider": {"id": made["id"], "name": "Night Watch", "label": "Night Watch"},
        "resident": {"id": own_id(&resident).await, "name": "Rose Adeyemi", "site": 5, "site_name": "Acacia Avenue"},
    });
    assert_eq!(sent["data"], data);
}

#[tokio::test]
async fn who_is_gone_is_told_no_more() {
    let server = calling().await;
    let endpoint = answering(ResponseTemplate::new(410)).await;
    let (admin, resident) = (server.as_admin().await, server.as_resident().await);
    let made = created(&admin, json!({"webhook_notifiers": hook(&endpoint)})).await;
    let request = asked(&resident, made["id"].as_i64().unwrap()).await;
    tick(&server).await;
    assert_eq!(admin.get(&path(&made)).await.body["webhook_notifiers"][0]["disabled"], true);
    let kinds = |request: &Value| request["deliveries"].as_array().unwrap().len();
    assert_eq!(kinds(&request), 2);
    assert_eq!(kinds(&asked(&resident, made["id"].as_i64().unwrap()).await), 1, "by e-mail only");
    let list = admin.get(&format!("{PROVIDERS}?search=night&health=true")).await.body;
    assert_eq!(list["results"][0]["health"]["state"], "failing");
}
