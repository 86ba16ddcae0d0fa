//! `notifications::raise`: a notification is put on the right trays, once, and counted.

use sea_orm::ConnectionTrait;
use server::notifications::{Audience, ServerNotification, history, raise};
use wire::session::Role;
use wire::target_type::TargetType;

use crate::support::{Client, TestServer};

const ACME: i64 = 2;
const ACACIA: i64 = 5;

async fn unread(person: &Client) -> i64 {
    person.get("/api/session").await.body["user"]["unreadCount"].as_i64().unwrap()
}

async fn put(server: &TestServer, change: impl FnOnce(&mut ServerNotification)) -> Option<String> {
    let audience = vec![Audience::Patch(ACACIA)];
    let mut new =
        ServerNotification::new(ACME, TargetType::CalloutRaised, "7", "Rose asks for help.", audience);
    change(&mut new);
    let transaction = server.state.write().await.unwrap();
    let id = raise(&*transaction, &server.state, new).await.unwrap();
    transaction.commit().await.unwrap();
    id
}

#[tokio::test]
async fn it_reaches_its_audience_and_nobody_else() {
    let server = TestServer::start().await;
    let organisation_id = ACME;
    let everybody = [
        "resident@demo.example",
        "neighbour@demo.example",
        "stranger@demo.example",
        "officer@demo.example",
        "officer2@demo.example",
        "manager@demo.example",
        "admin@demo.example",
        "controller@demo.example",
        "controller2@demo.example",
        "finance@demo.example",
    ];
    for (audience, reached) in [
        (Audience::Patch(ACACIA), &["officer@demo.example", "officer2@demo.example"][..]),
        (
            Audience::Residents { site_id: ACACIA, tenure: None },
            &["resident@demo.example", "neighbour@demo.example"],
        ),
        (Audience::Residents { site_id: ACACIA, tenure: Some("leaseholder".into()) }, &[]),
        (Audience::Team { organisation_id, team: "finance".into() }, &["finance@demo.example"]),
        (Audience::Role { organisation_id, role: Role::Admin }, &["admin@demo.example"]),
        (Audience::Role { organisation_id: 3, role: Role::Admin }, &[]),
        (Audience::ControlRoom(ACME), &["controller@demo.example"]),
        (Audience::ControlRoom(4), &["controller2@demo.example"]),
        (
            Audience::Address { organisation_id, email: "manager@demo.example".into() },
            &["manager@demo.example"],
        ),
        (Audience::Address { organisation_id: 3, email: "manager@demo.example".into() }, &[]),
    ] {
        let server = &server;
        let count = async |email: &str| unread(&server.signed_in(email).await).await;
        let mut before = Vec::new();
        for email in everybody {
            before.push(count(email).await);
        }
        put(server, |new| new.audience = vec![audience.clone(), audience.clone()]).await.unwrap();
        for (email, before) in everybody.iter().zip(before) {
            let more = i64::from(reached.contains(email));
            assert_eq!(count(email).await, before + more, "{email} of {audience:?}");
        }
    }
}

#[tokio::test]
async fn once_is_once() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    assert!(put(&server, |new| new.once = Some("callout:7:raised".into())).await.is_some());
    assert!(put(&server, |new| new.once = Some("callout:7:raised".into())).await.is_none());
    assert_eq!(unread(&officer).await, 1);
}

#[tokio::test]
async fn a_newer_one_takes_the_place_of_the_older_one() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    for _ in 0..3 {
        put(&server, |new| new.topic = Some("callout:7:updated".into())).await.unwrap();
    }
    assert_eq!(unread(&officer).await, 1);
}

#[tokio::test]
async fn what_was_rolled_back_was_never_there() {
    let server = TestServer::start().await;
    let transaction = server.state.write().await.unwrap();
    let new =
        ServerNotification::new(ACME, TargetType::CalloutRaised, "7", "Help.", vec![Audience::Patch(ACACIA)]);
    raise(&*transaction, &server.state, new).await.unwrap();
    drop(transaction);
    assert_eq!(unread(&server.as_officer().await).await, 0);
    assert_eq!(history::verify(&*server.state.db, None).await.unwrap().rows, 0);
}

#[tokio::test]
async fn the_history_cannot_be_rewritten_and_tells_when_somebody_goes_behind_it() {
    let server = TestServer::start().await;
    for _ in 0..3 {
        put(&server, |_| ()).await.unwrap();
    }
    let db = &*server.state.db;
    let whole = history::verify(db, None).await.unwrap();
    assert_eq!((whole.rows, whole.broken_at, whole.head.len()), (3, None, 64));
    assert!(history::verify(db, Some(&whole.head)).await.unwrap().holds);
    assert!(!history::verify(db, Some("else")).await.unwrap().holds);
    for change in [
        "UPDATE notification_history SET by_name = 'Nobody' WHERE id = 2",
        "DELETE FROM notification_history WHERE id = 3",
        "DELETE FROM notification_history",
    ] {
        assert!(db.execute_unprepared(change).await.unwrap_err().to_string().contains("history"), "{change}");
    }
    if db.get_database_backend() == sea_orm::DbBackend::Postgres {
        db.execute_unprepared("TRUNCATE notification_history").await.unwrap_err();
        db.execute_unprepared("ALTER TABLE notification_history DISABLE TRIGGER USER").await.unwrap();
    } else {
        db.execute_unprepared("DROP TRIGGER notification_history_no_update").await.unwrap();
    }
    db.execute_unprepared("UPDATE notification_history SET by_name = 'Nobody' WHERE id = 2").await.unwrap();
    let broken = history::verify(db, Some(&whole.head)).await.unwrap();
    assert_eq!((broken.rows, broken.broken_at, broken.holds), (1, Some(2), false));
}
