//! `/api/v2/customer`, `/api/v2/site` and `/api/v2/resident`.

use serde_json::{Value, json};

use crate::support::TestServer;
use crate::support::provider::own_id;

#[tokio::test]
async fn staff_read_their_own_organisation_only() {
    let server = TestServer::start().await;
    for client in
        [server.as_admin().await, server.as_officer().await, server.signed_in("manager@demo.example").await]
    {
        let page = client.get("/api/v2/customer").await.body;
        assert_eq!((&page["count"], &page["results"][0]["name"]), (&json!(1), &json!("Acme Housing")));
        assert_eq!((&page["next"], &page["previous"]), (&Value::Null, &Value::Null));
        assert_eq!(client.get("/api/v2/customer/2").await.body["slug"], "acme-housing");
        assert_eq!(client.get("/api/v2/site/5").await.body["name"], "Acacia Avenue");
        for foreign in ["/api/v2/customer/3", "/api/v2/site/6", "/api/v2/site/x", "/api/v2/site/99"] {
            let answer = client.get(foreign).await;
            assert_eq!((answer.status, &answer.body), (404, &json!({"detail": "Not found."})));
        }
    }
}

#[tokio::test]
async fn a_site_has_the_keys_of_the_published_example() {
    let server = TestServer::start().await;
    let site = server.as_admin().await.get("/api/v2/site/5").await.body;
    let example = crate::support::provider::fixture("response-site")["content_object"].clone();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&site), keys(&example));
    let listed = server.as_admin().await.get("/api/v2/site").await.body;
    assert_eq!(keys(&listed["results"][0]), keys(&example));
    // Only requests that ask for it receive the address in one line.
    for path in ["/api/v2/site/5?include=address_line", "/api/v2/site?include=address_line"] {
        let body = server.as_admin().await.get(path).await.body;
        let site = body["results"].get(0).unwrap_or(&body);
        assert!(site["address_line"].is_string(), "{path}: {body}");
    }
    assert_eq!(server.as_admin().await.get("/api/v2/site?include=all").await.status, 400);
    assert_eq!((&site["customer"], &site["calendar"], &site["lat"]), (&json!(2), &json!(1), &Value::Null));
}

#[tokio::test]
async fn residents_are_found_by_name_and_site() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let id = own_id(&server.as_resident().await).await;
    let found = admin.get("/api/v2/resident?search=rose%20ADEY").await.body;
    assert_eq!(found["count"], 1);
    let rose = json!({"id": id, "name": "Rose Adeyemi", "email": "resident@demo.example", "site": 5, "customer": 2,
        "tenure": "tenant"});
    assert_eq!(found["results"][0], rose);
    assert_eq!(admin.get(&format!("/api/v2/resident/{id}")).await.body, rose);
    assert_eq!(admin.get("/api/v2/resident?site=5").await.body["count"], 2);
    assert_eq!(admin.get("/api/v2/resident?search=Sam").await.body["count"], 0, "of another organisation");
    assert_eq!(admin.get("/api/v2/resident?search=%25").await.body["count"], 0, "no wildcard");
    let stranger = own_id(&server.as_stranger().await).await;
    assert_eq!(admin.get(&format!("/api/v2/resident/{stranger}")).await.status, 404);
}

#[tokio::test]
async fn pages_lead_to_each_other() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let first = admin.get("/api/v2/resident?page_size=1&search=a").await.body;
    assert_eq!((&first["count"], &first["previous"]), (&json!(2), &Value::Null));
    let next = first["next"].as_str().unwrap().strip_prefix("http://localhost").unwrap().to_owned();
    let second = admin.get(&next).await.body;
    assert_eq!(second["next"], Value::Null);
    assert_ne!(second["results"], first["results"]);
    let back = second["previous"].as_str().unwrap().strip_prefix("http://localhost").unwrap().to_owned();
    assert_eq!(admin.get(&back).await.body, first);
    for nowhere in ["page=3&page_size=1", "page=0", "page=last", "page=-1"] {
        assert_eq!(admin.get(&format!("/api/v2/resident?{nowhere}")).await.status, 404, "{nowhere}");
    }
    for bad in ["page_size=0", "page_size=201", "page_size=many", "site=here"] {
        let answer = admin.get(&format!("/api/v2/resident?{bad}")).await;
        assert_eq!(answer.status, 400, "{bad}");
        assert!(answer.body["detail"].is_string());
    }
}

#[tokio::test]
async fn nobody_but_staff_reads_places() {
    let server = TestServer::start().await;
    for path in
        ["/api/v2/customer", "/api/v2/site", "/api/v2/resident", "/api/v2/resident/1", "/api/v2/customer/2"]
    {
        for (client, status) in [
            (server.as_resident().await, 403),
            (server.signed_in("supporter@demo.example").await, 403),
            (server.as_controller().await, 403),
            (server.server_token().await, 403),
            (server.anonymous(), 401),
        ] {
            let answer = client.get(path).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.body["detail"].is_string(), "{answer:?}");
        }
    }
}

#[tokio::test]
async fn an_admin_chooses_whether_requests_escalate() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let answer = admin.patch("/api/v2/customer/2", json!({"escalation": true})).await;
    assert_eq!((answer.status, &answer.body["escalation"]), (200, &json!(true)));
    assert_eq!(admin.patch("/api/v2/customer/2", json!({})).await.body["escalation"], true);
    assert_eq!(admin.patch("/api/v2/customer/2", json!({"escalation": "yes"})).await.status, 400);
    assert_eq!(admin.patch("/api/v2/customer/3", json!({"escalation": true})).await.status, 404);
    let officer = server.as_officer().await;
    assert_eq!(officer.patch("/api/v2/customer/2", json!({"escalation": false})).await.status, 403);
}
