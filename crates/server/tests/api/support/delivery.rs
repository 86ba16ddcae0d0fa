//! Shorthands for tests of deliveries.

use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use server::deliveries;
use server::deliveries::new_delivery::{DeliverySubject, NewDelivery, Target};
use server::deliveries::{Signer, secret};
use wire::delivery::DeliveryCause;

use super::TestServer;
use database::entity::{delivery, delivery_attempt};
use web::outgoing::Outgoing;
use web::outgoing::resolver::{Resolver, SystemResolver};

/// The time-out of an attempt: long, so that a slow machine does not decide a test.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Resolves to addresses that the test provides, one list after the other; the last one is repeated.
pub struct StaticResolver(Mutex<Vec<Vec<IpAddr>>>);

impl StaticResolver {
    /// The lists of addresses in order.
    pub fn new(answers: &[&[&str]]) -> Arc<Self> {
        let answers = answers.iter().rev();
        let read = |list: &&[&str]| list.iter().map(|address| address.parse().unwrap()).collect();
        Arc::new(Self(Mutex::new(answers.map(read).collect())))
    }
}

#[async_trait]
impl Resolver for StaticResolver {
    async fn lookup(&self, _name: &str) -> io::Result<Vec<IpAddr>> {
        let mut answers = self.0.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop() } else { answers.last().cloned() };
        Ok(answer.unwrap_or_default())
    }
}

/// A server that may call this machine.
pub async fn calling() -> TestServer {
    TestServer::calling(Outgoing::with(Arc::new(SystemResolver), PATIENCE, true)).await
}

/// The same with a time-out of half a second.
pub async fn impatient() -> TestServer {
    TestServer::calling(Outgoing::with(Arc::new(SystemResolver), Duration::from_millis(500), true)).await
}

/// A webhook of notifier 1 to this URL.
pub fn webhook(url: &str) -> NewDelivery {
    let target = Target::Webhook {
        name: "Duty desk".to_owned(),
        url: url.to_owned(),
        signer: Signer::Notifier(1),
        data: json!({"request": 1, "words": "é \" \\"}),
    };
    NewDelivery {
        event: "assistance.requested".to_owned(),
        organisation_id: Some(2),
        about: DeliverySubject { cause: DeliveryCause::Test, id: "1".to_owned() },
        provider_id: None,
        notifier_id: Some(1),
        service_id: None,
        target,
    }
}

/// Queues it and commits.
pub async fn put_down(server: &TestServer, new: NewDelivery) -> String {
    let transaction = server.state.write().await.unwrap();
    let mut ids = deliveries::enqueue(&*transaction, &server.state, new).await.unwrap();
    transaction.commit().await.unwrap();
    ids.remove(0)
}

/// Rotates the secret of notifier 1.
pub async fn new_secret(server: &TestServer) -> String {
    let transaction = server.state.write().await.unwrap();
    let secret = secret::rotate(&*transaction, &server.state, &Signer::Notifier(1)).await.unwrap();
    transaction.commit().await.unwrap();
    secret
}

/// A queued signed webhook before its first attempt.
pub async fn waiting(server: &TestServer, url: &str) -> String {
    new_secret(server).await;
    put_down(server, webhook(url)).await
}

/// Makes every attempt that is due.
pub async fn tick(server: &TestServer) {
    deliveries::tick(&server.state).await.unwrap();
}

/// The current row of the delivery.
pub async fn row(server: &TestServer, id: &str) -> delivery::Model {
    delivery::Entity::find_by_id(id).one(&*server.state.db).await.unwrap().unwrap()
}

/// Its attempts, oldest first.
pub async fn attempts(server: &TestServer, id: &str) -> Vec<delivery_attempt::Model> {
    delivery_attempt::Entity::find()
        .filter(delivery_attempt::Column::DeliveryId.eq(id))
        .order_by_asc(delivery_attempt::Column::Number)
        .all(&*server.state.db)
        .await
        .unwrap()
}

pub async fn last_attempt(server: &TestServer, id: &str) -> delivery_attempt::Model {
    attempts(server, id).await.pop().unwrap()
}
