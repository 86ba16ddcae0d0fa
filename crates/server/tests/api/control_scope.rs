//! What a controller of another organisation sees of a callout: the same responses as for an absent one.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::callout::{act, asked, pressed, read};
use crate::support::notification::list;
use crate::support::{Client, TestServer};

const ACTS: [(&str, &str); 13] = [
    ("acknowledge", "{}"),
    ("own", "{}"),
    ("verify", "{}"),
    ("dispatch", r#"{"supplierId": 14}"#),
    ("dispatch", r#"{"responderId": 8}"#),
    ("arrive", "{}"),
    ("complete", "{}"),
    ("cancel-response", "{}"),
    ("close", "{}"),
    ("reply", r#"{"message": "x"}"#),
    ("phoned", r#"{"number": "+27831234567", "answered": true}"#),
    ("stand-down", "{}"),
    ("automatic", r#"{"on": true}"#),
];

/// Asserts the same response for a foreign and an absent resource.
async fn assert_alike(client: &Client, method: Method, foreign: &str, absent: &str, body: &str) {
    let foreign = client.send(method.clone(), foreign, body.into()).await;
    let absent = client.send(method, absent, body.into()).await;
    assert_eq!((foreign.status, &foreign.bytes), (404, &absent.bytes), "{foreign:?} {absent:?}");
    assert_eq!(absent.status, 404);
}

fn numbers(list: &Value) -> Vec<i64> {
    list.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_foreign_callout_answers_a_controller_as_one_that_does_not_exist() {
    let server = TestServer::start().await;
    let other = server.as_other_controller().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    for (name, body) in ACTS {
        let at = |id: i64| format!("/api/control/callouts/{id}/{name}");
        assert_alike(&other, Method::POST, &at(id), &at(999_999), body).await;
    }
    for path in [
        "/api/control/callouts/{}",
        "/api/callouts/{}",
        "/api/control/responders?callout={}",
        "/api/control/suppliers?callout={}",
        "/api/callouts/{}/comments",
        "/api/callouts/{}/location",
        "/api/records/callout/{}",
    ] {
        let at = |id: i64| path.replace("{}", &id.to_string());
        let foreign = other.get(&at(id)).await;
        let absent = other.get(&at(999_999)).await;
        assert_eq!((foreign.status, &foreign.bytes), (absent.status, &absent.bytes), "{path}");
        assert!(matches!(foreign.status, 404 | 405), "{path}: {foreign:?}");
    }
    let seen = read(&server.as_controller().await, id).await;
    assert_eq!(seen["acknowledged"], false, "nothing was done to it");
}

#[tokio::test]
async fn each_queue_holds_the_callouts_of_the_organisations_that_its_controller_serves() {
    let server = TestServer::start().await;
    let own = pressed(&server.as_resident().await, json!({})).await;
    let borough = pressed(&server.as_stranger().await, json!({})).await;
    let drill =
        pressed(&server.as_neighbour().await, json!({"responseTypeId": 3, "internalTest": true})).await;
    let (controller, other) = (server.as_controller().await, server.as_other_controller().await);
    let queue = async |by: &Client, state: &str| {
        let list = by.get(&format!("/api/control/callouts?state={state}")).await.body;
        let mut ids: Vec<_> =
            list.as_array().unwrap().iter().map(|row| row["callout"]["id"].as_i64().unwrap()).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(queue(&controller, "open").await, [own, borough]);
    assert_eq!(queue(&controller, "demo").await, [drill]);
    act(&controller, own, "close", json!({})).await;
    assert_eq!(queue(&controller, "closed").await, [own]);
    for state in ["open", "demo", "closed"] {
        assert_eq!(queue(&other, state).await, [0; 0], "{state}");
    }
}

#[tokio::test]
async fn foreign_responders_and_suppliers_answer_as_ones_that_do_not_exist() {
    let server = TestServer::start().await;
    let (controller, other) = (server.as_controller().await, server.as_other_controller().await);
    let id = pressed(&server.as_resident().await, json!({})).await;
    for (kind, foreign) in [("responders", 8), ("suppliers", 109)] {
        assert_eq!(other.get(&format!("/api/control/{kind}")).await.body, json!([]), "{kind}");
        let at = |id: i64| format!("/api/control/{kind}/{id}");
        for (method, body) in
            [(Method::GET, ""), (Method::PATCH, r#"{"name": "Mine"}"#), (Method::DELETE, "")]
        {
            assert_alike(&other, method, &at(foreign), &at(999_999), body).await;
        }
    }
    let here = r#"{"latitude": 1, "longitude": 1}"#;
    let at = |id: i64, act: &str| format!("/api/control/responders/{id}/{act}");
    assert_alike(&other, Method::POST, &at(8, "position"), &at(999_999, "position"), here).await;
    let answer = format!(r#"{{"calloutId": {id}, "answer": "accept"}}"#);
    assert_alike(&other, Method::POST, &at(8, "answer"), &at(999_999, "answer"), &answer).await;
    let told = async |supplier: i64| {
        let answer =
            other.post("/api/control/responders", json!({"name": "X", "supplierId": supplier})).await;
        (answer.status, answer.message().replace(&supplier.to_string(), "n"))
    };
    assert_eq!(told(109).await, told(999_999).await);
    assert_eq!(told(109).await.0, 400);
    assert!(numbers(&controller.get("/api/control/responders").await.body).contains(&8));
}

#[tokio::test]
async fn nobody_is_rung_or_sent_who_does_not_serve_the_residents_organisation() {
    let server = TestServer::start().await;
    let (controller, other) = (server.as_controller().await, server.as_other_controller().await);
    let company =
        other.post("/api/control/suppliers", json!({"name": "Cedar Guards", "responseTypeIds": [1]})).await;
    assert_eq!((company.status, &company.body["organisationIds"]), (201, &json!([4])), "{company:?}");
    let company = company.body["id"].as_i64().unwrap();
    let here = json!({"latitude": -26.109054, "longitude": 28.083, "accuracy": 5});
    let near = json!({"name": "Near", "supplierId": company, "responseTypeIds": [1], "position": here});
    let near = other.post("/api/control/responders", near).await.body["id"].as_i64().unwrap();
    let id = pressed(&server.as_resident().await, json!({})).await;
    let rung: Vec<i64> = asked(&read(&controller, id).await).iter().map(|one| one.0).collect();
    assert!(!rung.is_empty() && !rung.contains(&near), "the nearest serves another organisation: {rung:?}");
    for kind in ["responders", "suppliers"] {
        let offered = numbers(&controller.get(&format!("/api/control/{kind}?callout={id}")).await.body);
        assert!(!offered.is_empty() && !offered.contains(&near) && !offered.contains(&company), "{kind}");
    }
    for order in [json!({"responderId": near}), json!({"supplierId": company})] {
        let answer = controller.post(&format!("/api/control/callouts/{id}/dispatch"), order).await;
        assert_eq!(answer.status, 400, "{answer:?}");
        assert!(answer.message().contains("there is no"), "{answer:?}");
    }
    let foreign = other.post("/api/control/suppliers", json!({"name": "X", "organisationIds": [2]})).await;
    assert_eq!(foreign.status, 400, "{foreign:?}");
}

#[tokio::test]
async fn only_who_serves_all_organisations_of_a_supplier_changes_it() {
    let server = TestServer::start().await;
    let (controller, other) = (server.as_controller().await, server.as_other_controller().await);
    serve(&server, "controller2@demo.example", &[3]).await;
    assert!(numbers(&other.get("/api/control/suppliers").await.body).contains(&109));
    let rename = json!({"name": "Renamed"});
    for path in ["/api/control/suppliers/109", "/api/control/responders/8"] {
        assert_eq!(other.patch(path, rename.clone()).await.status, 403, "{path}");
        assert_eq!(other.delete(path).await.status, 403, "{path}");
        assert_eq!(controller.patch(path, rename.clone()).await.status, 200, "{path}");
    }
    let id = pressed(&server.as_resident().await, json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    let busy = other.get("/api/control/responders/8").await.body;
    assert_eq!((&busy["currentlyOnCall"], &busy["calloutId"]), (&json!(true), &json!(null)), "{busy}");
}

#[tokio::test]
async fn an_alarm_comes_onto_the_trays_of_the_controllers_who_serve_its_organisation() {
    let server = TestServer::start().await;
    let (controller, other) = (server.as_controller().await, server.as_other_controller().await);
    let id = pressed(&server.as_resident().await, json!({})).await;
    let about = format!("?targetId={id}");
    let item = list(&controller, &about).await.remove(0);
    assert_eq!(item["targetType"], "CalloutRaised");
    let path = format!("/api/notifications/{}", item["id"].as_str().unwrap());
    assert_eq!(list(&other, &about).await.len(), 0);
    assert_eq!(other.get(&path).await.status, 404);
    assert_eq!(other.get(&format!("/api/records/callout/{id}")).await.status, 404);
    assert_eq!(controller.get(&format!("/api/records/callout/{id}")).await.status, 200);
    serve(&server, "controller2@demo.example", &[2]).await;
    assert_eq!(list(&other, &about).await.len(), 1, "who begins to serve finds what waits");
    serve(&server, "controller2@demo.example", &[4]).await;
    assert_eq!(list(&other, &about).await.len(), 0, "who serves no longer loses it");
    assert_eq!(other.get(&path).await.status, 404);
}

/// Assigns organisations to a controller, as the operator does.
async fn serve(server: &TestServer, email: &str, organisations: &[i64]) {
    let transaction = server.state.write().await.unwrap();
    let user = server::auth::account::find(&*transaction, email).await.unwrap().unwrap();
    server::accounts::serve(&*transaction, &user, organisations, server.state.now()).await.unwrap();
    transaction.commit().await.unwrap();
}
