//! Short words for what most tests of deliveries do.

use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use server::deliveries;
use server::deliveries::new_delivery::{About, NewDelivery, Target};
use server::deliveries::{Signer, secret};
use wire::delivery::DeliveryCause;

use super::TestServer;
use database::entity::{delivery, delivery_attempt};
use web::outgoing::Outgoing;
use web::outgoing::names::{Names, SystemNames};

/// What a try may take: long, so that a busy machine does not decide a test.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Answers what a test says, one list after the other; the last one stays.
pub struct ToldNames(Mutex<Vec<Vec<IpAddr>>>);

impl ToldNames {
    /// The lists of addresses in order.
    pub fn new(answers: &[&[&str]]) -> Arc<Self> {
        let answers = answers.iter().rev();
        let read = |list: &&[&str]| list.iter().map(|address| address.parse().unwrap()).collect();
        Arc::new(Self(Mutex::new(answers.map(read).collect())))
    }
}

#[async_trait]
impl Names for ToldNames {
    async fn lookup(&self, _name: &str) -> io::Result<Vec<IpAddr>> {
        let mut answers = self.0.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop() } else { answers.last().cloned() };
        Ok(answer.unwrap_or_default())
    }
}

/// A server that may call this machine.
pub async fn calling() -> TestServer {
    TestServer::calling(Outgoing::with(Arc::new(SystemNames), PATIENCE, true)).await
}

/// The same with the patience of half a second.
pub async fn impatient() -> TestServer {
    TestServer::calling(Outgoing::with(Arc::new(SystemNames), Duration::from_millis(500), true)).await
}

/// A webhook of notifier 1 to this address.
pub fn webhook(url: &str) -> NewDelivery {
    let target = Target::Webhook {
        name: "Duty desk".to_owned(),
        url: url.to_owned(),
        signer: Signer::Notifier(1),
        data: json!({"request": 1, "words": "é \" \\"}),
    };
    NewDelivery {
        event: "assistance.requested".to_owned(),
        customer_id: Some(2),
        about: About { cause: DeliveryCause::Test, id: "1".to_owned() },
        provider_id: None,
        notifier_id: Some(1),
        service_id: None,
        target,
    }
}

/// Puts it down and commits.
pub async fn put_down(server: &TestServer, new: NewDelivery) -> String {
    let transaction = server.state.write().await.unwrap();
    let mut ids = deliveries::enqueue(&*transaction, &server.state, new).await.unwrap();
    transaction.commit().await.unwrap();
    ids.remove(0)
}

/// Gives notifier 1 its next secret.
pub async fn new_secret(server: &TestServer) -> String {
    let transaction = server.state.write().await.unwrap();
    let secret = secret::rotate(&*transaction, &server.state, &Signer::Notifier(1)).await.unwrap();
    transaction.commit().await.unwrap();
    secret
}

/// A signed webhook that waits for its first try.
pub async fn waiting(server: &TestServer, url: &str) -> String {
    new_secret(server).await;
    put_down(server, webhook(url)).await
}

/// Takes every try that is due.
pub async fn tick(server: &TestServer) {
    deliveries::tick(&server.state).await.unwrap();
}

/// The delivery as it stands.
pub async fn row(server: &TestServer, id: &str) -> delivery::Model {
    delivery::Entity::find_by_id(id).one(&*server.state.db).await.unwrap().unwrap()
}

/// Its tries, oldest first.
pub async fn attempts(server: &TestServer, id: &str) -> Vec<delivery_attempt::Model> {
    delivery_attempt::Entity::find()
        .filter(delivery_attempt::Column::DeliveryId.eq(id))
        .order_by_asc(delivery_attempt::Column::Number)
        .all(&*server.state.db)
        .await
        .unwrap()
}

/// Its newest try.
pub async fn last_attempt(server: &TestServer, id: &str) -> delivery_attempt::Model {
    attempts(server, id).await.pop().unwrap()
}
