//! A second server that plays the role of GOV.UK Notify, and a first one that sends through it.

use serde_json::{Value, json};
use server::config::{Notify, PlainTemplates};
use server::demo::SAMPLE_KEY;
use server::messages;

use super::{Client, TestServer};
use notify::client::NotifyClient;

/// Two servers, and the client between them.
pub struct Pair {
    /// The server that people and services use. It is not a demonstration.
    pub server: TestServer,
    /// The server in the role of GOV.UK Notify.
    pub original: TestServer,
    client: NotifyClient,
}

impl Pair {
    /// Both servers, listening where necessary.
    pub async fn start() -> Self {
        let original = TestServer::start().await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = original.router();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let server = TestServer::with(|config| {
            config.notify = Some(operators_notify(url, notify_key()));
            config.demo = false;
        })
        .await;
        let client = messages::client(&server.state, "127.0.0.1:1".parse().unwrap()).unwrap();
        Self { server, original, client }
    }

    /// Runs both until neither has anything to do.
    pub async fn deliver(&self) {
        for _ in 0..12 {
            self.advance(1000);
            messages::send_due(&self.server.state, &self.client).await.unwrap();
            notify::work_through_due(&self.original.state.notify).await.unwrap();
        }
    }

    /// Moves the clocks of both.
    pub fn advance(&self, millis: i64) {
        self.server.clock.advance(millis);
        self.original.clock.advance(millis);
    }

    /// Registers a service without a GOV.UK Notify key: its client, and its path.
    pub async fn service(&self, name: &str) -> (Client, String) {
        let made = self.server.as_admin().await.post("/api/services", json!({"name": name})).await;
        assert_eq!(made.status, 201, "{made:?}");
        let key = made.body["serviceKey"].as_str().unwrap();
        let path = format!("/api/services/{}", made.body["service"]["id"].as_str().unwrap());
        (self.server.service(key), path)
    }

    /// The same, with GOV.UK Notify's `sample` key entered for it.
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

/// A key that GOV.UK Notify never issued, for a server whose operator's key does not matter.
fn notify_key() -> String {
    SAMPLE_KEY.replace("15f6815b-", "15f6815c-")
}

/// The operator's configuration for GOV.UK Notify at this URL.
pub fn operators_notify(url: String, key: String) -> Notify {
    let templates = PlainTemplates {
        email: notify::PLAIN_EMAIL.to_owned(),
        text: notify::PLAIN_TEXT.to_owned(),
        letter: notify::PLAIN_LETTER.to_owned(),
    };
    Notify { url, key, templates }
}
