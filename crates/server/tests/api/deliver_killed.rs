//! A server process is killed repeatedly while residents make requests: every accepted request arrives. `TOCSIN_FAULTS` sets how
//! often it is killed.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::process::Running;

/// Residents who make requests at the same time.
const ASKING: usize = 3;

fn kills() -> u64 {
    std::env::var("TOCSIN_FAULTS").ok().and_then(|count| count.parse().ok()).unwrap_or(2)
}

fn start(folder: &Path) -> Running {
    Running::start(folder, &["--allow-internal-webhooks", "--simulator", "off"])
}

async fn token(client: &Client, address: &str, email: &str) -> String {
    let body = json!({"email": email, "password": server::demo::PASSWORD});
    let answer = client.post(format!("http://{address}/api/oauth/token")).json(&body).send().await.unwrap();
    answer.json::<Value>().await.unwrap()["accessToken"].as_str().unwrap().to_owned()
}

async fn provider(client: &Client, address: &str, admin: &str, url: &str) -> i64 {
    let body = json!({"name": "Duty desk", "label": "Duty", "content_type": "customer", "object_id": 2,
        "webhook_notifiers": [{"name": "Desk", "url": url}]});
    let to = format!("http://{address}/api/v2/assistance-provider");
    let answer = client.post(to).bearer_auth(admin).json(&body).send().await.unwrap();
    answer.json::<Value>().await.unwrap()["id"].as_i64().unwrap()
}

/// Makes requests until the server is gone. Returns the accepted ones.
async fn ask_until_gone(client: Client, address: String, resident: String, provider: i64) -> Vec<i64> {
    let mut had = Vec::new();
    loop {
        let to = format!("http://{address}/api/v2/assistance-request");
        let body = json!({ "provider": provider });
        let Ok(answer) = client.post(to).bearer_auth(&resident).json(&body).send().await else { return had };
        if answer.status() == 201
            && let Ok(request) = answer.json::<Value>().await
        {
            had.push(request["id"].as_i64().unwrap());
        }
    }
}

/// The requests that arrived, each with its webhook ids.
async fn arrived(endpoint: &MockServer) -> HashMap<i64, HashSet<String>> {
    let mut arrived: HashMap<i64, HashSet<String>> = HashMap::new();
    for request in endpoint.received_requests().await.unwrap() {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let id = request.headers["webhook-id"].to_str().unwrap().to_owned();
        arrived.entry(body["data"]["request"].as_i64().unwrap()).or_default().insert(id);
    }
    arrived
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_nothing_it_said_it_has_and_repeats_only_under_the_same_id() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = MockServer::start().await;
    // Slow enough for a kill between sending and storing the result.
    let taken = ResponseTemplate::new(200).set_delay(Duration::from_millis(20));
    Mock::given(any()).respond_with(taken).mount(&endpoint).await;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().no_proxy().build().unwrap();

    let mut running = start(folder.path());
    let admin = token(&client, &running.address, "admin@demo.example").await;
    let resident = token(&client, &running.address, "resident@demo.example").await;
    let provider = provider(&client, &running.address, &admin, &endpoint.uri()).await;
    let mut had = Vec::new();
    for kill in 0..kills() {
        let ask = || ask_until_gone(client.clone(), running.address.clone(), resident.clone(), provider);
        let asking: Vec<_> = (0..ASKING).map(|_| tokio::spawn(ask())).collect();
        // At another point of the work each time.
        tokio::time::sleep(Duration::from_millis(100 + kill * 37 % 300)).await;
        running.signal("-KILL");
        for asked in asking {
            had.extend(asked.await.unwrap());
        }
        drop(running);
        running = start(folder.path());
    }
    assert!(!had.is_empty(), "nobody could ask");

    let begun = Instant::now();
    let missing = loop {
        let arrived = arrived(&endpoint).await;
        let missing: Vec<_> = had.iter().filter(|id| !arrived.contains_key(id)).collect();
        if missing.is_empty() || begun.elapsed() > Duration::from_secs(90) {
            break format!("{missing:?}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(missing, "[]", "said to be there, and never sent");
    let arrived = arrived(&endpoint).await;
    let calls = endpoint.received_requests().await.unwrap().len();
    assert!(arrived.values().all(|ids| ids.len() == 1), "a repetition had another id");
    println!(
        "{} kills, {} requests acknowledged, {} arrived, {} repeated under the same id",
        kills(),
        had.len(),
        arrived.len(),
        calls - arrived.len()
    );
}
