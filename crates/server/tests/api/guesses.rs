//! Wrong guesses delay their origin, and never refuse another person's right password.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use serde_json::{Value, json};
use server::config::{Config, PasswordCost};
use server::demo::{CLIENT_ID, CLIENT_SECRET, PASSWORD};

use crate::support::callout::pressed;
use crate::support::guess::{NEVER, is_slowed};
use crate::support::{Answer, Client, TestServer};

const MINUTE: i64 = 60_000;
const ROSE: &str = "resident@demo.example";

/// A server behind a proxy, so that callers can have different addresses.
async fn server(delay: Duration) -> TestServer {
    TestServer::with(|config| {
        config.web.trusted_proxies = vec!["0.0.0.0".parse().unwrap()];
        config.limits.guess_delay = delay;
    })
    .await
}

fn from(server: &TestServer, address: &str) -> Client {
    server.anonymous().with_header("x-forwarded-for", address)
}

fn sign_in(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password })
}

async fn guess(client: &Client, times: usize) {
    for _ in 0..times {
        assert_eq!(client.post("/api/session", sign_in(ROSE, "guess")).await.status, 401);
    }
}

/// The response, which must not have been delayed.
async fn at_once(client: &Client, path: &str, body: Value) -> Answer {
    tokio::time::timeout(Duration::from_secs(60), client.post(path, body)).await.expect("it was slowed down")
}

async fn is_slowed_at(client: &Client, body: Value) -> bool {
    is_slowed(client.post("/api/session", body)).await
}

#[tokio::test]
async fn guessing_is_slowed_down_and_forgiven_after_a_while() {
    let server = server(NEVER).await;
    let client = from(&server, "203.0.113.1");
    guess(&client, 10).await;
    assert!(is_slowed_at(&client, sign_in(ROSE, "guess")).await);
    let other = sign_in("neighbour@demo.example", PASSWORD);
    assert_eq!(at_once(&client, "/api/session", other).await.status, 200);
    server.clock.advance(15 * MINUTE);
    assert_eq!(at_once(&client, "/api/session", sign_in(ROSE, PASSWORD)).await.status, 200);
}

#[tokio::test]
async fn wrong_guesses_of_strangers_never_refuse_the_right_password() {
    let server = server(Duration::from_millis(20)).await;
    let shared = from(&server, "203.0.113.1");
    for path in ["/api/session", "/api/oauth/token"] {
        guess(&shared, 20).await;
        let answer = shared.post(path, sign_in(ROSE, PASSWORD)).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
    }
    // A list of names from one address, and one name from many addresses.
    for number in 0..210 {
        let wrong = sign_in(&format!("nobody{number}@demo.example"), "guess");
        assert_eq!(shared.post("/api/session", wrong).await.status, 401);
    }
    for number in 0..110 {
        let stranger = from(&server, &format!("198.51.100.{}", number % 250));
        assert_eq!(stranger.post("/api/session", sign_in(ROSE, "guess")).await.status, 401);
    }
    for address in ["203.0.113.1", "192.0.2.77"] {
        let answer = from(&server, address).post("/api/session", sign_in(ROSE, PASSWORD)).await;
        assert_eq!(answer.status, 200, "{address}: {answer:?}");
    }
}

#[tokio::test]
async fn a_device_that_signed_in_before_is_not_slowed_down_by_strangers() {
    let server = server(NEVER).await;
    let first = from(&server, "203.0.113.1").post("/api/session", sign_in(ROSE, PASSWORD)).await;
    let cookies = first.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let device = cookies.into_iter().find(|cookie| cookie.starts_with("__Host-tocsin-device=")).unwrap();
    for part in ["; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age="] {
        assert!(device.contains(part), "{device}");
    }
    let mut phone = from(&server, "203.0.113.1");
    phone.cookie = Some(device.split(';').next().unwrap().to_owned());
    let stranger = from(&server, "203.0.113.1");
    guess(&stranger, 10).await;
    assert!(is_slowed_at(&stranger, sign_in(ROSE, PASSWORD)).await);
    assert_eq!(at_once(&phone, "/api/session", sign_in(ROSE, PASSWORD)).await.status, 200);

    // Its own guesses count, and the cookie of one person does not help another.
    guess(&phone, 10).await;
    assert!(is_slowed_at(&phone, sign_in(ROSE, PASSWORD)).await);
    let neighbour = "neighbour@demo.example";
    for _ in 0..10 {
        assert_eq!(stranger.post("/api/session", sign_in(neighbour, "guess")).await.status, 401);
    }
    assert!(is_slowed_at(&phone, sign_in(neighbour, "guess")).await);
}

