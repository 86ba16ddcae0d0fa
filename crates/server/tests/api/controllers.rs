//! Only the operator creates controllers; the API refuses to.

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use sea_orm_migration::MigratorTrait;
use serde_json::json;

use crate::support::TestServer;
use crate::support::process::tocsin;
use database::entity::{controller_organisation, notification_audience, tray, tray_item};
use database::migration::Migrator;

async fn path(server: &TestServer, email: &str) -> String {
    let user = server::auth::account::find(&*server.state.db, email).await.unwrap().unwrap();
    format!("/api/users/{}", user.id)
}

#[tokio::test]
async fn no_admin_makes_a_controller_by_any_door() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let new = json!({"email": "new@demo.example", "name": "New", "role": "controller"});
    let refused = admin.post("/api/users", new).await;
    assert_eq!(refused.status, 400, "{refused:?}");
    assert!(refused.body["errors"]["role"][0].as_str().unwrap().contains("operator"), "{refused:?}");
    let officer = path(&server, "officer@demo.example").await;
    let refused = admin.patch(&officer, json!({"role": "controller"})).await;
    assert_eq!(refused.status, 400, "{refused:?}");
    assert!(refused.body["errors"]["role"][0].is_string(), "{refused:?}");
    let known = admin.get(&officer).await.body;
    assert_eq!(known["role"], "officer");
    let client = server.server_token().await;
    let body = json!({"email": "x@demo.example", "name": "X", "surname": "Y", "role": "controller"});
    client.post("/api/oauth/user", body).await;
    let made = server::auth::account::find(&*server.state.db, "x@demo.example").await.unwrap();
    assert!(made.is_none_or(|user| user.role == "resident"));
}

#[tokio::test]
async fn no_admin_takes_over_the_account_of_a_controller() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let controller = path(&server, "controller@demo.example").await;
    let reset = admin.post("/api/password-resets", json!({"email": "controller@demo.example"})).await;
    assert_eq!(reset.status, 403, "{reset:?}");
    assert_eq!(admin.post(&format!("{controller}/invitation"), json!({})).await.status, 409);
    for change in [json!({"role": "officer"}), json!({"active": true})] {
        let refused = admin.patch(&controller, change).await;
        assert_eq!(refused.status, 400, "{refused:?}");
        assert!(refused.body["errors"]["role"][0].is_string(), "{refused:?}");
    }
    assert_eq!(admin.patch(&controller, json!({"active": false})).await.status, 409, "others need them");
    assert_eq!(admin.delete(&controller).await.status, 409, "others need them");
    assert_eq!(admin.patch(&controller, json!({"name": "Con H.", "role": "controller"})).await.status, 200);
    assert_eq!(server.as_controller().await.get("/api/control/callouts").await.status, 200);
}

#[test]
fn the_operator_makes_controllers_and_chooses_whom_they_serve() {
    let folder = tempfile::tempdir().unwrap();
    let run = |line: &str| {
        let output = tocsin(folder.path()).args(line.split(' ')).output().unwrap();
        let text = if output.status.success() { output.stdout } else { output.stderr };
        (output.status.success(), String::from_utf8(text).unwrap())
    };
    assert!(run("customer add Acme").0 && run("customer add Borough").0);
    let add = "user add c@demo.example --role controller --name Con";
    let (worked, text) = run(add);
    assert!(!worked && text.contains("--organisation"), "{text}");
    let (worked, text) = run(&format!("{add} --organisation 1 --organisation 9"));
    assert!(!worked && text.contains("There is no customer 9"), "{text}");
    let (worked, text) = run(&format!("{add} --organisation 1 --organisation 2"));
    assert!(worked, "{text}");
    let (worked, text) =
        run("user add o@demo.example --role officer --name O --organisation 1 --organisation 2");
    assert!(!worked && text.contains("Only a controller"), "{text}");
    let (worked, text) = run("user serves c@demo.example --organisation 2");
    assert!(worked && text.contains("c@demo.example serves 2."), "{text}");
    assert!(run("user add o@demo.example --role officer --name O --customer 1").0);
    assert!(!run("user serves o@demo.example --organisation 2").0, "an officer serves nobody");
}

/// An old database, in which every controller saw everything and had it on the tray.
#[tokio::test]
async fn an_update_leaves_each_controller_their_own_organisation() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("old.db").display());
    let db = database::connection::connect(&database).await.unwrap();
    let all = Migrator::migrations();
    let before = all.iter().position(|one| one.name() == "m0010_control_scopes").unwrap();
    Migrator::up(&*db, Some(u32::try_from(before).unwrap())).await.unwrap();
    for statement in OLD {
        db.execute_unprepared(statement).await.unwrap();
    }
    Migrator::up(&*db, None).await.unwrap();
    let served = controller_organisation::Entity::find().all(&*db).await.unwrap();
    let served: Vec<_> = served.iter().map(|row| (row.user_id.as_str(), row.organisation_id)).collect();
    assert_eq!(served, [("c", 2)], "no officer, and nobody without an organisation");
    let keys = notification_audience::Entity::find()
        .order_by_asc(notification_audience::Column::Seq)
        .all(&*db)
        .await
        .unwrap();
    let keys: Vec<_> = keys.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["control-room:2", "control-room:3"]);
    let items = tray_item::Entity::find().all(&*db).await.unwrap();
    assert_eq!(items.iter().map(|item| (item.tray_id, item.seq)).collect::<Vec<_>>(), [(1, 1), (2, 2)]);
    let trays = tray::Entity::find().order_by_asc(tray::Column::Id).all(&*db).await.unwrap();
    assert_eq!(trays.iter().map(|tray| tray.unread).collect::<Vec<_>>(), [1, 1]);
}

const OLD: [&str; 6] = [
    "INSERT INTO customer (id, name, created_at) VALUES (2, 'A', 0), (3, 'B', 0)",
    "INSERT INTO \"user\" (id, email, name, role, customer_id, active, created_at, updated_at) VALUES \
     ('c', 'c@x.example', 'C', 'controller', 2, TRUE, 0, 0), ('o', 'o@x.example', 'O', 'officer', 3, TRUE, 0, 0), \
     ('s', 's@x.example', 'S', 'controller', NULL, TRUE, 0, 0)",
    "INSERT INTO notification (seq, id, customer_id, notification_type, created_by, audience, require_action, require_email, \
     require_sms, require_letter, decided, version, created_at, touched_at) VALUES \
     (1, 'n1', 2, 'Screen', 'x', 'x', FALSE, FALSE, FALSE, FALSE, FALSE, 1, 0, 0), \
     (2, 'n2', 3, 'Screen', 'x', 'x', FALSE, FALSE, FALSE, FALSE, FALSE, 1, 0, 0)",
    "INSERT INTO notification_audience (key, seq) VALUES ('control-room', 1), ('control-room', 2)",
    "INSERT INTO tray (id, user_id, unread, revision) VALUES (1, 'c', 2, 2), (2, 'o', 1, 1)",
    "INSERT INTO tray_item (tray_id, seq, revision, as_sender, notification_type, require_action, decided, put_away) VALUES \
     (1, 1, 1, FALSE, 'Screen', FALSE, FALSE, FALSE), (1, 2, 2, FALSE, 'Screen', FALSE, FALSE, FALSE), \
     (2, 2, 1, FALSE, 'Screen', FALSE, FALSE, FALSE)",
];
