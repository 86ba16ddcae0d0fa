//! `POST /api/v2/assistance-request/{id}/answer`.

use serde_json::{Value, json};
use wire::delivery::DeliveryState;

use crate::support::TestServer;
use crate::support::provider::created;
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
async fn one_who_cannot_come_does_not_decline_for_the_others_who_were_asked() {
    let server = TestServer::start().await;
    let (resident, supporter) =
        (server.as_resident().await, server.signed_in("supporter@demo.example").await);
    let supporter_id = id_of(&server, "supporter@demo.example").await;
    let officer_id = id_of(&server, "officer@demo.example").await;
    let admin = server.as_admin().await;
    let people = json!([{"name": "Sue", "user": supporter_id}, {"name": "Olu", "user": officer_id}]);
    let body = json!({"email_notifiers": [], "webhook_notifiers": [], "push_notifiers": people});
    let provider = created(&admin, body).await["id"].as_i64().unwrap();
    let request = asked(&resident, provider).await;
    assert_eq!(answered(&supporter, &request, "cannot").await["status"], "sending", "Olu may still come");
    end(&server, "push", DeliveryState::Delivered).await;
    assert_eq!(read(&resident, &request).await["status"], "delivered");
    let record = format!("/api/records/assistance-request/{}", request["id"]);
    let officer = server.as_officer().await;
    assert_eq!(officer.get(&record).await.body["state"], "Others may still come");
    assert_eq!(answered(&officer, &request, "cannot").await["status"], "declined", "now nobody may");
    let coming = answered(&supporter, &request, "coming").await;
    assert_eq!((&coming["status"], coming["reached"].is_string()), (&json!("coming"), true));
    let back = answered(&supporter, &request, "cannot").await;
    assert_eq!((&back["status"], &back["reached"]), (&json!("declined"), &Value::Null), "and not reached");
}

#[tokio::test]
async fn an_email_that_may_be_read_keeps_a_request_open() {
    let server = TestServer::start().await;
    let (resident, officer) = (server.as_resident().await, server.as_officer().await);
    let request = asked(&resident, 10).await;
    end(&server, "push", DeliveryState::Delivered).await;
    assert_eq!(answered(&officer, &request, "cannot").await["status"], "sending");
    end(&server, "email", DeliveryState::Dead).await;
    assert_eq!(read(&resident, &request).await["status"], "declined", "nobody is left who may come");
}

#[tokio::test]
async fn who_may_read_a_request_but_was_not_asked_cannot_answer_it() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let request = asked(&resident, 9).await;
    let path = format!("{REQUESTS}/{}", request["id"]);
    let officer = server.as_officer().await;
    assert_eq!(
        officer.get(&path).await.body["may_answer"],
        true,
        "it is on the tray of the place's officers"
    );
    for (name, client) in [
        ("manager", server.as_manager().await),
        ("admin", server.as_admin().await),
        ("finance", server.as_finance().await),
        ("controller", server.as_controller().await),
    ] {
        let seen = client.get(&path).await;
        assert_eq!((seen.status, seen.body.get("may_answer")), (200, None), "{name}");
        for answer in ["coming", "cannot"] {
            let refused = client.post(&format!("{path}/answer"), json!({"answer": answer})).await;
            assert_eq!((refused.status, refused.body["detail"].is_string()), (403, true), "{name}");
        }
    }
    assert_eq!(read(&resident, &request).await["answers"], json!([]));
}

#[tokio::test]
async fn two_people_of_one_name_do_not_answer_for_each_other() {
    let server = TestServer::start().await;
    let (resident, admin) = (server.as_resident().await, server.as_admin().await);
    for email in ["officer@demo.example", "officer2@demo.example"] {
        let account = format!("/api/users/{}", id_of(&server, email).await);
        assert_eq!(admin.patch(&account, json!({"name": "Sam Khan"})).await.status, 200);
    }
    let request = asked(&resident, 9).await;
    answered(&server.as_officer().await, &request, "coming").await;
    let other = server.signed_in("officer2@demo.example").await;
    let now = answered(&other, &request, "cannot").await;
    assert_eq!(now["status"], "coming");
    let names: Vec<_> = now["answers"].as_array().unwrap().iter().map(|row| row["name"].clone()).collect();
    assert_eq!(names, ["Sam Khan", "Sam Khan (2)"]);
}

#[tokio::test]
async fn a_controller_reads_the_records_of_their_own_organisation_only() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let request = asked(&resident, 9).await;
    let record = format!("/api/records/assistance-request/{}", request["id"]);
    assert_eq!(controller.get(&record).await.body["state"], "Being told");
    serves(&server, "controller@demo.example", &[3]).await;
    let answer = format!("{REQUESTS}/{}/answer", request["id"]);
    assert_eq!(controller.get(&record).await.status, 404, "of another organisation");
    assert_eq!(controller.post(&answer, json!({"answer": "cannot"})).await.status, 404);
    serves(&server, "controller@demo.example", &[]).await;
    assert_eq!(controller.get(&record).await.status, 404, "of no organisation");
    assert_eq!(controller.post(&answer, json!({"answer": "cannot"})).await.status, 404);
}

async fn id_of(server: &TestServer, email: &str) -> String {
    server::auth::account::find(&*server.state.db, email).await.unwrap().unwrap().id
}

/// Assigns organisations to a controller, as the operator does.
async fn serves(server: &TestServer, email: &str, organisations: &[i64]) {
    let transaction = server.state.write().await.unwrap();
    let user = server::auth::account::find(&*transaction, email).await.unwrap().unwrap();
    server::accounts::serve(&*transaction, &user, organisations, server.state.now()).await.unwrap();
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
