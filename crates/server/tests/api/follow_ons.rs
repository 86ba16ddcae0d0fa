//! `/api/follow-ons`: the links of each type's notifications.

use serde_json::json;

use crate::support::TestServer;
use crate::support::notification::{assert_problem, complaints};

#[tokio::test]
async fn every_type_has_a_link_which_an_admin_may_set_and_take_back() {
    let server = TestServer::start().await;
    let (admin, officer) = (server.as_admin().await, server.as_officer().await);
    let list = officer.get("/api/follow-ons").await.body;
    assert_eq!(list.as_array().unwrap().len(), wire::target_type::TargetType::ALL.len());
    assert!(list.as_array().unwrap().iter().all(|link| link["isOwn"] == false));
    let path = "/api/follow-ons/CourtAction";
    let own = "https://cases.example/{targetId}";
    assert_eq!(admin.put(path, json!({"template": own})).await.body["isOwn"], true);
    assert_eq!(admin.put(path, json!({"template": "/cases/{targetId}"})).await.status, 200);
    let list = officer.get("/api/follow-ons").await.body;
    let set = list.as_array().unwrap().iter().find(|link| link["targetType"] == "CourtAction").unwrap();
    assert_eq!(set["template"], "/cases/{targetId}");
    let back = admin.put(path, json!({"template": ""})).await;
    assert_eq!(
        (&back.body["isOwn"], &back.body["template"]),
        (&json!(false), &json!("/staff/records/court-case/{targetId}"))
    );
}

#[tokio::test]
async fn it_is_never_a_script_and_only_an_admins_to_set() {
    let server = TestServer::start().await;
    let path = "/api/follow-ons/CourtAction";
    let body = json!({"template": "/x"});
    assert_problem(&server.anonymous().put(path, body.clone()).await, 401);
    for other in [server.as_resident().await, server.as_officer().await, server.as_manager().await] {
        assert_problem(&other.put(path, body.clone()).await, 403);
    }
    let admin = server.as_admin().await;
    assert_problem(&admin.put("/api/follow-ons/Luck", body).await, 404);
    for template in ["javascript:alert(1)", "//evil.example"] {
        assert_eq!(complaints(&admin.put(path, json!({"template": template})).await), ["template"]);
    }
    assert_problem(&server.as_resident().await.get("/api/follow-ons").await, 403);
}
