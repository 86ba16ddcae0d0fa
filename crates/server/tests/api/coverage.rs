//! `GET /api/v2/coverage`, `GET /api/v2/coverage/gaps`, `GET …/{id}/uncovered`, and the health of providers.

use serde_json::{Value, json};
use wire::delivery::DeliveryState;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::TestServer;
use crate::support::delivery::{calling, tick};
use crate::support::device::Device;
use crate::support::provider::{PROVIDERS, created, labels, own_id, path};
use crate::support::request::{asked, end};

const COVERAGE: &str = "/api/v2/coverage";

fn told(coverage: &Value) -> Vec<(String, String, String)> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows = coverage["told"].as_array().unwrap();
    rows.iter().map(|row| (text(row, "label"), text(row, "kind"), text(row, "address"))).collect()
}

#[tokio::test]
async fn a_residents_cover_is_what_their_television_shows_and_everyone_who_is_told() {
    let server = TestServer::start().await;
    let (admin, resident) = (server.as_admin().await, server.as_resident().await);
    let rose = own_id(&resident).await;
    let answer = admin.get(&format!("{COVERAGE}?resident={rose}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let cover = &answer.body;
    assert_eq!(
        (&cover["type"], &cover["object_id"], &cover["name"]),
        (&json!("resident"), &json!(rose), &json!("Rose Adeyemi"))
    );
    assert_eq!(cover["residents"], 1);
    let shown: Vec<_> =
        cover["television"].as_array().unwrap().iter().map(|row| row["label"].clone()).collect();
    assert_eq!(json!(shown), json!(labels(&resident.get(PROVIDERS).await.body)));
    let row =
        |label: &str, kind: &str, address: &str| (label.to_owned(), kind.to_owned(), address.to_owned());
    assert_eq!(
        told(cover),
        [
            row("Acme Support", "email", "support@acme.example"),
            row("Acme Support", "webhook", "https://acme.example/webhooks/assistance-requests"),
            row("Duty Manager", "email", "acaciamanager@acme.example"),
            row("Duty Manager", "push", "Olu Dlamini"),
            row("My daughter Sue", "push", "Sue Adeyemi"),
        ]
    );
    assert_eq!((&cover["gaps"], &cover["counts"]["covered"]), (&json!([]), &json!(1)));
    assert_eq!(cover["told"][0]["health"]["state"], "untried");
    assert_eq!(cover["told"][4]["health"]["state"], "unreachable", "Sue has no device");
    assert_eq!(cover["television"][2]["health"]["state"], "unreachable");
}

#[tokio::test]
async fn what_fails_so_far_does_not_count_as_untried() {
    let server = calling().await;
    let endpoint = MockServer::start().await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(500)).mount(&endpoint).await;
    let admin = server.as_admin().await;
    let hook = json!([{"name": "Desk", "url": format!("{}/hook", endpoint.uri())}]);
    let made = created(&admin, json!({"webhook_notifiers": hook, "email_notifiers": []})).await;
    asked(&server.as_resident().await, made["id"].as_i64().unwrap()).await;
    let state =
        async || admin.get(&format!("{}?health=true", path(&made))).await.body["health"]["state"].clone();
    tick(&server).await;
    assert_eq!(state().await, "untried", "one try says little");
    server.clock.advance(2_000);
    tick(&server).await;
    assert_eq!(state().await, "failing");
    let ledger = admin.get("/api/deliveries").await.body;
    assert_eq!(ledger[0]["about"]["resident"], "Rose Adeyemi");
}

#[tokio::test]
async fn a_site_and_the_organisation_show_what_everybody_there_sees() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let site = officer.get(&format!("{COVERAGE}?site=5")).await.body;
    assert_eq!((&site["name"], &site["residents"]), (&json!("Acacia Avenue"), &json!(2)));
    assert_eq!((site["television"].as_array().unwrap().len(), told(&site).len()), (2, 4));
    let all = officer.get(&format!("{COVERAGE}?customer=2")).await.body;
    assert_eq!((all["television"].as_array().unwrap().len(), told(&all).len()), (1, 2));
    assert_eq!(all["counts"], json!({"nobody": 0, "only_failing": 0, "one_notifier": 0, "covered": 2}));
}

