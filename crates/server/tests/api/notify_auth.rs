//! Authentication of notify's API.

use serde_json::json;
use server::demo::{SAMPLE_KEY, SAMPLE_TEST_KEY};

use crate::support::TestServer;
use crate::support::notify::{assert_refused, live, token, with_key};
use notify::revoke_keys;

const PATH: &str = "/v2/notifications";
const GENERAL: &str = "Invalid token: make sure your API token matches the example at \
                       https://docs.notifications.service.gov.uk/rest-api.html#authorisation-header";

#[tokio::test]
async fn a_token_that_is_missing_is_401() {
    let server = TestServer::start().await;
    let answer = server.anonymous().get(PATH).await;
    assert_refused(&answer, 401, "AuthError", "Unauthorized: authentication token must be provided");
    let answer = server.anonymous().with_header("authorization", "Basic abc").get(PATH).await;
    assert_refused(&answer, 401, "AuthError", "Unauthorized: authentication bearer scheme must be used");
}

#[tokio::test]
async fn a_token_that_is_no_good_is_403_with_its_reason() {
    let server = TestServer::start().await;
    let now = server.state.now();
    let no_such_service = SAMPLE_KEY.replace("15f6815b", "15f6815c");
    let no_such_secret = SAMPLE_KEY.replace("c6a75cc9", "c6a75cca");
    for (token, message) in [
        ("nonsense".to_owned(), GENERAL),
        ("a.b.c".to_owned(), GENERAL),
        (
            token(SAMPLE_KEY, json!({"iss": "no uuid"}), now),
            "Invalid token: service id is not the right data type",
        ),
        (token(&no_such_service, json!({}), now), "Invalid token: service not found"),
        (token(&no_such_secret, json!({}), now), "Invalid token: API key not found"),
        (token(SAMPLE_KEY, json!({"iat": null}), now), "Invalid token: API key not found"),
        (
            token(SAMPLE_KEY, json!({}), now - 31_000),
            "Error: Your system clock must be accurate to within 30 seconds",
        ),
        (
            token(SAMPLE_KEY, json!({}), now + 31_000),
            "Error: Your system clock must be accurate to within 30 seconds",
        ),
    ] {
        let answer = server.anonymous().with_token(&token).get(PATH).await;
        assert_refused(&answer, 403, "AuthError", message);
    }
}

#[tokio::test]
async fn a_token_without_issuer_or_with_another_algorithm_says_so() {
    use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
    let server = TestServer::start().await;
    let signer = EncodingKey::from_secret(b"x");
    let bare = encode(&Header::new(Algorithm::HS256), &json!({"iat": 1}), &signer).unwrap();
    let answer = server.anonymous().with_token(&bare).get(PATH).await;
    assert_refused(&answer, 403, "AuthError", "Invalid token: iss field not provided");
    let claims = json!({"iss": "15f6815b-0000-0000-0000-000000000000", "iat": server.state.now() / 1000});
    let other = encode(&Header::new(Algorithm::HS512), &claims, &signer).unwrap();
    let answer = server.anonymous().with_token(&other).get(PATH).await;
    assert_refused(&answer, 403, "AuthError", "Invalid token: algorithm used is not HS256");
}

#[tokio::test]
async fn half_a_minute_is_close_enough() {
    let server = TestServer::start().await;
    for off in [-30_000, 30_000] {
        let token = token(SAMPLE_KEY, json!({}), server.state.now() + off);
        assert_eq!(server.anonymous().with_token(&token).get(PATH).await.status, 200);
    }
}

#[tokio::test]
async fn a_revoked_key_is_told_so() {
    let server = TestServer::start().await;
    let client = live(&server);
    assert_eq!(client.get(PATH).await.status, 200);
    let (service, _) = notify::key_parts(SAMPLE_KEY).unwrap();
    revoke_keys(&*server.state.db, &server.state, service).await.unwrap();
    assert_refused(&client.get(PATH).await, 403, "AuthError", "Invalid token: API key revoked");
}

#[tokio::test]
async fn neither_a_session_nor_a_user_token_opens_the_sender() {
    let server = TestServer::start().await;
    assert_eq!(server.as_admin().await.get(PATH).await.status, 401);
    assert_eq!(server.user_token("admin@demo.example").await.get(PATH).await.status, 403);
}

#[tokio::test]
async fn an_address_that_is_none_answers_in_the_senders_form() {
    let server = TestServer::start().await;
    let answer = live(&server).get("/v2/nothing/here").await;
    assert_refused(&answer, 404, "NoResultFound", "No result found");
    assert_eq!(with_key(&server, SAMPLE_TEST_KEY).get(PATH).await.status, 200);
}
