//! `/api/control/duty`: who is on duty, and what happens if nobody is.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::support::callout::{pressed, read, told};
use crate::support::notification::list;
use crate::support::{Client, TestServer};

const PATH: &str = "/api/control/duty";
const UNATTENDED: &str =
    "Nobody was on duty in the control room. Managers, admins and officers were notified.";

async fn duty(client: &Client) -> Value {
    let answer = client.get(PATH).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

/// A page with an open event stream, until it is dropped; the stream is established when this returns.
async fn listening(client: &Client) -> tokio::task::JoinHandle<()> {
    let (status, mut stream) = client.open("/api/control/events").await;
    assert_eq!(status, 200);
    let mut text = String::new();
    while !text.contains("event: beat") {
        let part = tokio::time::timeout(Duration::from_secs(20), stream.next()).await.unwrap().unwrap();
        text.push_str(&String::from_utf8(part).unwrap());
    }
    tokio::spawn(async move { while stream.next().await.is_some() {} })
}

#[tokio::test]
async fn on_duty_is_who_confirmed_a_shift_and_listens() {
    let server = TestServer::without_shifts().await;
    let controller = server.as_controller().await;
    let nobody = duty(&controller).await;
    assert_eq!((&nobody["onDuty"], &nobody["nobody"]), (&json!([]), &json!(true)));
    let names: Vec<_> =
        nobody["uncovered"].as_array().unwrap().iter().map(|row| row["name"].clone()).collect();
    assert_eq!(names, [json!("Acme Housing"), json!("Borough Homes")]);
    let until = "2026-01-05T20:00:00.000Z";
    let confirmed = controller.post(PATH, json!({"until": until})).await;
    assert_eq!(confirmed.status, 200, "{confirmed:?}");
    assert_eq!(
        (&confirmed.body["onDuty"][0]["listening"], &confirmed.body["nobody"]),
        (&json!(false), &json!(true))
    );
    let page = listening(&controller).await;
    let covered = duty(&controller).await;
    assert_eq!(
        (&covered["onDuty"][0]["name"], &covered["onDuty"][0]["until"]),
        (&json!("Con Hart"), &json!(until))
    );
    assert_eq!((&covered["onDuty"][0]["listening"], &covered["nobody"]), (&json!(true), &json!(false)));
    assert_eq!(duty(&server.as_other_controller().await).await["onDuty"], json!([]), "not theirs to see");
    page.abort();
    server.clock.advance(20_000);
    assert_eq!(duty(&controller).await["nobody"], true, "the page is gone");
    assert_eq!(controller.delete(PATH).await.status, 204);
    assert_eq!(duty(&controller).await["onDuty"], json!([]));
}

#[tokio::test]
async fn a_shift_ends_by_itself() {
    let server = TestServer::without_shifts().await;
    let controller = server.as_controller().await;
    controller.post(PATH, json!({"until": "2026-01-05T12:10:00.000Z"})).await;
    server.clock.advance(11 * 60_000);
    assert_eq!(duty(&controller).await["onDuty"], json!([]));
    for until in ["2026-01-05T12:00:00.000Z", "2026-01-06T13:00:00.000Z", "tomorrow"] {
        let refused = controller.post(PATH, json!({"until": until})).await;
        assert_eq!(refused.status, 400, "{until}: {refused:?}");
    }
    for other in [server.as_resident().await, server.as_admin().await] {
        assert_eq!(other.get(PATH).await.status, 403);
        assert_eq!(other.post(PATH, json!({"until": "2026-01-05T20:00:00.000Z"})).await.status, 403);
        assert_eq!(other.delete(PATH).await.status, 403);
    }
}

#[tokio::test]
async fn an_alarm_while_nobody_is_on_duty_is_written_down_and_staff_are_notified() {
    let server = TestServer::without_shifts().await;
    let (controller, manager, admin) =
        (server.as_controller().await, server.as_manager().await, server.as_admin().await);
    let id = pressed(&server.as_resident().await, json!({})).await;
    assert!(told(&read(&controller, id).await).contains(&UNATTENDED.to_owned()));
    for staff in [&manager, &admin, &server.as_officer().await] {
        let items = list(staff, &format!("?targetId={id}&targetType=CalloutRaised")).await;
        let messages: Vec<_> = items.iter().map(|item| item["message"].as_str().unwrap()).collect();
        assert!(messages.iter().any(|message| message.starts_with("Nobody is on duty")), "{messages:?}");
    }
    let drill = pressed(&server.as_neighbour().await, json!({"calloutClassificationId": 2})).await;
    assert!(!told(&read(&controller, drill).await).contains(&UNATTENDED.to_owned()), "a test wakes nobody");
}

#[tokio::test]
async fn an_alarm_while_somebody_is_on_duty_wakes_no_manager() {
    let server = TestServer::without_shifts().await;
    let (controller, manager) = (server.as_controller().await, server.as_manager().await);
    controller.post(PATH, json!({"until": "2026-01-05T20:00:00.000Z"})).await;
    let page = listening(&controller).await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    assert!(!told(&read(&controller, id).await).contains(&UNATTENDED.to_owned()));
    assert_eq!(list(&manager, &format!("?targetId={id}")).await.len(), 0);
    page.abort();
}

#[tokio::test]
async fn the_stream_says_who_is_on_duty_as_it_changes() {
    let server = TestServer::without_shifts().await;
    let controller = server.as_controller().await;
    let (_, mut stream) = controller.open("/api/control/events").await;
    let mut text = String::new();
    let mut wait_for = async |words: &str| {
        while !text.contains(words) {
            let part = tokio::time::timeout(Duration::from_secs(20), stream.next()).await;
            text.push_str(&String::from_utf8(part.expect("an event in time").unwrap()).unwrap());
        }
    };
    wait_for("event: duty").await;
    wait_for("\"nobody\":true").await;
    controller.post(PATH, json!({"until": "2026-01-05T20:00:00.000Z"})).await;
    wait_for("\"nobody\":false").await;
}
