//! `/api/users`: the list, changes, sessions and tokens.

use serde_json::{Value, json};

use crate::support::{Client, TestServer};

async fn id_of(server: &TestServer, email: &str) -> String {
    server::auth::account::find(&*server.state.db, email).await.unwrap().unwrap().id
}

async fn path(server: &TestServer, email: &str) -> String {
    format!("/api/users/{}", id_of(server, email).await)
}

fn names(page: &Value) -> Vec<&str> {
    page["results"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_admin_finds_people_by_words_role_and_site() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let all = admin.get("/api/users").await.body;
    assert_eq!(all["count"], 13, "those of another organisation are not among them");
    for (query, found) in [
        ("q=adeyemi", &["Rose Adeyemi", "Sue Adeyemi"][..]),
        ("q=OFFICER2%40demo", &["Oona Evans"]),
        ("role=resident", &["Noor Botha", "Rose Adeyemi"]),
        ("role=officer&site=5&q=ol", &["Olu Dlamini"]),
        ("active=false", &[]),
        ("q=cole", &[]),
    ] {
        assert_eq!(names(&admin.get(&format!("/api/users?{query}")).await.body), found, "{query}");
    }
    let rose = admin.get(&path(&server, "resident@demo.example").await).await.body;
    assert_eq!(
        (&rose["role"], &rose["site"]),
        (&json!("resident"), &json!({"id": 5, "name": "Acacia Avenue"}))
    );
    assert!(rose["resident"].is_i64() && rose["invited"] == false && rose["active"] == true);
    assert_eq!(rose["seenAt"], Value::Null);
    server.as_resident().await;
    let rose = admin.get(&path(&server, "resident@demo.example").await).await.body;
    assert_eq!(rose["seenAt"], "2026-01-05T12:00:00.000Z");
}

#[tokio::test]
async fn a_patch_and_a_team_are_set_and_emptied() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let path = path(&server, "officer@demo.example").await;
    let changed = admin.patch(&path, json!({"site": null, "team": "finance", "name": "Olu D."})).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    let told = |body: &Value| (body["site"].clone(), body["team"].clone(), body["name"].clone());
    assert_eq!(told(&changed.body), (Value::Null, json!("finance"), json!("Olu D.")));
    let back = admin.patch(&path, json!({"site": 5})).await;
    assert_eq!(
        told(&back.body),
        (json!({"id": 5, "name": "Acacia Avenue"}), json!("finance"), json!("Olu D."))
    );
    let promoted = admin.patch(&path, json!({"role": "admin"})).await.body;
    assert_eq!(
        (&promoted["role"], &promoted["team"]),
        (&json!("admin"), &Value::Null),
        "admins have no team"
    );
}

#[tokio::test]
async fn a_resident_who_moves_sees_another_television() {
    let server = TestServer::start().await;
    let (admin, resident) = (server.as_admin().await, server.as_resident().await);
    let path = path(&server, "resident@demo.example").await;
    admin.patch(&path, json!({"name": "Rose Ann Adeyemi"})).await;
    let details = resident.get("/api/customer").await.body;
    assert_eq!((&details["name"], &details["surname"]), (&json!("Rose Ann"), &json!("Adeyemi")));
    assert_eq!(
        admin.patch(&path, json!({"site": null})).await.body["errors"]["site"][0],
        "Choose where they live."
    );
    assert_eq!(admin.patch(&path, json!({"site": 6})).await.status, 400, "a site of another organisation");
    assert_eq!(admin.patch(&path, json!({"role": "officer"})).await.status, 400, "a resident stays one");
}

#[tokio::test]
async fn every_complaint_of_a_change_is_told() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let path = path(&server, "officer@demo.example").await;
    let answer = admin.patch(&path, json!({"name": " ", "role": "chief", "team": "chess", "site": 99})).await;
    assert_eq!(answer.status, 400);
    let mut fields: Vec<_> = answer.body["errors"].as_object().unwrap().keys().cloned().collect();
    fields.sort();
    assert_eq!(fields, ["name", "role", "site", "team"]);
    assert!(!answer.message().is_empty());
    for bad in [json!({"active": "no"}), json!({"site": "five"}), json!([])] {
        assert_eq!(admin.patch(&path, bad).await.status, 400);
    }
    assert_eq!(admin.get(&path).await.body["name"], "Olu Dlamini");
}

#[tokio::test]
async fn who_is_deactivated_is_out_and_can_be_brought_back() {
    let server = TestServer::start().await;
    let (admin, officer) = (server.as_admin().await, server.as_officer().await);
    let path = path(&server, "officer@demo.example").await;
    assert_eq!(admin.delete(&path).await.status, 204);
    assert_eq!(officer.get("/api/v2/site").await.status, 401);
    let sign_in = json!({"email": "officer@demo.example", "password": "tocsin-demo"});
    assert_eq!(server.anonymous().post("/api/session", sign_in.clone()).await.status, 401);
    assert_eq!(names(&admin.get("/api/users?active=false").await.body), ["Olu Dlamini"]);
    assert_eq!(admin.patch(&path, json!({"active": true})).await.body["active"], true);
    assert_eq!(server.anonymous().post("/api/session", sign_in).await.status, 200);
    assert_eq!(admin.patch(&path, json!({"active": false})).await.body["active"], false);
}

