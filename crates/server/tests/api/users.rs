//! `/api/users`.

use crate::support::TestServer;

async fn path(server: &TestServer, email: &str) -> String {
    let user = server::account::find(&*server.state.db, email).await.unwrap().unwrap();
    format!("/api/users/{}/sessions", user.id)
}

#[tokio::test]
async fn an_admin_signs_a_lost_phone_out() {
    let server = TestServer::start().await;
    let phone = server.as_resident().await;
    let token = server.user_token("resident@demo.example").await;
    let neighbour = server.as_neighbour().await;
    let path = path(&server, "resident@demo.example").await;
    assert_eq!(server.as_admin().await.delete(&path).await.status, 204);
    assert_eq!(phone.get("/api/customer").await.status, 401);
    assert_eq!(token.get("/api/customer").await.status, 401);
    assert_eq!(neighbour.get("/api/customer").await.status, 200);
    server.as_resident().await;
}

#[tokio::test]
async fn nobody_else_signs_a_person_out() {
    let server = TestServer::start().await;
    let own = path(&server, "resident@demo.example").await;
    for (client, status) in [
        (server.as_neighbour().await, 403),
        (server.as_controller().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        assert_eq!(client.delete(&own).await.status, status);
    }
    let foreign = path(&server, "stranger@demo.example").await;
    let admin = server.as_admin().await;
    assert_eq!(admin.delete(&foreign).await.status, 404);
    assert_eq!(admin.delete("/api/users/unknown/sessions").await.status, 404);
}
