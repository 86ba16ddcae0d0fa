//! The demo's notifications: of every kind, for everybody, each with a link to an existing record.

use std::collections::BTreeSet;

use server::demo;
use server::notifications::history;
use wire::target_type::TargetType;

use crate::support::TestServer;
use crate::support::notification::{ids, list, unread};

/// The pages of the app that the demo's records link to.
const PAGES: [&str; 4] =
    ["/staff/compose", "/staff/compose?everybody=yes", "/staff/visits", "/staff/addresses"];

#[tokio::test]
async fn there_is_something_of_every_kind_for_everybody_and_each_leads_to_a_record() {
    let server = TestServer::start().await;
    for _ in 0..2 {
        demo::seed_notifications(&server.state).await.unwrap();
    }
    let all = list(&server.as_manager().await, "?scope=all&limit=200").await;
    let kinds: BTreeSet<_> = all.iter().map(|item| item["targetType"].as_str().unwrap().to_owned()).collect();
    let made_elsewhere = ["CalloutRaised", "CalloutUpdated", "GuidelineBreached", "NotificationsBundled"];
    for kind in TargetType::ALL.iter().map(TargetType::as_str).filter(|kind| !made_elsewhere.contains(kind)) {
        assert!(kinds.contains(kind), "nothing of {kind}");
    }
    let mut actions = 0;
    for name in [
        "resident",
        "neighbour",
        "officer",
        "officer2",
        "manager",
        "admin",
        "finance",
        "repairs-manager",
        "repairs-contractor",
        "dlo-supervisor",
        "rcc-supervisor",
    ] {
        let person = server.signed_in(&format!("{name}@demo.example")).await;
        let own = list(&person, "?limit=200").await;
        assert!(!own.is_empty(), "nothing for {name}");
        assert!(unread(&person).await > 0, "{name} has read everything");
        for item in own {
            let link = item["followOnUrl"].as_str().unwrap();
            if let Some((_, record)) = link.split_once("/records/") {
                let answer = person.get(&format!("/api/records/{record}")).await;
                assert_eq!(answer.status, 200, "{name}: {link}");
                assert!(!answer.body["facts"].as_array().unwrap().is_empty());
                for action in answer.body["actions"].as_array().into_iter().flatten() {
                    assert!(PAGES.contains(&action["link"].as_str().unwrap()), "{name}: {action}");
                    actions += 1;
                }
            }
        }
    }
    assert!(actions > 20, "records lead on: {actions}");
    let services = server.as_admin().await.get("/api/services").await.body;
    for service in services.as_array().unwrap() {
        let has_sent = service["sentCount"].as_i64().unwrap() > 0;
        assert!(service["lastSentAt"].is_string() || !has_sent, "{service}");
    }
    assert_eq!(history::verify(&*server.state.db, None).await.unwrap().broken_at, None);
    let after = list(&server.as_manager().await, "?scope=all&limit=200").await;
    assert_eq!(after.len(), all.len());
    let waits = list(&server.as_finance().await, "?requireAction=true&decided=false").await;
    assert!((3..=6).contains(&waits.len()), "{waits:?}");
}

#[tokio::test]
async fn any_number_of_them_comes_onto_one_tray_like_any_other() {
    let server = TestServer::start().await;
    let finance = server.as_finance().await;
    demo::many_notifications(&server.state, "finance@demo.example", 1_000).await.unwrap();
    let answer = finance.get("/api/notifications?limit=1").await;
    assert_eq!(answer.header("x-total-count"), Some("1000"));
    let counted = finance.get("/api/notifications?unread=true&limit=1").await;
    assert_eq!(counted.header("x-total-count"), counted.header("x-unread-count"));
    assert_eq!(unread(&finance).await.to_string(), counted.header("x-unread-count").unwrap());
    assert!(!ids(&finance, "?q=lena+marsh").await.is_empty());
    assert_eq!(history::verify(&*server.state.db, None).await.unwrap().rows, 1_000);
    let newest = &list(&finance, "?limit=1").await[0];
    let path = format!("/api/notifications/{}", newest["id"].as_str().unwrap());
    assert_eq!(finance.patch(&path, serde_json::json!({"actionType": "IsRead"})).await.status, 200);
}
