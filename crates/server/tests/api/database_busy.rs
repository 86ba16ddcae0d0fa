//! A process that locks the database delays requests, but they succeed.

use std::time::Duration;

use serde_json::json;

use crate::support::TestServer;
use crate::support::callout::alarm;
use database::connection;

#[tokio::test]
async fn a_press_waits_for_another_process_that_holds_the_database() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    // So that resuming the session has something to write, too.
    server.clock.advance(2 * 60 * 60 * 1000);
    let other = connection::connect(&server.database()).await.unwrap();
    let held = other.write().await.unwrap();
    let release = async {
        // Longer than SQLite waits by itself before it reports a locked database.
        tokio::time::sleep(Duration::from_secs(7)).await;
        held.commit().await.unwrap();
    };
    let (answer, ()) = tokio::join!(resident.post("/api/callouts", alarm(json!({}))), release);
    assert_eq!(answer.status, 201, "{answer:?}");
}
