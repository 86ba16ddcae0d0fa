//! `POST` and `GET /api/v2/assistance-request`.

use serde_json::{Value, json};
use wire::delivery::DeliveryState;

use crate::support::TestServer;
use crate::support::provider::{complaints, created, own_id};
use crate::support::request::{REQUESTS, asked, deliveries, end, read};

#[tokio::test]
async fn every_notifier_of_the_provider_is_told() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let answer = resident.post(REQUESTS, json!({"provider": 9})).await;
    let request = &answer.body;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(answer.header("location"), Some(format!("{REQUESTS}/{}", request["id"]).as_str()));
    assert_eq!((&request["provider"], &request["label"]), (&json!(9), &json!("Acme Support")));
    assert_eq!(request["resident"], own_id(&resident).await);
    assert_eq!((&request["status"], &request["reached"]), (&json!("sending"), &Value::Null));
    assert_eq!(request["created"], "2026-01-05T12:00:00.000Z");
    let waiting = |kind: &str| (9, kind.to_owned(), "waiting".to_owned());
    assert_eq!(deliveries(request), [waiting("email"), waiting("webhook")]);
    assert_eq!(&read(&resident, request).await, request);
}

#[tokio::test]
async fn the_same_key_asks_once() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let keyed = resident.clone().with_header("idempotency-key", "7c0f4f1e-6f0b-4f0e-8d6c-0a3b5f0a1b2c");
    let first = keyed.post(REQUESTS, json!({"provider": 10})).await;
    let again = keyed.post(REQUESTS, json!({ "provider" : 10 })).await;
    assert_eq!((first.status, again.status, &first.body), (201, 201, &again.body));
    assert_eq!(keyed.post(REQUESTS, json!({"provider": 9})).await.status, 422);
    let neighbour =
        server.as_neighbour().await.with_header("idempotency-key", "7c0f4f1e-6f0b-4f0e-8d6c-0a3b5f0a1b2c");
    let theirs = neighbour.post(REQUESTS, json!({"provider": 10})).await;
    assert_ne!(theirs.body["id"], first.body["id"], "another person's key is another key");
    assert_eq!(resident.get(REQUESTS).await.body["count"], 1);
    let without = asked(&resident, 10).await;
    assert_ne!(without["id"], first.body["id"]);
}

#[tokio::test]
async fn who_is_not_on_the_television_cannot_be_asked() {
    let server = TestServer::start().await;
    let (resident, neighbour) = (server.as_resident().await, server.as_neighbour().await);
    for (client, provider) in [(&resident, 12), (&resident, 999), (&neighbour, 11)] {
        let answer = client.post(REQUESTS, json!({ "provider": provider })).await;
        assert_eq!((answer.status, &answer.body), (404, &json!({"detail": "Not found."})));
    }
    for bad in [json!({}), json!({"provider": null}), json!({"provider": "x"}), json!({"provider": [10]})] {
        assert_eq!(complaints(&resident.post(REQUESTS, bad).await), ["provider"]);
    }
    let text = resident.post(REQUESTS, json!({"provider": "10"})).await;
    assert_eq!(text.status, 201, "a number as text is a number");
}

#[tokio::test]
async fn only_residents_ask() {
    let server = TestServer::start().await;
    for (client, status) in [
        (server.as_admin().await, 403),
        (server.as_officer().await, 403),
        (server.signed_in("supporter@demo.example").await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        let answer = client.post(REQUESTS, json!({"provider": 10})).await;
        assert_eq!(answer.status, status);
        assert!(answer.body["detail"].is_string());
    }
}

#[tokio::test]
async fn each_delivery_shows_how_it_went() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let request = asked(&resident, 9).await;
    end(&server, "email", DeliveryState::Delivered).await;
    let now = read(&resident, &request).await;
    assert_eq!(
        (&now["status"], &now["reached"]),
        (&json!("delivered"), &Value::Null),
        "delivered is not reached"
    );
    end(&server, "webhook", DeliveryState::Dead).await;
    let now = read(&resident, &request).await;
    assert_eq!(now["status"], "delivered");
    let of = |kind: &str, status: &str| (9, kind.to_owned(), status.to_owned());
    assert_eq!(deliveries(&now), [of("email", "delivered"), of("webhook", "dead")]);
    let failed = asked(&resident, 9).await;
    end(&server, "email", DeliveryState::Dead).await;
    assert_eq!(read(&resident, &failed).await["status"], "sending");
    end(&server, "webhook", DeliveryState::Dead).await;
    assert_eq!(read(&resident, &failed).await["status"], "failed");
}

#[tokio::test]
async fn an_unchanged_poll_is_short() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let path = format!("{REQUESTS}/{}", asked(&resident, 9).await["id"]);
    let tag = resident.get(&path).await.header("etag").unwrap().to_owned();
    let known = resident.with_header("if-none-match", &tag);
    assert_eq!(known.get(&path).await.status, 304);
    end(&server, "email", DeliveryState::Delivered).await;
    assert_eq!(known.get(&path).await.status, 200);
}

#[tokio::test]
async fn each_sees_their_own() {
    let server = TestServer::start().await;
    let (resident, neighbour, stranger) =
        (server.as_resident().await, server.as_neighbour().await, server.as_stranger().await);
    let supporter = server.signed_in("supporter@demo.example").await;
    let admin = server.as_admin().await;
    let (to_desk, to_family, next_door, elsewhere) = (
        asked(&resident, 10).await,
        asked(&resident, 11).await,
        asked(&neighbour, 10).await,
        asked(&stranger, 12).await,
    );
    let mine = own_id(&resident).await;
    let all = [&to_desk, &to_family, &next_door, &elsewhere];
    for (who, client, sees) in [
        ("resident", &resident, [true, true, false, false]),
        ("neighbour", &neighbour, [false, false, true, false]),
        ("supporter", &supporter, [false, true, false, false]),
        ("officer", &server.as_officer().await, [true, true, true, false]),
        ("manager", &server.signed_in("manager@demo.example").await, [true, true, true, false]),
        ("admin", &admin, [true, true, true, false]),
        // They serve both organisations.
        ("controller", &server.as_controller().await, [true, true, true, true]),
        ("other controller", &server.as_other_controller().await, [false, false, false, false]),
    ] {
        for (request, sees) in all.iter().zip(sees) {
            let status = client.get(&format!("{REQUESTS}/{}", request["id"])).await.status;
            assert_eq!(status, if sees { 200 } else { 404 }, "{who}: {request}");
        }
        let count = sees.iter().filter(|sees| **sees).count();
        assert_eq!(client.get(REQUESTS).await.body["count"], count, "{who}");
    }
    let newest_first = admin.get(&format!("{REQUESTS}?resident={mine}")).await.body;
    assert_eq!(newest_first["results"], json!([to_family, to_desk]));
    assert_eq!(admin.get(&format!("{REQUESTS}?provider=10")).await.body["count"], 2);
    for (client, status) in [(server.server_token().await, 403), (server.anonymous(), 401)] {
        assert_eq!(client.get(REQUESTS).await.status, status);
        assert_eq!(client.get(&format!("{REQUESTS}/{}", to_desk["id"])).await.status, status);
    }
}

#[tokio::test]
async fn what_was_asked_stays_when_the_provider_goes() {
    let server = TestServer::start().await;
    let (resident, admin) = (server.as_resident().await, server.as_admin().await);
    let made = created(&admin, json!({"label": "Night"})).await;
    let request = asked(&resident, made["id"].as_i64().unwrap()).await;
    admin.delete(&crate::support::provider::path(&made)).await;
    assert_eq!(read(&resident, &request).await, request);
}
