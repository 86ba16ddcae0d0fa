//! Demo data is marked, is served only as a demo, and can be removed completely.

use std::collections::BTreeMap;
use std::path::Path;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use serde_json::json;
use server::demo;

use crate::support::TestServer;
use crate::support::callout::{act, pressed};
use crate::support::process::{Running, tocsin};
use crate::support::request::asked;
use database::connection;

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

async fn rows(db: &impl ConnectionTrait) -> BTreeMap<String, i64> {
    let backend = db.get_database_backend();
    let tables = match backend {
        sea_orm::DbBackend::Postgres => {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema()"
        }
        _ => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE \
             'notification_text%'"
        }
    };
    let mut counts = BTreeMap::new();
    for table in Name::find_by_statement(Statement::from_string(backend, tables)).all(db).await.unwrap() {
        let count = format!("SELECT COUNT(*) AS count FROM \"{}\"", table.name);
        let found = Count::find_by_statement(Statement::from_string(backend, count)).one(db).await.unwrap();
        counts.insert(table.name, found.unwrap().count);
    }
    counts
}

/// Adds a real organisation with a person.
async fn add_real_data(server: &TestServer) {
    for statement in [
        "INSERT INTO organisation (id, name, created_at) VALUES (77, 'Real Homes', 1)",
        "INSERT INTO site (id, organisation_id, name, address, created_at) VALUES (77, 77, 'Real Street', '1 Real Street', 1)",
        "INSERT INTO \"user\" (id, email, name, role, organisation_id, site_id, active, created_at, updated_at) VALUES \
         ('real', 'real@real.example', 'Rita', 'resident', 77, 77, TRUE, 1, 1)",
        "INSERT INTO resident (user_id, organisation_id, site_id, name, surname, email, mobile, gender, vehicle_make, \
         vehicle_model, vehicle_colour, vehicle_license_plate, created_at, updated_at) VALUES ('real', 77, 77, 'Rita', \
         'Real', 'real@real.example', '', '', '', '', '', '', 1, 1)",
    ] {
        server.state.db.execute_unprepared(statement).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_of_the_demo_remains_and_real_data_stays() {
    let server = TestServer::start().await;
    demo::seed_notifications(&server.state).await.unwrap();
    add_real_data(&server).await;
    // The demo was used: a callout with all its related rows, and an assistance request.
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "acknowledge", json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    asked(&resident, 10).await;
    let invited =
        json!({"email": "jo@acme.example", "name": "Jo", "surname": "Low", "role": "resident", "site": 5});
    assert_eq!(server.as_admin().await.post("/api/users", invited).await.status, 201);
    demo::remove(&server.state).await.unwrap();

    let db = &*server.state.db;
    assert!(!demo::is_demo(db).await.unwrap());
    let left = rows(db).await;
    for (table, expected) in [("organisation", 1), ("site", 1), ("user", 1), ("resident", 1), ("callout", 0)]
    {
        assert_eq!(left[table], expected, "{table}");
    }
    for table in [
        "client",
        "service",
        "supplier",
        "responder",
        "notification",
        "tray_item",
        "session",
        "assistance_provider",
        "assistance_request",
        "delivery",
        "notifier",
        "signing_secret",
        "process",
        "record",
        "guideline",
        "notify_message",
        "received_text",
        "message",
        "document",
        "known_device",
        "notification_history",
    ] {
        assert_eq!(left[table], 0, "{table} still holds something of the demo");
    }
    for word in [
        "demo.example",
        "Acme Housing",
        "Borough Homes",
        "Adeyemi",
        "Acacia Avenue",
        "Demo integrator",
        "jo@acme.example",
    ] {
        assert!(!server.stores(word).await, "{word} is still in the database");
    }
    let real = server.user_token("real@real.example").await;
    assert!(pressed(&real, json!({})).await > 0);
}

#[tokio::test]
async fn a_real_callout_that_a_demo_vehicle_was_rung_for_stays() {
    let server = TestServer::start().await;
    add_real_data(&server).await;
    let resident = server.as_resident().await;
    pressed(&resident, json!({})).await;
    let real = server.user_token("real@real.example").await;
    let id = pressed(&real, json!({})).await;
    let removed = demo::remove(&server.state).await.unwrap();
    assert!(removed.history_entries > 0, "real entries are chained to those of the demo");
    assert_eq!(real.get(&format!("/api/callouts/{id}")).await.status, 200);
    let left = rows(&*server.state.db).await;
    assert_eq!((left["callout"], left["responder"], left["user"]), (1, 0, 1));
    assert!(left["notification"] > 0, "the notification of the real callout stays");
}

fn run(folder: &Path, line: &str) -> (bool, String) {
    let output = tocsin(folder).args(line.split(' ')).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

const SERVE: &str = "serve --listen 127.0.0.1:0";

#[test]
fn a_database_with_demo_data_is_served_as_a_demo_only() {
    let folder = tempfile::tempdir().unwrap();
    drop(Running::start(folder.path(), &[]));
    let (worked, text) = run(folder.path(), SERVE);
    assert!(!worked && text.contains("demo remove"), "{text}");
    let (worked, text) = run(folder.path(), "demo remove");
    assert!(worked && text.contains("removed"), "{text}");
    drop(Running::real(folder.path(), &[]));
}

#[tokio::test]
async fn an_older_database_is_known_by_the_demos_accounts() {
    let server = TestServer::start().await;
    server.state.db.execute_unprepared("DELETE FROM setting WHERE name = 'demo'").await.unwrap();
    assert!(demo::is_demo(&*server.state.db).await.unwrap());
}

#[test]
fn demo_commands_refuse_a_database_with_real_accounts() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), "customer add Real");
    let (worked, text) =
        run(folder.path(), "user add r@real.example --role resident --name Rita --customer 1");
    assert!(worked, "{text}");
    for line in ["demo notifications 5", "serve --demo --listen 127.0.0.1:0"] {
        let (worked, text) = run(folder.path(), line);
        assert!(!worked && text.contains("real accounts"), "{line}: {text}");
    }
    let found = tokio::runtime::Runtime::new().unwrap().block_on(async {
        let db = connection::connect(&format!("sqlite:{}", folder.path().join("tocsin.db").display()))
            .await
            .unwrap();
        rows(&*db).await["user"]
    });
    assert_eq!(found, 1);
}
