//! `/api/tv/pairings`.

use sea_orm::{ActiveModelTrait, Set};
use serde_json::{Value, json};

use crate::support::guess::{NEVER, is_slowed};
use crate::support::provider::{labels, own_id};
use crate::support::{Client, TestServer};

const PAIRINGS: &str = "/api/tv/pairings";

/// A television that shows a code.
struct Television {
    browser: Client,
    id: String,
    code: String,
}

impl Television {
    async fn on(server: &TestServer) -> Self {
        let mut browser = server.anonymous();
        let answer = browser.post(PAIRINGS, json!({})).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let set = answer.header("set-cookie").unwrap();
        assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict") && set.contains("Secure"));
        browser.cookie = set.split(';').next().map(str::to_owned);
        let text = |name: &str| answer.body[name].as_str().unwrap().to_owned();
        Self { browser, id: text("id"), code: text("code") }
    }

    /// Asks whether it is paired, and stores the cookie if it is.
    async fn ask(&mut self) -> (u16, Value) {
        let answer = self.browser.post(&format!("{PAIRINGS}/{}/session", self.id), json!({})).await;
        if answer.body["paired"] == true {
            let set = answer.header("set-cookie").unwrap();
            self.browser.cookie = set.split(';').next().map(str::to_owned);
        }
        (answer.status, answer.body)
    }
}

fn claim(code: &str) -> Value {
    json!({ "code": code, "name": "Living room" })
}

#[tokio::test]
async fn a_resident_enters_the_code_and_the_television_is_theirs() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let mut television = Television::on(&server).await;
    assert_eq!(television.code.len(), 7, "three and three with a dash");
    assert_eq!(television.ask().await, (200, json!({"paired": false, "name": null})));
    let typed = television.code.to_lowercase().replace('-', " ");
    let paired = resident.post("/api/tv/pairings/claim", claim(&typed)).await;
    assert_eq!(paired.status, 201, "{paired:?}");
    assert_eq!(
        (&paired.body["name"], &paired.body["residentName"]),
        (&json!("Living room"), &json!("Rose Adeyemi"))
    );
    assert_eq!(television.ask().await, (200, json!({"paired": true, "name": "Rose Adeyemi"})));
    let seen = television.browser.get("/api/v2/assistance-provider").await.body;
    assert_eq!(labels(&seen), ["Acme Support", "Duty Manager", "My daughter Sue"]);
    server.clock.advance(399 * 24 * 60 * 60_000);
    assert_eq!(television.browser.get("/api/customer").await.status, 200, "it stays signed in");
}

#[tokio::test]
async fn an_answer_that_was_lost_can_be_asked_for_again() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let mut television = Television::on(&server).await;
    resident.post("/api/tv/pairings/claim", claim(&television.code)).await;
    let before = television.browser.clone();
    television.ask().await;
    television.browser = before;
    assert_eq!(television.ask().await.1["paired"], true);
    assert_eq!(resident.get(PAIRINGS).await.body.as_array().unwrap().len(), 1, "and is one television");
}

#[tokio::test]
async fn a_code_is_good_once_and_for_ten_minutes() {
    let server = TestServer::start().await;
    let (resident, neighbour) = (server.as_resident().await, server.as_neighbour().await);
    let mut television = Television::on(&server).await;
    assert_eq!(resident.post("/api/tv/pairings/claim", claim(&television.code)).await.status, 201);
    assert_eq!(neighbour.post("/api/tv/pairings/claim", claim(&television.code)).await.status, 404);
    let mut late = Television::on(&server).await;
    server.clock.advance(10 * 60_000);
    let answer = resident.post("/api/tv/pairings/claim", claim(&late.code)).await;
    assert_eq!(answer.status, 404);
    assert!(answer.message().contains("ten minutes"));
    assert_eq!(late.ask().await.0, 404);
    assert_eq!(television.ask().await.0, 404, "but it is signed in by now");
}

#[tokio::test]
async fn nobody_but_the_television_itself_gets_its_session() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let television = Television::on(&server).await;
    resident.post("/api/tv/pairings/claim", claim(&television.code)).await;
    let path = format!("{PAIRINGS}/{}/session", television.id);
    let other = Television::on(&server).await;
    for client in [server.anonymous(), other.browser.clone(), resident] {
        assert_eq!(client.post(&path, json!({})).await.status, 404);
    }
    let foreign = television.browser.clone().with_header("origin", "https://evil.example");
    assert_eq!(foreign.post(&path, json!({})).await.status, 403);
}

#[tokio::test]
async fn an_admin_pairs_for_a_resident_without_an_account() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let row = database::entity::resident::ActiveModel {
        name: Set("Ida".to_owned()),
        surname: Set("Nkosi".to_owned()),
        site_id: Set(Some(5)),
        ..server::accounts::new_resident(2, server.state.now())
    };
    let ida = row.insert(&*server.state.db).await.unwrap().id;
    let mut television = Television::on(&server).await;
    let mut body = claim(&television.code);
    assert_eq!(admin.post("/api/tv/pairings/claim", body.clone()).await.status, 400, "whose is it?");
    body["resident"] = ida.into();
    let paired = admin.post("/api/tv/pairings/claim", body).await;
    assert_eq!((paired.status, &paired.body["residentName"]), (201, &json!("Ida Nkosi")));
    television.ask().await;
    let seen = television.browser.get("/api/v2/assistance-provider").await.body;
    assert_eq!(labels(&seen), ["Acme Support", "Duty Manager"]);
    let account = admin.get("/api/users?q=ida").await.body["results"][0].clone();
    assert_eq!(
        (&account["email"], &account["invited"]),
        (&json!(""), &json!(false)),
        "nobody signs in with it"
    );
}

