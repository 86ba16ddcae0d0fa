//! `/api/session`.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::{Value, json};

use crate::support::TestServer;
use database::entity::client;

#[tokio::test]
async fn a_resident_signs_in_with_their_password() {
    let server = TestServer::start().await;
    let body = json!({ "email": " Resident@Demo.example ", "password": "tocsin-demo" });
    let answer = server.anonymous().post("/api/session", body).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["user"]["name"], "Rose Adeyemi");
    assert_eq!(answer.body["user"]["role"], "resident");
    assert_eq!(answer.body["user"]["site"], json!({ "id": 5, "name": "Acacia Avenue" }));
    assert!(answer.body["user"]["customerId"].is_i64());
    let cookie = answer.header("set-cookie").unwrap();
    for part in ["__Host-tocsin=", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age="] {
        assert!(cookie.contains(part), "{cookie}");
    }
}

#[tokio::test]
async fn staff_cookies_end_with_the_browser() {
    let server = TestServer::start().await;
    let body = json!({ "email": "officer@demo.example", "password": "tocsin-demo" });
    let answer = server.anonymous().post("/api/session", body).await;
    assert_eq!(answer.body["user"]["teams"], json!(["housing"]));
    assert!(!answer.header("set-cookie").unwrap().contains("Max-Age"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_answer_alike() {
    let server = TestServer::start().await;
    let mut answers = Vec::new();
    for email in ["resident@demo.example", "nobody@demo.example"] {
        let body = json!({ "email": email, "password": "wrong" });
        let answer = server.anonymous().post("/api/session", body).await;
        assert_eq!(answer.status, 401);
        assert!(answer.header("set-cookie").is_none());
        answers.push(answer.body);
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn nobody_signed_in_is_no_error_and_still_brings_the_configuration() {
    let server = TestServer::with(|config| config.alarm_phone = Some("01632960000".to_owned())).await;
    let answer = server.anonymous().get("/api/session").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["user"], Value::Null);
    assert_eq!(answer.body["config"]["alarmPhone"], "01632960000");
    assert_eq!(answer.body["config"]["armingSeconds"], 3);
}

#[tokio::test]
async fn signing_out_forgets_the_session_on_the_server() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    assert_eq!(resident.get("/api/session").await.body["user"]["email"], "resident@demo.example");
    let answer = resident.delete("/api/session").await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
    let after = resident.get("/api/session").await;
    assert_eq!(after.body["user"], Value::Null);
    assert!(after.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(resident.get("/api/customer").await.status, 401);
}

#[tokio::test]
async fn signing_in_again_ends_the_former_session_of_that_browser() {
    let server = TestServer::start().await;
    let former = server.as_resident().await;
    let body = json!({ "email": "neighbour@demo.example", "password": "tocsin-demo" });
    assert_eq!(former.post("/api/session", body).await.status, 200);
    assert_eq!(former.get("/api/customer").await.status, 401);
}

#[tokio::test]
async fn another_site_cannot_change_anything_with_a_persons_cookie() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    for (name, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let forged = resident.clone().with_header(name, value);
        let answer = forged.patch("/api/customer", json!({ "name": "Eve" })).await;
        assert_eq!(answer.status, 403, "{name}: {value}");
        assert!(!answer.message().is_empty());
        assert_eq!(forged.delete("/api/session").await.status, 403);
    }
    assert_eq!(resident.get("/api/customer").await.body["name"], "Rose");
}

#[tokio::test]
async fn another_site_cannot_sign_a_person_in() {
    let server = TestServer::start().await;
    let forged = server.anonymous().with_header("sec-fetch-site", "cross-site");
    let body = json!({ "email": "resident@demo.example", "password": "tocsin-demo" });
    assert_eq!(forged.post("/api/session", body).await.status, 403);
}

#[tokio::test]
async fn a_made_up_cookie_is_nobody() {
    let server = TestServer::start().await;
    let mut client = server.anonymous();
    client.cookie = Some("__Host-tocsin=made-up".to_owned());
    assert_eq!(client.get("/api/session").await.body["user"], Value::Null);
    assert_eq!(client.get("/api/customer").await.status, 401);
}

#[tokio::test]
async fn the_session_names_the_response_types_that_this_person_may_ask_for() {
    let server = TestServer::start().await;
    let types = async |session: crate::support::Client| {
        session.get("/api/session").await.body["config"]["responseTypes"].clone()
    };
    assert_eq!(types(server.anonymous()).await, json!([1, 2, 3]));
    assert_eq!(types(server.as_resident().await).await, json!([1, 2, 3]));
    assert_eq!(types(server.as_officer().await).await, json!([]));

    let row = client::Entity::find_by_id(server::demo::CLIENT_ID).one(&*server.state.db).await.unwrap();
    let mut row = row.unwrap().into_active_model();
    row.allowed_response_types = Set("1".to_owned());
    row.update(&*server.state.db).await.unwrap();
    let new = json!({ "email": "guid_1@company.example", "password": "long enough" });
    assert_eq!(server.server_token().await.post("/api/oauth/user", new).await.status, 201);
    assert_eq!(types(server.user_token("guid_1@company.example").await).await, json!([1]));
}
