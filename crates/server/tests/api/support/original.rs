//! A second server that stands for the original GOV.UK Notify, and a first one that sends through it.

use serde_json::{Value, json};
use server::config::{Notify, PlainTemplates};
use server::demo::SAMPLE_KEY;
use server::messages;

use super::{Client, TestServer};
use notify::client::NotifyClient;

/// Two servers and what carries between them.
pub struct Pair {
    /// The one that people and services use. It is no demonstration.
    pub server: TestServer,
    /// The original.
    pub original: TestServer,
    client: NotifyClient,
}

impl Pair {
    /// Both, listening where they must.
    pub async fn start() -> Self {
        let original = TestServer::start().await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = original.router();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let server = TestServer::with(|config| {
            config.notify = Some(operators_notify(url, sender_key()));
            config.demo = false;
        })
        .await;
        let client = messages::client(&server.state, "127.0.0.1:1".parse().unwrap()).unwrap();
        Self { server, original, client }
    }

    /// Lets both work until neither has anything to do.
    pub async fn deliver(&self) {
        for _ in 0..12 {
            self.advance(1000);
            messages::send_due(&self.server.state, &self.client).await.unwrap();
            notify::carry_due(&self.original.state.notify).await.unwrap();
        }
    }

    /// Lets time pass for both.
    pub fn advance(&self, millis: i64) {
        self.server.clock.advance(millis);
        self.original.clock.advance(millis);
    }

    /// Registers a service without a key at the original: its client, and its path.
    pub async fn service(&self, name: &str) -> (Client, String) {
        let made = self.server.as_admin().await.post("/api/services", json!({"name": name})).await;
        assert_eq!(made.status, 201, "{made:?}");
        let key = made.body["serviceKey"].as_str().unwrap();
        let path = format!("/api/services/{}", made.body["service"]["id"].as_str().unwrap());
        (self.server.service(key), path)
    }

    /// The same, with the original's `sample` key entered for it.
    pub async fn service_with_key(&self, name: &str) -> (Client, String) {
        let (service, path) = self.service(name).await;
        let answer = self.server.as_admin().await.patch(&path, json!({"notifyKey": SAMPLE_KEY})).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        (service, path)
    }

    /// The templates that staff may choose, by name.
    pub async fn offered(&self, query: &str) -> Vec<Value> {
        let answer =
            self.server.as_officer().await.get(&format!("/api/templates?sendable=true{query}")).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body.as_array().unwrap().clone()
    }
}

/// A key that the original never issued, for a server whose operator's key does not matter.
fn sender_key() -> String {
    SAMPLE_KEY.replace("15f6815b-", "15f6815c-")
}

/// An operator's way to the original.
pub fn operators_notify(url: String, key: String) -> Notify {
    let templates = PlainTemplates {
        email: notify::PLAIN_EMAIL.to_owned(),
        text: notify::PLAIN_TEXT.to_owned(),
        letter: notify::PLAIN_LETTER.to_owned(),
    };
    Notify { url, key, templates }
}
