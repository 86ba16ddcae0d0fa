//! One callout that always fails does not delay the others.

use sea_orm::ConnectionTrait;
use serde_json::json;
use server::dispatch::{SILENCE, tick};
use server::jobs::retention::delete_old_locations;

use crate::support::TestServer;
use crate::support::callout::{act, asked, pressed, read};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Makes every change of this callout and its requests to responders fail.
async fn poison(server: &TestServer, id: i64) {
    for (name, table, column) in
        [("one", "callout", "OLD.id"), ("two", "responder_in_range", "OLD.callout_id")]
    {
        let trigger = format!(
            "CREATE TRIGGER poison_{name} BEFORE UPDATE ON {table} WHEN {column} = {id} \
             BEGIN SELECT RAISE(ABORT, 'poisoned'); END"
        );
        server.state.db.execute_unprepared(&trigger).await.unwrap();
    }
}

/// Triggers have another syntax on PostgreSQL; the tested code is the same.
fn is_sqlite(server: &TestServer) -> bool {
    server.database().starts_with("sqlite:")
}

#[tokio::test]
async fn automatic_dispatch_goes_on_behind_a_callout_that_always_fails() {
    let server = TestServer::start().await;
    if !is_sqlite(&server) {
        return;
    }
    let (resident, neighbour) = (server.as_resident().await, server.as_neighbour().await);
    let first = pressed(&resident, json!({})).await;
    let second = pressed(&neighbour, json!({})).await;
    let before =
        asked(&read(&neighbour, second).await).iter().filter(|(_, _, declined, _)| *declined).count();
    poison(&server, first).await;
    server.clock.advance(SILENCE + 1);
    tick(&server.state).await.unwrap();
    let after = asked(&read(&neighbour, second).await).iter().filter(|(_, _, declined, _)| *declined).count();
    assert!(after > before, "nobody else was rung for the second callout");
}

#[tokio::test]
async fn locations_are_erased_behind_a_callout_that_always_fails() {
    let server = TestServer::start().await;
    if !is_sqlite(&server) {
        return;
    }
    let (resident, neighbour) = (server.as_resident().await, server.as_neighbour().await);
    let controller = server.as_controller().await;
    let first = pressed(&resident, json!({})).await;
    let second = pressed(&neighbour, json!({})).await;
    for id in [first, second] {
        act(&controller, id, "close", json!({})).await;
    }
    poison(&server, first).await;
    server.clock.advance(8 * DAY);
    delete_old_locations(server.state.context.clone()).await.unwrap();
    assert!(read(&server.as_resident().await, first).await["location"].is_object());
    assert!(read(&server.as_neighbour().await, second).await["location"].is_null());
}
