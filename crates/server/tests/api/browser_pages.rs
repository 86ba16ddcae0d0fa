//! Pages for browsers that open without signing in: errors are pages, too, and a form that cannot be parsed is answered with JSON
//! that tells why.

use axum::http::Method;

use crate::support::TestServer;

#[tokio::test]
async fn a_link_that_is_over_is_answered_by_a_page() {
    let server = TestServer::start().await;
    for path in ["/read/0", "/answer/0", "/d/0?key=0"] {
        let answer = server.anonymous().get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    }
}

#[tokio::test]
async fn a_form_without_its_fields_is_refused_with_what_to_do() {
    let server = TestServer::start().await;
    let browser = server.anonymous().with_header("content-type", "application/x-www-form-urlencoded");
    let answer = browser.send(Method::POST, "/dev/outbox/texts", b"number=07700900123".to_vec()).await;
    assert_eq!(answer.status, 400);
    assert!(answer.message().contains("service"), "{}", answer.message());
}
