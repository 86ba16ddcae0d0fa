//! A server that stops in the middle of its work. Dropping a future has the same effect on a transaction and a request.

use std::time::Duration;

use server::deliveries;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::delivery::{attempts, calling, row, tick, waiting};
use crate::support::{NOON, TestServer};

async fn endpoint(template: ResponseTemplate) -> MockServer {
    let endpoint = MockServer::start().await;
    Mock::given(any()).respond_with(template).mount(&endpoint).await;
    endpoint
}

/// Stops in the middle of an attempt, after the endpoint has received it.
async fn die(server: &TestServer, endpoint: &MockServer) {
    let known = endpoint.received_requests().await.unwrap().len();
    let heard = async {
        while endpoint.received_requests().await.unwrap().len() == known {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::select! {
        ticked = deliveries::tick(&server.state) => panic!("it was not in the middle: {ticked:?}"),
        () = heard => {}
    }
}

#[tokio::test]
async fn what_was_cut_off_is_tried_again_with_the_same_id_once_the_claim_ran_out() {
    let server = calling().await;
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_millis(300));
    let endpoint = endpoint(slow).await;
    let id = waiting(&server, &endpoint.uri()).await;
    die(&server, &endpoint).await;
    tick(&server).await;
    assert_eq!(attempts(&server, &id).await[0].outcome, "running", "somebody else may still be at it");
    server.clock.advance(20_000);
    tick(&server).await;
    let tried: Vec<_> = attempts(&server, &id).await.into_iter().map(|attempt| attempt.outcome).collect();
    assert_eq!(tried, ["interrupted", "delivered"]);
    let ids: Vec<_> = endpoint.received_requests().await.unwrap();
    let ids: Vec<_> = ids.iter().map(|request| request.headers["webhook-id"].clone()).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
    assert_eq!(
        row(&server, &id).await.started_at,
        Some(NOON),
        "the five minutes still count from the first start"
    );
}

#[tokio::test]
async fn what_was_cut_off_is_repeated_even_when_the_server_was_away_for_hours() {
    let server = calling().await;
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_millis(300));
    let endpoint = endpoint(slow).await;
    let id = waiting(&server, &endpoint.uri()).await;
    die(&server, &endpoint).await;
    server.clock.advance(3 * 3_600_000);
    tick(&server).await;
    assert_eq!(row(&server, &id).await.state, "delivered");
}

#[tokio::test]
async fn what_is_cut_off_again_and_again_is_given_up() {
    let server = calling().await;
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_millis(300));
    let endpoint = endpoint(slow).await;
    let id = waiting(&server, &endpoint.uri()).await;
    for _ in 0..12 {
        die(&server, &endpoint).await;
        server.clock.advance(3_600_000);
    }
    tick(&server).await;
    assert_eq!(row(&server, &id).await.state, "dead");
    assert_eq!(attempts(&server, &id).await.len(), 12);
}