#[tokio::test]
async fn televisions_are_listed_and_struck() {
    let server = TestServer::start().await;
    let (resident, neighbour, admin) =
        (server.as_resident().await, server.as_neighbour().await, server.as_admin().await);
    let mut television = Television::on(&server).await;
    let paired = resident.post("/api/tv/pairings/claim", claim(&television.code)).await.body;
    television.ask().await;
    let rose = own_id(&resident).await;
    for client in [&resident, &admin] {
        assert_eq!(client.get(PAIRINGS).await.body, json!([paired]));
    }
    assert_eq!(admin.get(&format!("{PAIRINGS}?resident={rose}")).await.body, json!([paired]));
    assert_eq!(admin.get(&format!("{PAIRINGS}?resident=999")).await.body, json!([]));
    assert_eq!(neighbour.get(PAIRINGS).await.body, json!([]));
    let path = format!("{PAIRINGS}/{}", paired["id"].as_str().unwrap());
    assert_eq!(neighbour.delete(&path).await.status, 404);
    assert_eq!(server.as_officer().await.delete(&path).await.status, 403);
    assert_eq!(resident.delete(&path).await.status, 204);
    assert_eq!(resident.delete(&path).await.status, 404);
    assert_eq!(television.browser.get("/api/customer").await.status, 401);
}

#[tokio::test]
async fn a_television_gets_another_name_from_its_resident_and_their_admin_only() {
    let server = TestServer::start().await;
    let (resident, admin) = (server.as_resident().await, server.as_admin().await);
    let mut television = Television::on(&server).await;
    let paired = resident.post("/api/tv/pairings/claim", claim(&television.code)).await.body;
    television.ask().await;
    let path = format!("{PAIRINGS}/{}", paired["id"].as_str().unwrap());
    for (client, name) in [(&admin, " Bedroom "), (&resident, "Küche 2")] {
        let mut renamed = paired.clone();
        renamed["name"] = name.trim().into();
        let answer = client.patch(&path, json!({ "name": name })).await;
        assert_eq!((answer.status, &answer.body), (200, &renamed));
        assert_eq!(admin.get(PAIRINGS).await.body, json!([renamed]));
        assert_eq!(resident.get(PAIRINGS).await.body, json!([renamed]));
    }
    for wrong in [
        json!({}),
        json!({"name": null}),
        json!({"name": "  "}),
        json!({"name": "a\nb"}),
        json!({"name": "x".repeat(61)}),
    ] {
        assert_eq!(admin.patch(&path, wrong).await.status, 400);
    }
    let name = json!({"name": "Mine"});
    for (client, status) in [
        (server.as_neighbour().await, 404),
        (server.as_stranger().await, 404),
        (server.as_officer().await, 403),
        (server.anonymous(), 401),
    ] {
        assert_eq!(client.patch(&path, name.clone()).await.status, status);
    }
    assert_eq!(admin.patch(&format!("{PAIRINGS}/none"), name.clone()).await.status, 404);
    assert_eq!(admin.get(PAIRINGS).await.body[0]["name"], "Küche 2");
    assert_eq!(television.browser.get("/api/customer").await.status, 200, "it stays signed in");
}

#[tokio::test]
async fn nobody_else_pairs() {
    let server = TestServer::start().await;
    let television = Television::on(&server).await;
    for (client, status) in [
        (server.as_officer().await, 403),
        (server.signed_in("supporter@demo.example").await, 403),
        (server.as_controller().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        assert_eq!(client.post("/api/tv/pairings/claim", claim(&television.code)).await.status, status);
        assert_eq!(client.get(PAIRINGS).await.status, status);
    }
    let stranger = own_id(&server.as_stranger().await).await;
    let admin = server.as_admin().await;
    let mut body = claim(&television.code);
    body["resident"] = stranger.into();
    assert_eq!(admin.post("/api/tv/pairings/claim", body.clone()).await.status, 404);
    assert_eq!(server.as_resident().await.post("/api/tv/pairings/claim", body).await.status, 404);
    let long = json!({"code": television.code, "name": "x".repeat(61)});
    assert_eq!(server.as_resident().await.post("/api/tv/pairings/claim", long).await.status, 400);
}

#[tokio::test]
async fn guessing_codes_is_slow() {
    let server = TestServer::with(|config| config.limits.guess_delay = NEVER).await;
    let resident = server.as_resident().await;
    for _ in 0..10 {
        assert_eq!(resident.post("/api/tv/pairings/claim", claim("AAA-AAA")).await.status, 404);
    }
    assert!(is_slowed(resident.post("/api/tv/pairings/claim", claim("AAA-AAA"))).await);
}
