//! What callers may read in their organisation: an officer what belongs to their patch, a program what it sent.

use serde_json::{Value, json};

use crate::matrix::caller::Caller::{Admin, Manager, Officer, OfficerElsewhere, Owner, ServerToken, Service};
use crate::matrix::world::World;
use crate::support::Client;
use crate::support::notification::{complaints, ids, screen, sent};

/// The number of results in a list.
async fn count(client: &Client, path: &str) -> usize {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {answer:?}");
    let list = answer.body.as_array().or(answer.body["results"].as_array()).unwrap();
    list.len()
}

#[tokio::test]
async fn an_officer_reads_what_is_of_their_own_patch_only() {
    let world = World::new().await;
    world.ended_delivery().await;
    world.notification(json!({})).await;
    let (here, elsewhere, all) = (world.by(Officer), world.by(OfficerElsewhere), world.by(Manager));
    for (path, of_patch) in [
        ("/api/deliveries", 2),
        ("/api/v2/assistance-request", 1),
        ("/api/v2/resident", 2),
        ("/api/sent", 3),
        ("/api/services/22222222-2222-4222-8222-222222222201/sent", 1),
    ] {
        assert_eq!(count(here, path).await, of_patch, "{path} of the patch");
        assert_eq!(count(elsewhere, path).await, 0, "{path} of another patch");
        assert_eq!(count(all, path).await, of_patch, "{path} for a manager");
    }
    let labels = async |client: &Client| {
        let page = client.get("/api/v2/assistance-provider").await.body;
        let rows = page["results"].as_array().unwrap().clone();
        rows.iter().map(|row| row["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(labels(here).await, ["Duty Manager", "Acme Support", "My daughter Sue"]);
    assert_eq!(labels(elsewhere).await, ["Acme Support"], "and what is for everybody");
    let cover =
        async |client: &Client| client.get("/api/v2/coverage?customer=2").await.body["residents"].clone();
    assert_eq!((cover(here).await, cover(elsewhere).await), (json!(2), json!(0)));
    let found = elsewhere.get("/api/v2/resident?search=Rose").await.body;
    assert_eq!(found["count"], 0, "a search finds nobody of another patch");
}

#[tokio::test]
async fn what_belongs_to_no_patch_is_for_every_officer() {
    let world = World::new().await;
    world.sql("UPDATE resident SET site_id = NULL WHERE name = 'Rose'").await;
    let request = world.request_of(9).await;
    let path = format!("/api/v2/assistance-request/{}", request["id"]);
    for officer in [Officer, OfficerElsewhere] {
        assert_eq!(world.by(officer).get(&path).await.status, 200, "{officer:?}");
        assert_eq!(count(world.by(officer), "/api/deliveries").await, 2, "{officer:?}");
    }
}

#[tokio::test]
async fn an_api_client_reads_only_what_it_sent() {
    let world = World::new().await;
    let (program, service) = (world.by(ServerToken), world.by(Service));
    let foreign = world.notification(json!({})).await;
    let own = sent(program, screen(json!({}))).await;
    assert_eq!(ids(program, "").await, [own.as_str()]);
    assert_eq!(ids(program, "?scope=all").await, [own.as_str()]);
    assert_eq!(ids(program, "?q=estimates").await, [own.as_str()], "also by words");
    assert_eq!(ids(service, "").await, [foreign.as_str()]);
    for path in [format!("/api/notifications/{foreign}"), format!("/api/notifications/{foreign}/history")] {
        assert_eq!(program.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(program.get(&format!("/api/notifications/{own}")).await.status, 200);
    let before = program.get(&format!("/api/notifications?before={foreign}")).await;
    assert_eq!(complaints(&before), ["before"], "a page begins behind one of its own");
    let absent = program.get("/api/notifications?before=unknown").await;
    assert_eq!(absent.bytes, before.bytes, "and does not tell what there is");
}

#[tokio::test]
async fn nobody_sends_along_a_document_that_they_may_not_read() {
    let world = World::new().await;
    let document = world.document(OfficerElsewhere).await;
    let with = |fields: Value| {
        let mut body = screen(json!({"attachments": [document]}));
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    for sender in [Officer, ServerToken, Service] {
        let refused = world.by(sender).post("/api/notifications", with(json!({}))).await;
        assert_eq!(complaints(&refused), ["attachments"], "{sender:?}");
    }
    for sender in [OfficerElsewhere, Admin] {
        sent(world.by(sender), with(json!({}))).await;
    }
    assert_eq!(world.by(Owner).get(&format!("/api/documents/{document}")).await.status, 403);
}