#[tokio::test]
async fn an_api_client_is_not_slowed_down_by_strangers_who_know_its_id() {
    let server = server(NEVER).await;
    let body = |secret: &str| json!({ "clientId": CLIENT_ID, "clientSecret": secret });
    let client = from(&server, "203.0.113.1");
    assert_eq!(client.post("/api/oauth/token", body(CLIENT_SECRET)).await.status, 200);
    for number in 0..100 {
        let stranger = from(&server, &format!("198.51.100.{}", number % 20));
        assert_eq!(at_once(&stranger, "/api/oauth/token", body("guess")).await.status, 401);
    }
    let stranger = from(&server, "198.51.100.99");
    assert!(is_slowed(stranger.post("/api/oauth/token", body("guess"))).await);
    assert_eq!(at_once(&client, "/api/oauth/token", body(CLIENT_SECRET)).await.status, 200);
}

#[tokio::test]
async fn guesses_from_one_ipv6_network_count_as_guesses_from_one_address() {
    let server = server(NEVER).await;
    for number in 1..=10 {
        guess(&from(&server, &format!("2001:db8:1:2::{number:x}")), 1).await;
    }
    assert!(is_slowed_at(&from(&server, "2001:db8:1:2:ffff::1"), sign_in(ROSE, "guess")).await);
    guess(&from(&server, "2001:db8:1:3::1"), 1).await;
}

#[tokio::test]
async fn many_guesses_at_once_are_all_counted() {
    let server = server(NEVER).await;
    let client = from(&server, "203.0.113.1");
    let mut guesses: FuturesUnordered<_> =
        (0..30).map(|_| client.post("/api/session", sign_in(ROSE, "guess"))).collect();
    let mut statuses = Vec::new();
    // Four wait for their turn, which does not come in this test.
    while statuses.len() < 26 {
        let answer = tokio::time::timeout(Duration::from_secs(60), guesses.next()).await.unwrap().unwrap();
        assert!(answer.status != 429 || answer.header("retry-after").is_some());
        statuses.push(answer.status);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 10);
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 16);
}

#[tokio::test]
async fn a_flood_of_sign_ins_is_bounded_and_a_press_goes_through() {
    let change = |config: &mut Config| {
        config.password_cost = PasswordCost::Strong;
        config.limits.password_hashes = 1;
        config.limits.password_queue = 4;
    };
    let server = TestServer::with(change).await;
    let resident = server.as_resident().await;
    let stranger = server.anonymous();
    let flood = (0..60).map(|number| {
        let wrong = sign_in(&format!("nobody{number}@demo.example"), "guess");
        let stranger = stranger.clone();
        async move { stranger.post("/api/session", wrong).await }
    });
    let (answers, id) = tokio::join!(futures_util::future::join_all(flood), pressed(&resident, json!({})));
    assert!(id > 0);
    let busy: Vec<_> = answers.iter().filter(|answer| answer.status == 503).collect();
    assert!(!busy.is_empty(), "nobody was refused");
    assert!(busy.iter().all(|answer| answer.header("retry-after").is_some()), "{busy:?}");
    assert!(answers.iter().all(|answer| matches!(answer.status, 401 | 503)), "{answers:?}");
    assert!(answers.iter().any(|answer| answer.status == 401), "nobody was looked at");
}
