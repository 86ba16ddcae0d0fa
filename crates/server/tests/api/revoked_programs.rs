//! Inactive services and revoked API clients; and a check that no table is forgotten.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use server::demo::INCOME_KEY;

use crate::support::TestServer;
use crate::support::delivery::{calling, tick};
use crate::support::device::Device;
use crate::support::notification::{act, screen, sent};
use crate::support::notify::{EMAIL, with_key};
use database::entity::client;

#[tokio::test]
async fn a_service_that_is_switched_off_neither_sends_nor_reads_nor_hears_anything() {
    let server = calling().await;
    let admin = server.as_admin().await;
    let receiver = wiremock::MockServer::start().await;
    wiremock::Mock::given(wiremock::matchers::any())
        .respond_with(wiremock::ResponseTemplate::new(200))
        .mount(&receiver)
        .await;
    let id = &INCOME_KEY[INCOME_KEY.len() - 73..INCOME_KEY.len() - 37];
    let own = format!("/api/services/{id}");
    assert_eq!(admin.patch(&own, json!({"callbackUrl": receiver.uri()})).await.status, 200);
    let service = server.service(INCOME_KEY);
    let (first, second) = (sent(&service, screen(json!({}))).await, sent(&service, screen(json!({}))).await);
    act(&server.as_finance().await, &first, "Approved").await;
    let mail =
        json!({"email_address": "rose@home.example", "template_id": EMAIL, "personalisation": {"name": "R"}});
    let program = || with_key(&server, INCOME_KEY);

    assert_eq!(admin.patch(&own, json!({"active": false})).await.body["active"], false);
    tick(&server).await;
    act(&server.as_finance().await, &second, "Approved").await;
    tick(&server).await;
    assert!(receiver.received_requests().await.unwrap().is_empty(), "it hears of no decision");
    for status in [
        service.post("/api/notifications", screen(json!({}))).await.status,
        service.get("/api/notifications").await.status,
        service.get(&format!("/api/notifications/{first}")).await.status,
        service.put("/api/processes/p-1", json!({})).await.status,
    ] {
        assert_eq!(status, 401);
    }
    for answer in [
        program().post("/v2/notifications/email", mail.clone()).await,
        program().get("/v2/notifications").await,
        program().get("/v2/templates").await,
        program().get("/v2/received-text-messages").await,
    ] {
        assert_eq!((answer.status, &answer.body["errors"][0]["error"]), (403, &json!("AuthError")));
    }
    let by_officer = screen(json!({"serviceKey": INCOME_KEY}));
    assert_eq!(server.as_officer().await.post("/api/notifications", by_officer).await.status, 422);

    assert_eq!(admin.patch(&own, json!({"active": true})).await.body["active"], true);
    assert_eq!(program().get("/v2/notifications").await.status, 200);
    sent(&service, screen(json!({}))).await;
}

#[tokio::test]
async fn a_client_that_is_revoked_gets_no_token_and_its_tokens_count_no_more() {
    let server = TestServer::start().await;
    let token = server.server_token().await;
    assert_eq!(token.get("/api/callouts").await.status, 200);
    let transaction = server.state.write().await.unwrap();
    server::accounts::revoke::client(&*transaction, server::demo::CLIENT_ID, server.state.now())
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(token.get("/api/callouts").await.status, 401);
    let secret = json!({"clientId": server::demo::CLIENT_ID, "clientSecret": server::demo::CLIENT_SECRET});
    assert_eq!(server.anonymous().post("/api/oauth/token", secret).await.status, 401);
    let row = client::Entity::find_by_id(server::demo::CLIENT_ID).one(&*server.state.db).await.unwrap();
    let mut row = row.unwrap().into_active_model();
    row.active = Set(true);
    row.update(&*server.state.db).await.unwrap();
    assert_eq!(token.get("/api/callouts").await.status, 401, "switching it on brings no token back");
}

#[tokio::test]
async fn every_column_that_points_to_an_account_a_service_or_a_client_is_named_with_what_becomes_of_it() {
    use server::accounts::revoke::references::{AfterRevocation, HELD};
    let server = TestServer::start().await;
    let columns = server.columns().await;
    let points = [
        "user",
        "service",
        "client",
        "account",
        "person",
        "owner",
        "signer",
        "created_by",
        "device",
        "reporter",
    ];
    for (table, column) in &columns {
        let is_named = HELD.iter().any(|(t, c, _)| t == table && c == column);
        let points =
            points.iter().any(|word| column.contains(word)) && !table.starts_with("notification_text");
        assert!(
            is_named || !points,
            "{table}.{column} is not in revoke::HELD: say there whether revoking ends it, or why it stays"
        );
    }
    for (table, column, fate) in HELD {
        let there = columns.iter().any(|(t, c)| t == table && c == column);
        assert!(there, "{table}.{column} is not in the database any more");
        assert!(
            !matches!(fate, AfterRevocation::Kept(reason) if reason.len() < 10),
            "{table}.{column} stays without a reason"
        );
    }
}

#[tokio::test]
async fn nothing_that_is_named_as_revoked_is_left_of_a_closed_account() {
    use server::accounts::revoke::references::{AfterRevocation, HELD};
    let server = calling().await;
    let (resident, admin) = (server.as_resident().await, server.as_admin().await);
    server.user_token("resident@demo.example").await;
    Device::of(&resident, 201).await;
    admin.post("/api/password-resets", json!({"email": "resident@demo.example"})).await;
    let code = server.anonymous().post("/api/tv/pairings", json!({})).await.body["code"].clone();
    assert_eq!(resident.post("/api/tv/pairings/claim", json!({"code": code})).await.status, 201);
    let id =
        server::auth::account::find(&*server.state.db, "resident@demo.example").await.unwrap().unwrap().id;
    let left = async |table: &str| {
        let counts = if table == "token" { "AND revoked_at IS NULL" } else { "" };
        server.count(format!("SELECT count(*) FROM {table} WHERE user_id = '{id}' {counts}")).await
    };
    let revoked =
        || HELD.iter().filter(|row| row.2 == AfterRevocation::Revoked && row.1 == "user_id").map(|row| row.0);
    for table in revoked() {
        assert!(
            left(table).await > 0,
            "{table} holds nothing that could be revoked: give the account one here"
        );
    }
    assert_eq!(admin.delete(&format!("/api/users/{id}")).await.status, 204);
    for table in revoked() {
        assert_eq!(left(table).await, 0, "{table}");
    }
}
