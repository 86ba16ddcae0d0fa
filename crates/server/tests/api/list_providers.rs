//! `GET /api/v2/assistance-provider` and `GET /api/v2/assistance-provider/{id}`.

use serde_json::{Value, json};

use crate::support::TestServer;
use crate::support::provider::{PROVIDERS, created, fixture, labels, own_id, path};

#[tokio::test]
async fn staff_find_providers_by_words_kind_and_object() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let all = officer.get(PROVIDERS).await.body;
    assert_eq!((&all["count"], &all["next"]), (&json!(3), &Value::Null));
    assert_eq!(labels(&all), ["Duty Manager", "Acme Support", "My daughter Sue"], "by name");
    for (query, found) in [
        ("search=duty", &["Duty Manager"][..]),
        ("search=ACACIA%20avenue", &["Duty Manager"]),
        ("search=rose%20adeyemi", &["My daughter Sue"]),
        ("search=support%40acme.example", &["Acme Support"]),
        ("search=nobody", &[]),
        ("type=site", &["Duty Manager"]),
        ("type=customer&object_id=2", &["Acme Support"]),
        ("type=site&object_id=6", &[]),
    ] {
        assert_eq!(labels(&officer.get(&format!("{PROVIDERS}?{query}")).await.body), found, "{query}");
    }
    assert_eq!(officer.get(&format!("{PROVIDERS}?type=planet")).await.status, 400);
}

#[tokio::test]
async fn the_published_example_is_answered_with_its_keys() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = admin.post(PROVIDERS, fixture("create-site")).await;
    let (example, answer) = (fixture("response-site"), &made.body);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(answer), keys(&example));
    assert_eq!(keys(&answer["email_notifiers"][0]), keys(&example["email_notifiers"][0]));
    for field in ["name", "label", "type"] {
        assert_eq!(answer[field], example[field]);
    }
    assert_eq!(&admin.get(&path(answer)).await.body, answer);
}

#[tokio::test]
async fn a_resident_sees_what_is_for_all_then_for_the_site_then_their_own() {
    let server = TestServer::start().await;
    let (resident, neighbour) = (server.as_resident().await, server.as_neighbour().await);
    let (rose, noor) = (own_id(&resident).await, own_id(&neighbour).await);
    let seen = ["Acme Support", "Duty Manager", "My daughter Sue"];
    let page = resident.get(PROVIDERS).await.body;
    assert_eq!(labels(&page), seen);
    assert_eq!(labels(&resident.get(&format!("{PROVIDERS}?visible_to={rose}")).await.body), seen);
    let row = &page["results"][1];
    assert_eq!(
        row,
        &json!({"id": 10, "name": "Acacia Avenue Site Assistance Provider", "label": "Duty Manager", "type": "site"})
    );
    assert_eq!(labels(&neighbour.get(PROVIDERS).await.body), seen[..2]);
    assert_eq!(labels(&server.as_stranger().await.get(PROVIDERS).await.body), ["Concierge"]);
    let admin = server.as_admin().await;
    assert_eq!(labels(&admin.get(&format!("{PROVIDERS}?visible_to={rose}")).await.body), seen);
    assert_eq!(labels(&admin.get(&format!("{PROVIDERS}?visible_to={noor}")).await.body), seen[..2]);
    assert_eq!(resident.get(&format!("{PROVIDERS}?visible_to={noor}")).await.status, 404);
    assert_eq!(
        labels(&resident.get(&format!("{PROVIDERS}?search=acme.example")).await.body),
        [""; 0],
        "not by whom it tells"
    );
}

#[tokio::test]
async fn what_is_not_yours_is_not_there() {
    let server = TestServer::start().await;
    let (resident, neighbour, admin) =
        (server.as_resident().await, server.as_neighbour().await, server.as_admin().await);
    assert_eq!(resident.get(&format!("{PROVIDERS}/11")).await.status, 200);
    let stranger = own_id(&server.as_stranger().await).await;
    for (client, path) in [
        (&neighbour, format!("{PROVIDERS}/11")),
        (&resident, format!("{PROVIDERS}/12")),
        (&admin, format!("{PROVIDERS}/12")),
        (&admin, format!("{PROVIDERS}/999")),
        (&admin, format!("{PROVIDERS}/x")),
        (&admin, format!("{PROVIDERS}?visible_to={stranger}")),
        (&admin, format!("{PROVIDERS}?visible_to=999")),
    ] {
        let answer = client.get(&path).await;
        assert_eq!((answer.status, &answer.body), (404, &json!({"detail": "Not found."})), "{path}");
    }
}

#[tokio::test]
async fn nobody_else_reads_providers() {
    let server = TestServer::start().await;
    for (client, status) in [
        (server.signed_in("supporter@demo.example").await, 403),
        (server.as_controller().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        for path in [PROVIDERS.to_owned(), format!("{PROVIDERS}/10")] {
            let answer = client.get(&path).await;
            assert_eq!(answer.status, status);
            assert!(answer.body["detail"].is_string());
        }
    }
}

#[tokio::test]
async fn pages_keep_their_filter() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    for number in 0..3 {
        created(&admin, json!({"label": format!("Night {number}")})).await;
    }
    let first = admin.get(&format!("{PROVIDERS}?search=night&page_size=2")).await.body;
    let next = first["next"].as_str().unwrap();
    assert_eq!(next, "http://localhost/api/v2/assistance-provider?search=night&page_size=2&page=2");
    let second = admin.get(next.strip_prefix("http://localhost").unwrap()).await.body;
    assert_eq!((labels(&first).len(), labels(&second).len()), (2, 1));
}
