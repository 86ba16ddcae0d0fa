//! Changes from a tab name the person that its page was drawn for, and are refused if somebody else is signed in.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::notification::{one, screen, sent};
use crate::support::provider::{PROVIDERS, provider};
use crate::support::{Client, TestServer};

const HEADER: &str = "tocsin-user";

async fn id_of(client: &Client) -> String {
    client.get("/api/session").await.body["user"]["id"].as_str().unwrap().to_owned()
}

/// A tab that was drawn for one person but has another person's cookie.
async fn tab(drawn_for: &Client, signed_in: &Client) -> Client {
    signed_in.clone().with_header(HEADER, &id_of(drawn_for).await)
}

#[tokio::test]
async fn a_tab_that_was_drawn_for_somebody_else_changes_nothing_in_any_area() {
    let server = TestServer::start().await;
    let (resident, neighbour) = (server.as_resident().await, server.as_neighbour().await);
    let (admin, controller, officer) =
        (server.as_admin().await, server.as_controller().await, server.as_officer().await);
    let finance = server.as_finance().await;
    let callout = resident.post("/api/callouts", json!({})).await.body["id"].clone();
    let decision = sent(&finance, screen(json!({}))).await;
    let changes: Vec<(&Client, Method, String, Value)> = vec![
        (&resident, Method::POST, format!("/api/callouts/{callout}/dismiss"), json!({})),
        (&resident, Method::PATCH, "/api/customer".to_owned(), json!({"vehicleColour": "Red"})),
        (&controller, Method::POST, format!("/api/control/callouts/{callout}/acknowledge"), json!({})),
        (
            &finance,
            Method::PATCH,
            format!("/api/notifications/{decision}"),
            json!({"actionType": "Approved"}),
        ),
        (&finance, Method::DELETE, format!("/api/notifications/{decision}"), json!({})),
        (&admin, Method::POST, PROVIDERS.to_owned(), provider(json!({}))),
        (
            &admin,
            Method::POST,
            "/api/users".to_owned(),
            json!({"email": "new@acme.example", "name": "New", "role": "officer"}),
        ),
        (&admin, Method::DELETE, "/api/session".to_owned(), json!({})),
    ];
    for (who, method, path, body) in changes {
        let stale = tab(&neighbour, who).await;
        let answer = stale.send(method.clone(), &path, body.to_string().into_bytes()).await;
        assert_eq!(answer.status, 409, "{method} {path}: {answer:?}");
        assert_eq!(answer.header(HEADER), Some(id_of(who).await.as_str()), "{method} {path}");
        let words = ["message", "detail"].map(|name| answer.body[name].as_str().unwrap_or_default()).concat();
        assert!(words.contains("Reload the page"), "{method} {path}: {answer:?}");
    }
    assert_eq!(one(&finance, &decision).await["performedActionType"], Value::Null);
    assert_eq!(resident.get(&format!("/api/callouts/{callout}")).await.body["cancelledByCustomer"], false);
    assert_eq!(
        admin.get("/api/session").await.body["user"]["email"],
        "admin@demo.example",
        "still signed in"
    );
    let officers = officer.clone().with_header(HEADER, &id_of(&officer).await);
    assert_eq!(
        officers.post("/api/notifications", screen(json!({}))).await.status,
        201,
        "their own tab works"
    );
}
