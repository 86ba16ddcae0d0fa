//! `GET /api/control/callouts`: the pages of the queue are complete, and the most urgent callouts are on the first.

use serde_json::{Value, json};

use crate::support::callout::{act, pressed};
use crate::support::{Answer, Client, TestServer};

fn ids(answer: &Answer) -> Vec<i64> {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body.as_array().unwrap().iter().map(|row| row["callout"]["id"].as_i64().unwrap()).collect()
}

fn next(answer: &Answer) -> Option<String> {
    let link = answer.header("link")?;
    let (path, rest) = link.strip_prefix('<')?.split_once('>')?;
    assert_eq!(rest, "; rel=\"next\"");
    Some(path.to_owned())
}

/// The ids on every page, starting with this path.
async fn walk(client: &Client, path: &str) -> Vec<i64> {
    let mut all = Vec::new();
    let mut path = Some(path.to_owned());
    while let Some(at) = path {
        let page = client.get(&at).await;
        all.extend(ids(&page));
        path = next(&page);
    }
    all
}

/// Creates open tests, each by another resident, and returns their ids.
async fn drills(server: &TestServer, count: i64) -> Vec<i64> {
    use sea_orm::ConnectionTrait;
    let resident = pressed(&server.as_neighbour().await, json!({"calloutClassificationId": 2})).await;
    let transaction = server.state.write().await.unwrap();
    let copy = |number: i64| {
        format!(
            "INSERT INTO callout (resident_id, classification_id, response_type_id, internal_test, demo, status, \
             cancelled_by_resident, dispatch_required, verified, acknowledged, owned, automatic, responder_dispatched, urgency, \
             urgency_raised_at, logged_at, created_at, updated_at, detail_updated_at) SELECT resident_id, classification_id, \
             response_type_id, internal_test, demo, status, cancelled_by_resident, dispatch_required, verified, acknowledged, owned, \
             automatic, responder_dispatched, urgency, urgency_raised_at, logged_at, created_at + {number}, updated_at, \
             detail_updated_at FROM callout WHERE id = {resident}"
        )
    };
    for number in 1..count {
        transaction.execute_unprepared(&copy(number)).await.unwrap();
    }
    transaction.commit().await.unwrap();
    (resident..resident + count).collect()
}

#[tokio::test]
async fn a_real_alarm_stands_above_three_hundred_drills() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let drills = drills(&server, 300).await;
    let alarm = pressed(&server.as_resident().await, json!({})).await;
    let first = controller.get("/api/control/callouts").await;
    assert_eq!(ids(&first)[0], alarm);
    assert_eq!(first.header("x-total-count"), Some("301"));
    assert_eq!(first.header("x-unacknowledged-count"), Some("1"));
    let mut all = walk(&controller, "/api/control/callouts?state=open&limit=200").await;
    assert_eq!(all.remove(0), alarm);
    assert_eq!(all.iter().rev().copied().collect::<Vec<_>>(), drills, "all of them, the newest first");
}

#[tokio::test]
async fn real_comes_first_then_unacknowledged_then_the_newest() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let press = async |by: &Client, fields: Value| {
        server.clock.advance(1000);
        pressed(by, fields).await
    };
    let (rose, noor, sam) =
        (server.as_resident().await, server.as_neighbour().await, server.as_stranger().await);
    let acknowledged = press(&rose, json!({})).await;
    act(&controller, acknowledged, "acknowledge", json!({})).await;
    let waiting = press(&noor, json!({})).await;
    let drill = press(&sam, json!({"calloutClassificationId": 2})).await;
    let medical = press(&rose, json!({"responseTypeId": 2})).await;
    let queue = async || ids(&controller.get("/api/control/callouts").await);
    assert_eq!(queue().await, [medical, waiting, acknowledged, drill]);
    server.clock.advance(20_000);
    press(&noor, json!({})).await;
    assert_eq!(queue().await, [waiting, medical, acknowledged, drill], "pressed again just now");
}

#[tokio::test]
async fn nothing_is_lost_between_two_pages_while_others_come_and_go() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let drills = drills(&server, 30).await;
    let first = controller.get("/api/control/callouts?limit=10").await;
    let mut seen = ids(&first);
    let new = pressed(&server.as_resident().await, json!({})).await;
    act(&controller, seen[0], "close", json!({})).await;
    seen.extend(walk(&controller, &next(&first).unwrap()).await);
    seen.sort_unstable();
    assert_eq!(seen, drills, "each once, and the new one above them");
    assert_eq!(ids(&controller.get("/api/control/callouts?limit=1").await), [new]);
    let after = controller.get(&format!("/api/control/callouts?before={}", drills[1])).await;
    assert_eq!(ids(&after), [drills[0]], "a number is a place too");
}

#[tokio::test]
async fn a_row_is_a_summary_of_a_kilobyte_and_unchanged_costs_nothing() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let long = "x".repeat(190);
    assert_eq!(resident.patch("/api/customer", json!({"name": long, "surname": long})).await.status, 200);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    let page = controller.get("/api/control/callouts").await;
    let row = &page.body[0];
    assert!(row.to_string().len() <= 1024, "{row}");
    assert_eq!(row["callout"]["calloutEvents"], Value::Null);
    assert_eq!(row["callout"]["calloutincidentdetail"]["responder"]["id"], 8);
    let tag = page.header("etag").unwrap().to_owned();
    assert_eq!(
        controller.clone().with_header("if-none-match", &tag).get("/api/control/callouts").await.status,
        304
    );
}

#[tokio::test]
async fn closed_ones_are_paged_by_their_end() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let mut closed = Vec::new();
    for _ in 0..5 {
        server.clock.advance(1000);
        let id = pressed(&server.as_resident().await, json!({})).await;
        act(&controller, id, "close", json!({})).await;
        closed.insert(0, id);
    }
    assert_eq!(walk(&controller, "/api/control/callouts?state=closed&limit=2").await, closed);
}

#[tokio::test]
async fn what_no_page_can_be_is_told() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    for (query, word) in [
        ("state=all", "state"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("before=x", "before"),
        ("before=999999", "before"),
    ] {
        let answer = controller.get(&format!("/api/control/callouts?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.message().starts_with(word), "{query}: {answer:?}");
    }
}