#[tokio::test]
async fn the_last_admin_stays_one() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let path = path(&server, "admin@demo.example").await;
    for answer in [
        admin.delete(&path).await,
        admin.patch(&path, json!({"active": false})).await,
        admin.patch(&path, json!({"role": "officer"})).await,
    ] {
        assert_eq!(answer.status, 409, "{answer:?}");
    }
    let other = crate::users::path(&server, "manager@demo.example").await;
    assert_eq!(admin.patch(&other, json!({"role": "admin"})).await.status, 200);
    assert_eq!(admin.delete(&path).await.status, 204);
}

#[tokio::test]
async fn one_browser_and_one_token_are_struck() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let (phone, other) = (server.as_resident().await, server.as_resident().await);
    let token = server.user_token("resident@demo.example").await;
    let path = path(&server, "resident@demo.example").await;
    let sessions = admin.get(&format!("{path}/sessions")).await.body;
    assert_eq!(sessions.as_array().unwrap().len(), 2);
    assert_eq!((&sessions[0]["kind"], &sessions[0]["device"]), (&json!("browser"), &json!("")));
    let one = format!("{path}/sessions/{}", sessions[0]["id"].as_str().unwrap());
    assert_eq!(admin.delete(&one).await.status, 204);
    assert_eq!(admin.delete(&one).await.status, 404);
    let alive = [phone.get("/api/customer").await.status, other.get("/api/customer").await.status];
    assert!(alive == [200, 401] || alive == [401, 200], "{alive:?}");
    let tokens = admin.get(&format!("{path}/tokens")).await.body;
    let one = format!("{path}/tokens/{}", tokens[0]["id"].as_str().unwrap());
    assert_eq!(admin.delete(&one).await.status, 204);
    assert_eq!(admin.delete(&one).await.status, 404);
    assert_eq!(token.get("/api/customer").await.status, 401);
    assert_eq!(admin.get(&format!("{path}/tokens")).await.body, json!([]));
}

#[tokio::test]
async fn a_browser_is_told_by_what_it_is() {
    let server = TestServer::start().await;
    let agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36";
    let phone = server.anonymous().with_header("user-agent", agent);
    phone.post("/api/session", json!({"email": "resident@demo.example", "password": "tocsin-demo"})).await;
    let path = path(&server, "resident@demo.example").await;
    let sessions = server.as_admin().await.get(&format!("{path}/sessions")).await.body;
    assert_eq!(sessions[0]["device"], "Chrome on Android");
}

#[tokio::test]
async fn an_admin_signs_a_lost_phone_out() {
    let server = TestServer::start().await;
    let phone = server.as_resident().await;
    let token = server.user_token("resident@demo.example").await;
    let neighbour = server.as_neighbour().await;
    let path = path(&server, "resident@demo.example").await;
    assert_eq!(server.as_admin().await.delete(&format!("{path}/sessions")).await.status, 204);
    assert_eq!(phone.get("/api/customer").await.status, 401);
    assert_eq!(token.get("/api/customer").await.status, 401);
    assert_eq!(neighbour.get("/api/customer").await.status, 200);
    server.as_resident().await;
}

/// Calls every route below one account as this client.
async fn statuses(client: &Client, path: &str) -> Vec<u16> {
    vec![
        client.get(path).await.status,
        client.patch(path, json!({})).await.status,
        client.delete(path).await.status,
        client.post(&format!("{path}/invitation"), json!({})).await.status,
        client.get(&format!("{path}/sessions")).await.status,
        client.delete(&format!("{path}/sessions")).await.status,
        client.delete(&format!("{path}/sessions/x")).await.status,
        client.get(&format!("{path}/tokens")).await.status,
        client.delete(&format!("{path}/tokens/x")).await.status,
    ]
}

#[tokio::test]
async fn nobody_else_keeps_accounts() {
    let server = TestServer::start().await;
    let own = path(&server, "resident@demo.example").await;
    for (client, status) in [
        (server.as_neighbour().await, 403),
        (server.as_officer().await, 403),
        (server.signed_in("manager@demo.example").await, 403),
        (server.as_controller().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        assert_eq!(statuses(&client, &own).await, [status; 9]);
        assert_eq!(client.get("/api/users").await.status, status);
    }
    let admin = server.as_admin().await;
    for foreign in [path(&server, "stranger@demo.example").await, "/api/users/unknown".to_owned()] {
        assert_eq!(statuses(&admin, &foreign).await, [404; 9]);
    }
    server.as_resident().await;
    server.as_stranger().await;
}
