//! No internal address is called, whatever a name resolves to and whenever it changes.

use server::deliveries::check::check_address;

use crate::support::TestServer;
use crate::support::delivery::{PATIENCE, StaticResolver, last_attempt, row, tick, waiting};
use crate::support::endpoint::{Endpoint, say};
use web::outgoing::Outgoing;

async fn asking(answers: &[&[&str]]) -> TestServer {
    TestServer::calling(Outgoing::with(StaticResolver::new(answers), PATIENCE, false)).await
}

async fn endpoint() -> Endpoint {
    Endpoint::new(|mut stream| async move {
        say(&mut stream, b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    })
    .await
}

#[tokio::test]
async fn a_name_that_changes_its_answer_after_it_was_registered_is_not_called() {
    let server = asking(&[&["93.184.215.14"], &["127.0.0.1"]]).await;
    let endpoint = endpoint().await;
    let url = format!("http://changes.example:{}/", endpoint.port);
    assert_eq!(check_address(&server.state, &url).await, Ok(None));
    let id = waiting(&server, &url).await;
    tick(&server).await;
    let tried = last_attempt(&server, &id).await;
    assert_eq!((tried.outcome.as_str(), tried.status), ("blocked", None));
    assert_eq!(row(&server, &id).await.state, "waiting", "it may change back");
    assert_eq!(endpoint.calls(), 0);
}

#[tokio::test]
async fn one_internal_address_among_public_ones_blocks_the_name() {
    let server = asking(&[&["93.184.215.14", "fd00::1"]]).await;
    let refused = check_address(&server.state, "https://mixed.example/").await.unwrap_err();
    assert!(refused.to_string().contains("internal"));
    let id = waiting(&server, "https://mixed.example/").await;
    tick(&server).await;
    assert_eq!(last_attempt(&server, &id).await.outcome, "blocked");
}

#[tokio::test]
async fn an_internal_address_written_as_such_is_not_called_even_when_it_was_stored() {
    let server = asking(&[]).await;
    let endpoint = endpoint().await;
    let corpus = ["127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "localhost"];
    for host in corpus {
        let id = waiting(&server, &format!("http://{host}:{}/", endpoint.port)).await;
        tick(&server).await;
        assert_eq!(last_attempt(&server, &id).await.outcome, "blocked", "{host}");
    }
    assert_eq!(endpoint.calls(), 0);
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_taken_with_a_warning_and_fails_when_it_is_called() {
    let server = asking(&[]).await;
    let warning = check_address(&server.state, "https://acme.example/hook").await.unwrap();
    assert!(warning.is_some());
    let id = waiting(&server, "https://acme.example/hook").await;
    tick(&server).await;
    let tried = last_attempt(&server, &id).await;
    assert_eq!(tried.outcome, "unresolved");
    assert_eq!(row(&server, &id).await.state, "waiting");
}

#[tokio::test]
async fn the_connection_goes_to_the_address_that_was_checked() {
    // With internal addresses allowed, so that the name can resolve to the test's own endpoint.
    let names = StaticResolver::new(&[&["127.0.0.1"]]);
    let server = TestServer::calling(Outgoing::with(names, PATIENCE, true)).await;
    let endpoint = endpoint().await;
    let id = waiting(&server, &format!("http://pinned.example:{}/", endpoint.port)).await;
    tick(&server).await;
    assert_eq!(row(&server, &id).await.state, "delivered");
    assert_eq!(endpoint.calls(), 1);
}
