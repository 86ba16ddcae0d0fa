//! `/api/services`, `/api/sent`: services, and the status of their messages.

use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};

use crate::support::TestServer;
use crate::support::notification::{act, assert_problem, complaints, screen, sent};
use crate::support::notify::{OWN_EMAIL, posted_text};

async fn names(server: &TestServer) -> Vec<String> {
    let list = server.as_admin().await.get("/api/services").await.body;
    list.as_array().unwrap().iter().map(|service| service["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_admin_registers_a_service_and_sees_its_secrets_once() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let answer = admin
        .post("/api/services", json!({"name": " Gas & Heat ", "callbackUrl": "https://gas.example/cb"}))
        .await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let key = answer.body["serviceKey"].as_str().unwrap().to_owned();
    let id = answer.body["service"]["id"].as_str().unwrap().to_owned();
    assert!(key.contains(&id));
    assert!(answer.body["callbackSecret"].as_str().unwrap().starts_with("whsec_"));
    assert_eq!(answer.header("location"), Some(format!("/api/services/{id}").as_str()));
    assert_eq!(
        names(&server).await,
        ["Gas & Heat", "Income Services", "Repairs", "Revenue and Benefits", "sample"]
    );
    let again = admin.get(&format!("/api/services/{id}")).await;
    let list = admin.get("/api/services").await;
    let secret = &key[key.len() - 36..];
    for text in [String::from_utf8(again.bytes).unwrap(), String::from_utf8(list.bytes).unwrap()] {
        assert!(!text.contains(secret) && !text.contains("whsec_"), "{text}");
    }
    assert!(!server.stores(secret).await, "the key is in the database");
    sent(&server.service(&key), screen(json!({}))).await;
}

#[tokio::test]
async fn a_rotated_key_replaces_the_old_one_at_once() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let id = &INCOME_KEY[INCOME_KEY.len() - 73..INCOME_KEY.len() - 37];
    let answer = admin.post(&format!("/api/services/{id}/rotate"), json!({})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let key = answer.body["serviceKey"].as_str().unwrap();
    assert!(key.starts_with(&format!("income_services-{id}-")), "{key}");
    assert_problem(&server.service(INCOME_KEY).post("/api/notifications", screen(json!({}))).await, 401);
    sent(&server.service(key), screen(json!({}))).await;
    let stop = admin.patch(&format!("/api/services/{id}"), json!({"active": false})).await;
    assert_eq!((stop.status, &stop.body["active"]), (200, &json!(false)));
    assert_problem(&server.service(key).post("/api/notifications", screen(json!({}))).await, 401);
}

#[tokio::test]
async fn a_change_is_checked_and_names_are_not_shared() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    assert_problem(&admin.post("/api/services", json!({"name": "REPAIRS"})).await, 409);
    assert_eq!(complaints(&admin.post("/api/services", json!({})).await), ["name"]);
    for url in ["http://127.0.0.1/cb", "https://localhost/cb", "https://10.0.0.1/", "https://[::1]/"] {
        let answer = admin.post("/api/services", json!({"name": "New", "callbackUrl": url})).await;
        assert_eq!(complaints(&answer), ["callbackUrl"], "{url}");
    }
    let id = admin.post("/api/services", json!({"name": "New"})).await.body["service"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/api/services/{id}");
    assert_problem(&admin.patch(&path, json!({"name": "repairs"})).await, 409);
    assert_eq!(admin.patch(&path, json!({"name": "NEW"})).await.body["name"], "NEW");
    let url = json!({"callbackUrl": "https://new.example/cb"});
    assert_eq!(admin.patch(&path, url).await.body["callbackUrl"], "https://new.example/cb");
    assert_eq!(admin.patch(&path, json!({})).await.body["callbackUrl"], "https://new.example/cb");
    assert_eq!(admin.patch(&path, json!({"callbackUrl": ""})).await.body["callbackUrl"], Value::Null);
}

#[tokio::test]
async fn only_the_organisations_own_admin_changes_and_only_its_officers_look() {
    let server = TestServer::start().await;
    let id = &REPAIRS_KEY[REPAIRS_KEY.len() - 73..REPAIRS_KEY.len() - 37];
    let one = format!("/api/services/{id}");
    for (path, body) in
        [("/api/services".to_owned(), json!({"name": "X"})), (format!("{one}/rotate"), json!({}))]
    {
        assert_problem(&server.anonymous().post(&path, body.clone()).await, 401);
        for other in [
            server.as_resident().await,
            server.as_officer().await,
            server.as_manager().await,
            server.as_controller().await,
        ] {
            assert_problem(&other.post(&path, body.clone()).await, 403);
        }
    }
    assert_problem(&server.as_officer().await.patch(&one, json!({"active": false})).await, 403);
    for path in ["/api/services", &one, "/api/sent", &format!("{one}/sent")] {
        assert_problem(&server.anonymous().get(path).await, 401);
        assert_problem(&server.as_resident().await.get(path).await, 403);
        assert_eq!(server.as_officer().await.get(path).await.status, 200, "{path}");
    }
    let admin = server.as_admin().await;
    assert_problem(&admin.get("/api/services/nothing").await, 404);
    assert_problem(&admin.patch("/api/services/nothing", json!({})).await, 404);
    assert_problem(&admin.post("/api/services/nothing/rotate", json!({})).await, 404);
    assert_problem(&admin.get("/api/services/nothing/sent").await, 404);
}

#[tokio::test]
async fn everything_that_was_sent_is_there_with_what_became_of_it() {
    let server = TestServer::start().await;
    let income = server.service(INCOME_KEY);
    let finance = server.as_finance().await;
    let decided = sent(&income, screen(json!({}))).await;
    act(&finance, &decided, "Rejected").await;
    let read = sent(&income, screen(json!({}))).await;
    act(&finance, &read, "IsRead").await;
    let also = json!({"requireEmailNotification": true, "email": "a@b.example", "templateId": OWN_EMAIL,
        "personalisationParams": {"firstName": "Rose"}});
    sent(&income, screen(also)).await;
    sent(&server.as_officer().await, posted_text("07700 900123")).await;
    let officer = server.as_officer().await;
    let rows = async |path: &str| {
        let answer = officer.get(path).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let rows = answer.body.as_array().unwrap().clone();
        rows.iter()
            .map(|row| format!("{} {}", row["channel"].as_str().unwrap(), row["status"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    let all = ["Text queued", "Screen unread", "Email queued", "Screen read", "Screen Rejected"];
    assert_eq!(rows("/api/sent").await, all);
    let id = &INCOME_KEY[INCOME_KEY.len() - 73..INCOME_KEY.len() - 37];
    let own = format!("/api/services/{id}/sent");
    assert_eq!(rows(&own).await, all[1..]);
    assert_eq!(rows(&format!("{own}?channel=&before=&limit=50")).await, all[1..]);
    assert_eq!(rows(&format!("{own}?channel=Email")).await, ["Email queued"]);
    assert_eq!(rows(&format!("{own}?limit=1&before={read}")).await, ["Screen Rejected"]);
    assert_eq!(complaints(&officer.get("/api/sent?channel=Pigeon").await), ["channel"]);
    assert_eq!(complaints(&officer.get("/api/sent?limit=0").await), ["limit"]);
    let service = officer.get(&format!("/api/services/{id}")).await.body;
    assert_eq!((&service["sentCount"], &service["failedCount"]), (&json!(3), &json!(0)));
    assert!(service["lastSentAt"].is_string());
}