#[tokio::test]
async fn each_gap_is_flagged() {
    let server = calling().await;
    let (admin, resident) = (server.as_admin().await, server.as_resident().await);
    let (rose, noor) = (own_id(&resident).await, own_id(&server.as_neighbour().await).await);
    for id in [9, 10] {
        assert_eq!(admin.delete(&format!("{PROVIDERS}/{id}")).await.status, 204);
    }
    let gaps = async |id: i64| admin.get(&format!("{COVERAGE}?resident={id}")).await.body["gaps"].clone();
    assert_eq!(gaps(rose).await, json!(["only_failing"]), "Sue has no device");
    let _device = Device::of(&server.signed_in("supporter@demo.example").await, 201).await;
    assert_eq!((gaps(rose).await, gaps(noor).await), (json!(["one_notifier"]), json!(["nobody"])));
    asked(&resident, 11).await;
    end(&server, "push", DeliveryState::Dead).await;
    assert_eq!(gaps(rose).await, json!(["only_failing"]));
    asked(&resident, 11).await;
    server.clock.advance(1000);
    end(&server, "push", DeliveryState::Delivered).await;
    assert_eq!(gaps(rose).await, json!(["one_notifier"]), "it works again");

    let list = admin.get(&format!("{COVERAGE}/gaps")).await.body;
    let row = |row: &Value| (row["resident"]["name"].clone(), row["site_name"].clone(), row["gap"].clone());
    let rows: Vec<_> = list["results"].as_array().unwrap().iter().map(row).collect();
    let of = |name: &str, gap: &str| (json!(name), json!("Acacia Avenue"), json!(gap));
    assert_eq!(rows, [of("Rose Adeyemi", "one_notifier"), of("Noor Botha", "nobody")]);
    for (query, count) in
        [("gap=nobody", 1), ("site=5", 2), ("site=6", 0), ("search=noor", 1), ("page_size=1", 2)]
    {
        let page = admin.get(&format!("{COVERAGE}/gaps?{query}")).await.body;
        assert_eq!(page["count"], count, "{query}");
    }
    assert_eq!(admin.get(&format!("{COVERAGE}/gaps?gap=tiny")).await.status, 400);
    assert_eq!(admin.get(&format!("{COVERAGE}/gaps?page=2")).await.status, 404);
    let site = admin.get(&format!("{COVERAGE}?site=5")).await.body;
    assert_eq!(site["counts"], json!({"nobody": 1, "only_failing": 0, "one_notifier": 1, "covered": 0}));
}

#[tokio::test]
async fn deleting_says_whom_it_would_leave_alone() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let uncovered = async |id: i64| admin.get(&format!("{PROVIDERS}/{id}/uncovered")).await.body;
    assert_eq!(uncovered(9).await, json!({"residents": 2, "nobody": 0, "examples": []}));
    admin.delete(&format!("{PROVIDERS}/10")).await;
    let alone = uncovered(9).await;
    assert_eq!((&alone["residents"], &alone["nobody"]), (&json!(2), &json!(1)));
    assert_eq!(alone["examples"][0]["name"], "Noor Botha", "Rose still has her daughter");
    assert_eq!(uncovered(11).await["residents"], 1);
    assert_eq!(admin.get(&format!("{PROVIDERS}/12/uncovered")).await.status, 404);
    assert_eq!(server.as_officer().await.get(&format!("{PROVIDERS}/9/uncovered")).await.status, 403);
}

#[tokio::test]
async fn the_health_of_a_provider_is_that_of_its_newest_deliveries() {
    let server = TestServer::start().await;
    let (admin, resident) = (server.as_admin().await, server.as_resident().await);
    let made = created(&admin, json!({"label": "Night"})).await;
    let id = made["id"].as_i64().unwrap();
    let health = async || admin.get(&format!("{}?health=true", path(&made))).await.body["health"].clone();
    assert_eq!(health().await["state"], "untried");
    assert_eq!(admin.get(&path(&made)).await.body.get("health"), None, "only when it is asked for");
    asked(&resident, id).await;
    end(&server, "webhook", DeliveryState::Dead).await;
    end(&server, "email", DeliveryState::Delivered).await;
    let first = health().await;
    assert_eq!(
        (&first["state"], &first["delivered"], &first["dead"]),
        (&json!("failing"), &json!(1), &json!(1))
    );
    server.clock.advance(60_000);
    asked(&resident, id).await;
    end(&server, "webhook", DeliveryState::Delivered).await;
    end(&server, "email", DeliveryState::Delivered).await;
    assert_eq!(
        (&health().await["state"], &health().await["delivered_at"]),
        (&json!("works"), &json!("2026-01-05T12:01:00.000Z"))
    );
    let hook = &made["webhook_notifiers"][0]["id"];
    let moved = json!({"webhook_notifiers": [{"id": hook, "name": "Desk", "url": "https://new.example/"}], "email_notifiers": []});
    admin.patch(&path(&made), moved).await;
    assert_eq!(health().await["state"], "untried", "what went to another address says nothing");
    let list = admin.get(&format!("{PROVIDERS}?health=true&search=night")).await.body;
    assert_eq!(list["results"][0]["health"]["state"], "untried");
    server.clock.advance(31 * 24 * 60 * 60_000);
}

#[tokio::test]
async fn nobody_else_sees_cover() {
    let server = TestServer::start().await;
    let stranger = own_id(&server.as_stranger().await).await;
    let admin = server.as_admin().await;
    for foreign in
        [format!("resident={stranger}"), "site=6".to_owned(), "customer=3".to_owned(), "site=99".to_owned()]
    {
        assert_eq!(admin.get(&format!("{COVERAGE}?{foreign}")).await.status, 404, "{foreign}");
    }
    for bad in ["", "?site=5&customer=2", "?site=here"] {
        assert_eq!(admin.get(&format!("{COVERAGE}{bad}")).await.status, 400, "{bad}");
    }
    for (client, status) in [
        (server.as_resident().await, 403),
        (server.signed_in("supporter@demo.example").await, 403),
        (server.as_controller().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        for path in [format!("{COVERAGE}?site=5"), format!("{COVERAGE}/gaps")] {
            assert_eq!(client.get(&path).await.status, status);
        }
    }
}
