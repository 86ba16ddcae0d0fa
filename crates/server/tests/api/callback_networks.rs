//! Callbacks into the operator's own network, allowed by a list of networks.

use std::sync::Arc;

use serde_json::json;
use server::deliveries::check::check_push_address;

use crate::support::TestServer;
use crate::support::delivery::{PATIENCE, StaticResolver, last_attempt, row, tick, waiting};
use crate::support::endpoint::{Endpoint, say};
use crate::support::notification::complaints;
use web::outgoing::Outgoing;
use web::outgoing::access::InternalAccess;
use web::outgoing::resolver::SystemResolver;

fn access(networks: &[&str]) -> InternalAccess {
    let networks: Vec<_> = networks.iter().map(|network| network.parse().unwrap()).collect();
    InternalAccess::new(false, &networks)
}

async fn endpoint() -> Endpoint {
    Endpoint::new(|mut stream| async move {
        say(&mut stream, b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    })
    .await
}

#[tokio::test]
async fn a_callback_reaches_a_listed_network_and_a_browsers_push_does_not() {
    let deliveries = Outgoing::with(Arc::new(SystemResolver), PATIENCE, access(&["127.0.0.0/8"]));
    let server = TestServer::calling(deliveries).await;
    let endpoint = endpoint().await;
    let id = waiting(&server, &endpoint.url).await;
    tick(&server).await;
    assert_eq!(row(&server, &id).await.state, "delivered");
    assert_eq!(endpoint.calls(), 1);
    let refused = check_push_address(&server.state, &endpoint.url).await.unwrap_err();
    assert!(refused.to_string().contains("internal"));
}

#[tokio::test]
async fn what_is_not_listed_stays_refused_at_registration() {
    let deliveries =
        Outgoing::with(StaticResolver::new(&[&["10.1.4.9"]]), PATIENCE, access(&["10.1.0.0/16"]));
    let server = TestServer::calling(deliveries).await;
    let admin = server.as_admin().await;
    for (name, url) in [("One", "https://10.1.2.3/cb"), ("Two", "https://income.internal/cb")] {
        let answer = admin.post("/api/services", json!({"name": name, "callbackUrl": url})).await;
        assert_eq!(answer.status, 201, "{answer:?}");
    }
    for url in ["https://10.2.0.1/cb", "http://127.0.0.1/cb", "http://169.254.169.254/", "http://[::1]/"] {
        let answer = admin.post("/api/services", json!({"name": "Three", "callbackUrl": url})).await;
        assert_eq!(complaints(&answer), ["callbackUrl"], "{url}");
    }
}

#[tokio::test]
async fn a_name_that_leads_out_of_the_list_is_not_called() {
    let names = StaticResolver::new(&[&["10.1.4.9"], &["10.2.4.9"]]);
    let server = TestServer::calling(Outgoing::with(names, PATIENCE, access(&["10.1.0.0/16"]))).await;
    assert_eq!(
        server::deliveries::check::check_address(&server.state, "http://income.internal/").await,
        Ok(None)
    );
    let id = waiting(&server, "http://income.internal/").await;
    tick(&server).await;
    assert_eq!(last_attempt(&server, &id).await.outcome, "blocked");
}
