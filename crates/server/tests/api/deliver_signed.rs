//! Signatures, verified with the public library of Standard Webhooks.

use serde_json::{Value, json};
use server::deliveries::secret::OVERLAP;
use standardwebhooks::Webhook;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::delivery::{calling, new_secret, put_down, row, tick, webhook};
use crate::support::{NOON, TestServer};

async fn endpoint(status: u16) -> MockServer {
    let endpoint = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(status)).mount(&endpoint).await;
    endpoint
}

/// Whether the public library computes the same signature. Its own check uses the machine's clock, which is not the test's.
fn verifies(secret: &str, request: &Request) -> bool {
    let seconds = header(request, "webhook-timestamp").parse().unwrap();
    let oracle = Webhook::new(secret).unwrap();
    let expected = oracle.sign(header(request, "webhook-id"), seconds, &request.body).unwrap();
    header(request, "webhook-signature").split(' ').any(|signature| signature == expected)
}

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers[name].to_str().unwrap()
}

async fn requests(endpoint: &MockServer) -> Vec<Request> {
    endpoint.received_requests().await.unwrap()
}

#[tokio::test]
async fn every_try_is_signed_with_its_own_time_and_one_id() {
    let server = calling().await;
    let endpoint = endpoint(500).await;
    let secret = new_secret(&server).await;
    let id = put_down(&server, webhook(&endpoint.uri())).await;
    for _ in 0..9 {
        tick(&server).await;
        if let Some(due) = row(&server, &id).await.due_at {
            server.clock.advance(due - server.state.now());
        }
    }
    let requests = requests(&endpoint).await;
    assert_eq!(requests.len(), 9);
    let webhook_id = row(&server, &id).await.webhook_id;
    let mut times = Vec::new();
    for request in &requests {
        assert!(verifies(&secret, request));
        assert_eq!(header(request, "webhook-id"), webhook_id);
        assert_eq!(header(request, "content-type"), "application/json");
        assert!(header(request, "user-agent").starts_with("Tocsin/"));
        assert_eq!(request.body, requests[0].body);
        times.push(header(request, "webhook-timestamp").parse::<i64>().unwrap());
    }
    assert_eq!(times[0], NOON / 1000);
    assert!(times.is_sorted() && times[8] > times[0] + 240);
    let body: Value = serde_json::from_slice(&requests[0].body).unwrap();
    let expected = json!({
        "type": "assistance.requested", "timestamp": "2026-01-05T12:00:00.000Z",
        "data": {"request": 1, "words": "é \" \\"},
    });
    assert_eq!(body, expected);
}

async fn send_one(server: &TestServer, endpoint: &MockServer) -> Request {
    put_down(server, webhook(&endpoint.uri())).await;
    tick(server).await;
    requests(endpoint).await.pop().unwrap()
}

#[tokio::test]
async fn after_a_rotation_the_old_secret_signs_for_a_day_beside_the_new_one() {
    let server = calling().await;
    let endpoint = endpoint(200).await;
    let (first, second) = (new_secret(&server).await, new_secret(&server).await);
    assert!(first.starts_with("whsec_") && first != second);
    server.clock.advance(OVERLAP - 1);
    let request = send_one(&server, &endpoint).await;
    assert!(verifies(&first, &request) && verifies(&second, &request));
    server.clock.advance(1);
    let request = send_one(&server, &endpoint).await;
    assert!(!verifies(&first, &request) && verifies(&second, &request));
    let third = new_secret(&server).await;
    let fourth = new_secret(&server).await;
    let request = send_one(&server, &endpoint).await;
    assert!(!verifies(&second, &request), "only one old secret signs");
    assert!(verifies(&third, &request) && verifies(&fourth, &request));
}

#[tokio::test]
async fn a_secret_cannot_be_read_in_the_database() {
    let server = calling().await;
    let secret = new_secret(&server).await;
    assert!(!server.stores(secret.trim_start_matches("whsec_")).await);
}

#[tokio::test]
async fn without_a_secret_nothing_is_sent() {
    let server = calling().await;
    let endpoint = endpoint(200).await;
    let id = put_down(&server, webhook(&endpoint.uri())).await;
    tick(&server).await;
    assert_eq!(row(&server, &id).await.state, "dead");
    assert!(requests(&endpoint).await.is_empty());
}
