//! `POST /api/v2/assistance-request/{id}/answer`.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use server::table::user;
use wire::delivery::DeliveryState;

use crate::support::TestServer;
use crate::support::request::{REQUESTS, answered, asked, end, read};

#[tokio::test]
async fn a_person_is_reached_by_their_own_answer_only() {
    let server = TestServer::start().await;
    let (resident, supporter) =
        (server.as_resident().await, server.signed_in("supporter@demo.example").await);
    let request = asked(&resident, 11).await;
    end(&server, "push", DeliveryState::Delivered).await;
    assert_eq!(read(&resident, &request).await["reached"], Value::Null);
    server.clock.advance(4_000);
    let told = answered(&supporter, &request, "coming").await;
    assert_eq!((&told["status"], &told["reached"]), (&json!("coming"), &json!("2026-01-05T12:00:04.000Z")));
    let seen = read(&resident, &request).await;
    assert_eq!(seen, told);
    assert_eq!(
        seen["answers"],
        json!([{"name": "Sue Adeyemi", "answer": "coming", "at": "2026-01-05T12:00:04.000Z"}])
    );
}

#[tokio::test]
async fn the_newest_answer_of_a_person_counts() {
    let server = TestServer::start().await;
    let (resident, supporter) =
        (server.as_resident().await, server.signed_in("supporter@demo.example").await);
    let request = asked(&resident, 11).await;
    assert_eq!(answered(&supporter, &request, "coming").await["status"], "coming");
    let no_more = answered(&supporter, &request, "cannot").await;
    assert_eq!((&no_more["status"], no_more["answers"].as_array().unwrap().len()), (&json!("declined"), 2));
    assert_eq!(answered(&supporter, &request, "coming").await["status"], "coming");
}

#[tokio::test]
async fn an_officer_of_the_patch_can_say_that_they_come() {
    let server = TestServer::start().await;
    let request = asked(&server.as_resident().await, 9).await;
    let told = answered(&server.as_officer().await, &request, "coming").await;
    assert_eq!(told["answers"][0]["name"], "Olu Dlamini");
}

#[tokio::test]
async fn a_controller_of_the_organisation_answers_on_the_record_that_they_see() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let request = asked(&resident, 9).await;
    let record = format!("/api/records/assistance-request/{}", request["id"]);
    assert_eq!(controller.get(&record).await.body["state"], "Being told");
    answered(&controller, &request, "coming").await;
    assert_eq!(read(&resident, &request).await["answers"][0]["name"], "Con Hart");
    let shown = controller.get(&record).await.body;
    assert_eq!(
        (&shown["state"], &shown["events"][0]["text"]),
        (&json!("Somebody is coming"), &json!("Con Hart is coming."))
    );

    belongs_to(&server, "controller@demo.example", Some(3)).await;
    let answer = format!("{REQUESTS}/{}/answer", request["id"]);
    assert_eq!(controller.get(&record).await.status, 404, "of another organisation");
    assert_eq!(controller.post(&answer, json!({"answer": "cannot"})).await.status, 404);
    belongs_to(&server, "controller@demo.example", None).await;
    assert_eq!(controller.get(&record).await.status, 404, "of no organisation");
    assert_eq!(controller.post(&answer, json!({"answer": "cannot"})).await.status, 403);
    assert_eq!(read(&resident, &request).await["answers"].as_array().unwrap().len(), 1);
}

async fn belongs_to(server: &TestServer, email: &str, customer_id: Option<i64>) {
    let transaction = server.state.write().await.unwrap();
    user::Entity::update_many()
        .col_expr(user::Column::CustomerId, Expr::value(customer_id))
        .filter(user::Column::Email.eq(email))
        .exec(&*transaction)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
}

#[tokio::test]
async fn nobody_answers_who_was_not_asked() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let request = asked(&resident, 10).await;
    let path = format!("{REQUESTS}/{}/answer", request["id"]);
    for (client, status) in [
        (server.signed_in("supporter@demo.example").await, 404),
        (resident.clone(), 403),
        (server.as_stranger().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        let answer = client.post(&path, json!({"answer": "coming"})).await;
        assert_eq!(answer.status, status);
        assert!(answer.body["detail"].is_string());
    }
    let officer = server.as_officer().await;
    for bad in [json!({}), json!({"answer": "maybe"}), json!({"answer": null}), json!([])] {
        assert_eq!(officer.post(&path, bad).await.status, 400);
    }
    assert_eq!(
        officer.post(&format!("{REQUESTS}/999/answer"), json!({"answer": "coming"})).await.status,
        404
    );
    assert_eq!(read(&resident, &request).await["answers"], json!([]));
}
