//! The retry schedule of deliveries, on a clock that the test controls.

use std::sync::Arc;
use std::time::Duration;

use server::deliveries;
use server::deliveries::offset;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::delivery::{attempts, calling, new_secret, put_down, row, tick, waiting, webhook};
use crate::support::endpoint::Endpoint;
use crate::support::{NOON, TestServer};
use database::clock::TestClock;

async fn answering(template: ResponseTemplate) -> MockServer {
    let endpoint = MockServer::start().await;
    Mock::given(method("POST")).respond_with(template).mount(&endpoint).await;
    endpoint
}

/// Sets the clock to this many milliseconds after noon.
fn at(server: &TestServer, millis: i64) {
    server.clock.advance(NOON + millis - server.state.now());
}

#[tokio::test]
async fn nine_tries_start_on_the_schedule_to_the_millisecond_and_then_it_is_dead() {
    let server = calling().await;
    let endpoint = answering(ResponseTemplate::new(500)).await;
    let id = waiting(&server, &endpoint.uri()).await;
    for begun in 0..9 {
        let due = offset(&id, begun).unwrap();
        if begun > 0 {
            at(&server, due - 1);
            tick(&server).await;
            assert_eq!(attempts(&server, &id).await.len() as i64, begun, "none starts early");
        }
        at(&server, due);
        tick(&server).await;
        let tried = attempts(&server, &id).await;
        assert_eq!(tried.len() as i64, begun + 1);
        assert_eq!(tried.last().unwrap().started_at, NOON + due);
    }
    let ended = row(&server, &id).await;
    assert_eq!((ended.state.as_str(), ended.due_at), ("dead", None));
    assert_eq!(ended.ended_at, Some(NOON + offset(&id, 8).unwrap()));
    at(&server, 400_000);
    tick(&server).await;
    assert_eq!(endpoint.received_requests().await.unwrap().len(), 9);
}

#[tokio::test]
async fn a_success_ends_the_tries() {
    let server = calling().await;
    let endpoint = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(503))
        .up_to_n_times(2)
        .mount(&endpoint)
        .await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(201)).mount(&endpoint).await;
    let id = waiting(&server, &endpoint.uri()).await;
    for millis in [0, 2_000, 5_000, 10_000, 400_000] {
        at(&server, millis);
        tick(&server).await;
    }
    let tried: Vec<_> = attempts(&server, &id).await.into_iter().map(|attempt| attempt.outcome).collect();
    assert_eq!(tried, ["refused", "refused", "delivered"]);
    assert_eq!(row(&server, &id).await.state, "delivered");
}

/// Responds after the clock has moved forward.
fn slow(clock: Arc<TestClock>, millis: i64) -> impl Fn(&Request) -> ResponseTemplate {
    move |_| {
        clock.advance(millis);
        ResponseTemplate::new(500)
    }
}

#[tokio::test]
async fn a_running_try_delays_the_next_and_none_starts_after_five_minutes() {
    let server = calling().await;
    let endpoint = MockServer::start().await;
    Mock::given(method("POST")).respond_with(slow(server.clock.clone(), 9_000)).mount(&endpoint).await;
    let id = waiting(&server, &endpoint.uri()).await;
    // An attempt that became due during the previous one starts at once.
    tick(&server).await;
    let starts = |tried: Vec<database::entity::delivery_attempt::Model>| {
        tried.into_iter().map(|attempt| (attempt.started_at - NOON) / 1000).collect::<Vec<_>>()
    };
    assert_eq!(starts(attempts(&server, &id).await), [0, 9, 18, 27, 36, 45]);
    assert_eq!(row(&server, &id).await.due_at, Some(NOON + offset(&id, 6).unwrap()));
    at(&server, 299_999);
    tick(&server).await;
    assert_eq!(starts(attempts(&server, &id).await), [0, 9, 18, 27, 36, 45, 299]);
    assert_eq!(row(&server, &id).await.state, "dead");
}

#[tokio::test]
async fn what_nobody_tried_within_five_minutes_of_its_first_try_is_dead_without_another() {
    let server = calling().await;
    let endpoint = answering(ResponseTemplate::new(500)).await;
    let id = waiting(&server, &endpoint.uri()).await;
    tick(&server).await;
    at(&server, 300_000);
    tick(&server).await;
    assert_eq!(attempts(&server, &id).await.len(), 1);
    assert_eq!(row(&server, &id).await.state, "dead");
}

#[tokio::test]
async fn what_waited_long_for_its_first_try_still_gets_all_of_them() {
    let server = calling().await;
    let endpoint = answering(ResponseTemplate::new(200)).await;
    let id = waiting(&server, &endpoint.uri()).await;
    at(&server, 3_600_000);
    tick(&server).await;
    assert_eq!(row(&server, &id).await.state, "delivered");
}

#[tokio::test]
async fn the_receiver_may_ask_for_a_later_try_within_the_five_minutes() {
    let server = calling().await;
    for (asked, next) in [("90", 90_000), ("299", 299_000)] {
        let endpoint = answering(ResponseTemplate::new(503).insert_header("retry-after", asked)).await;
        let begun = server.state.now();
        let id = waiting(&server, &endpoint.uri()).await;
        tick(&server).await;
        assert_eq!(row(&server, &id).await.due_at, Some(begun + next));
        server.clock.advance(400_000);
        tick(&server).await;
    }
    let endpoint = answering(ResponseTemplate::new(503).insert_header("retry-after", "300")).await;
    let begun = server.state.now();
    let id = waiting(&server, &endpoint.uri()).await;
    tick(&server).await;
    assert_eq!(
        row(&server, &id).await.due_at,
        Some(begun + offset(&id, 1).unwrap()),
        "somebody waits for help"
    );
}

#[tokio::test]
async fn a_dead_endpoint_with_a_thousand_waiting_does_not_hold_up_the_others() {
    let server = calling().await;
    new_secret(&server).await;
    let dead = Endpoint::new(|stream| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    })
    .await;
    let alive = answering(ResponseTemplate::new(200)).await;
    for _ in 0..1000 {
        put_down(&server, webhook(&dead.url)).await;
    }
    let working = tokio::spawn(deliveries::run(server.state.context.clone()));
    while dead.calls() == 0 {
        tokio::task::yield_now().await;
    }
    let begun = std::time::Instant::now();
    for _ in 0..20 {
        let id = put_down(&server, webhook(&alive.uri())).await;
        while row(&server, &id).await.state != "delivered" {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
    let took = begun.elapsed();
    working.abort();
    assert!(took < Duration::from_secs(5), "20 deliveries took {took:?}");
    assert!(dead.calls() < 1000, "it did not wait behind them");
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_is_not_followed() {
    let server = calling().await;
    let endpoint = MockServer::start().await;
    for status in [301, 302, 303, 307, 308] {
        let there = format!("{}/inside", endpoint.uri());
        Mock::given(path(format!("/{status}")))
            .respond_with(ResponseTemplate::new(status).insert_header("location", there))
            .mount(&endpoint)
            .await;
        let id = waiting(&server, &format!("{}/{status}", endpoint.uri())).await;
        tick(&server).await;
        let tried = attempts(&server, &id).await.remove(0);
        assert_eq!((tried.outcome.as_str(), tried.status), ("refused", Some(status.into())));
        assert!(tried.detail.unwrap().contains("/inside"));
    }
    let called = endpoint.received_requests().await.unwrap();
    assert!(called.iter().all(|request| request.url.path() != "/inside"));
}
