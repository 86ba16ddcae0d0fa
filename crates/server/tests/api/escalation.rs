//! Which provider is notified next when nobody at the first one can be.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use wire::delivery::DeliveryState;

use crate::support::TestServer;
use crate::support::provider::created;
use crate::support::request::{answered, asked, end, read};
use database::entity::notification;

async fn escalating() -> TestServer {
    let server = TestServer::start().await;
    let answer = server.as_admin().await.patch("/api/v2/customer/2", json!({"escalation": true})).await;
    assert_eq!(answer.status, 200);
    server
}

fn tried(request: &Value) -> Vec<i64> {
    let rows = request["tried"].as_array().unwrap();
    rows.iter().map(|row| row["provider"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn the_next_on_the_television_is_told_when_nobody_could_be() {
    let server = escalating().await;
    let resident = server.as_resident().await;
    let request = asked(&resident, 10).await;
    end(&server, "push", DeliveryState::Dead).await;
    assert_eq!(tried(&read(&resident, &request).await), [10], "the e-mail may still arrive");
    end(&server, "email", DeliveryState::Dead).await;
    let now = read(&resident, &request).await;
    assert_eq!((tried(&now), &now["status"]), (vec![10, 11], &json!("sending")));
    end(&server, "push", DeliveryState::Dead).await;
    assert_eq!(tried(&read(&resident, &request).await), [10, 11, 9], "from the top again");
    end(&server, "email", DeliveryState::Dead).await;
    end(&server, "webhook", DeliveryState::Dead).await;
    let now = read(&resident, &request).await;
    assert_eq!((tried(&now), &now["status"]), (vec![10, 11, 9], &json!("failed")), "nobody is told twice");
}

#[tokio::test]
async fn nothing_escalates_unless_the_organisation_wants_it() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let request = asked(&resident, 11).await;
    end(&server, "push", DeliveryState::Dead).await;
    let now = read(&resident, &request).await;
    assert_eq!((tried(&now), &now["status"]), (vec![11], &json!("failed")));
}

#[tokio::test]
async fn who_says_no_makes_it_the_next_ones_turn() {
    let server = escalating().await;
    let (resident, supporter) =
        (server.as_resident().await, server.signed_in("supporter@demo.example").await);
    let request = asked(&resident, 11).await;
    end(&server, "push", DeliveryState::Delivered).await;
    let now = answered(&supporter, &request, "cannot").await;
    assert_eq!((tried(&now), &now["status"]), (vec![11, 9], &json!("sending")));
    end(&server, "email", DeliveryState::Delivered).await;
    assert_eq!(read(&resident, &request).await["status"], "delivered");
    answered(&supporter, &request, "cannot").await;
    assert_eq!(tried(&read(&resident, &request).await), [11, 9], "others may still come");
}

#[tokio::test]
async fn nobody_else_is_woken_when_somebody_comes() {
    let server = escalating().await;
    let (resident, supporter) =
        (server.as_resident().await, server.signed_in("supporter@demo.example").await);
    let request = asked(&resident, 11).await;
    answered(&supporter, &request, "coming").await;
    end(&server, "push", DeliveryState::Dead).await;
    let now = read(&resident, &request).await;
    assert_eq!((tried(&now), &now["status"]), (vec![11], &json!("coming")));
}

#[tokio::test]
async fn what_is_switched_off_is_passed_over() {
    let server = escalating().await;
    let (resident, admin) = (server.as_resident().await, server.as_admin().await);
    let made = created(&admin, json!({"email_notifiers": []})).await;
    let hook = made["webhook_notifiers"][0]["id"].as_i64().unwrap();
    let transaction = server.state.write().await.unwrap();
    server::assistance::disable_notifier(&*transaction, hook, server.state.now()).await.unwrap();
    transaction.commit().await.unwrap();
    let path = crate::support::provider::path(&made);
    assert_eq!(admin.get(&path).await.body["webhook_notifiers"][0]["disabled"], true);
    let request = asked(&resident, made["id"].as_i64().unwrap()).await;
    assert_eq!(tried(&request), [made["id"].as_i64().unwrap(), 11]);
    let moved = json!({"webhook_notifiers": [{"id": hook, "name": "Desk", "url": "https://new.example/"}]});
    let moved = admin.patch(&path, moved).await.body;
    assert_eq!(moved["webhook_notifiers"][0].get("disabled"), None, "another address is tried anew");
}

#[tokio::test]
async fn officers_and_admins_hear_of_each_failure() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let count = async || notification::Entity::find().count(&*server.state.db).await.unwrap();
    let before = count().await;
    asked(&resident, 11).await;
    assert_eq!(count().await, before + 1, "assistance was requested");
    end(&server, "push", DeliveryState::Dead).await;
    assert_eq!(count().await, before + 2, "and could not be delivered");
    let rows = notification::Entity::find().all(&*server.state.db).await.unwrap();
    let message = rows.last().unwrap().message.clone().unwrap();
    assert_eq!(
        message,
        "Rose Adeyemi of Acacia Avenue asks for My daughter Sue. Sue Adeyemi could not be notified by push. No server was found under its name."
    );
}
