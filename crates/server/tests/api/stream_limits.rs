//! The number of a person's event streams is limited; opening another one closes the oldest.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::json;

use crate::support::TestServer;
use crate::support::callout::pressed;

#[tokio::test]
async fn one_more_stream_than_a_person_may_have_ends_their_oldest() {
    let server = TestServer::with(|config| config.limits.streams_per_person = 2).await;
    let (finance, officer) = (server.as_finance().await, server.as_officer().await);
    let (_, mut other) = officer.open("/api/events").await;
    let mut streams = Vec::new();
    for _ in 0..3 {
        let (status, stream) = finance.open("/api/events").await;
        assert_eq!(status, 200);
        streams.push(stream);
    }
    let ended = async { while streams[0].next().await.is_some() {} };
    tokio::time::timeout(Duration::from_secs(30), ended).await.expect("the oldest did not end");
    assert_eq!(server.state.streams.count(), 3);
    assert!(pressed(&server.as_resident().await, json!({})).await > 0);
    for alive in streams[1..].iter_mut().chain([&mut other]) {
        let first = tokio::time::timeout(Duration::from_secs(30), alive.next()).await.unwrap();
        assert!(first.is_some(), "another one ended");
    }
}

#[tokio::test]
async fn many_streams_hear_of_their_own_tray_and_not_of_anothers() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let mut heard = Vec::new();
    for _ in 0..15 {
        heard.push(controller.open("/api/events").await.1);
    }
    for stream in &mut heard {
        assert!(stream.next().await.is_some(), "the greeting");
    }
    assert!(pressed(&resident, json!({})).await > 0);
    for stream in &mut heard {
        let news = tokio::time::timeout(Duration::from_secs(30), stream.next()).await;
        let news = String::from_utf8(news.expect("it was not told").unwrap()).unwrap();
        assert!(news.contains("CalloutRaised"), "{news}");
    }
}
