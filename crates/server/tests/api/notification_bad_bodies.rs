//! Wrong bodies to the notifications' routes: each is answered with a problem that names the field, and nothing is stored.

use axum::http::Method;
use serde_json::{Value, json};
use server::demo::INCOME_KEY;

use crate::support::notification::{list, screen, sent};
use crate::support::refusing::{Area, refuses, refuses_broken, refuses_random_bytes, wrong_types};
use crate::support::{Answer, Client, TestServer};

struct World {
    /// Kept alive while its routes are tested.
    _server: TestServer,
    service: Client,
    finance: Client,
    resident: Client,
    admin: Client,
    id: String,
    visit: String,
}

impl Area for World {
    async fn begin() -> Self {
        let server = TestServer::start().await;
        let service = server.service(INCOME_KEY);
        let id = sent(&service, screen(json!({}))).await;
        let visit = json!({"targetType": "VisitDue", "user": "resident@demo.example"});
        let visit = sent(&service, screen(visit)).await;
        let (finance, resident, admin) =
            (server.as_finance().await, server.as_resident().await, server.as_admin().await);
        Self { _server: server, service, finance, resident, admin, id, visit }
    }

    /// Every route that accepts a body, with a caller who may send one.
    fn routes(&self) -> Vec<(&Client, Method, String)> {
        let one = format!("/api/notifications/{}", self.id);
        vec![
            (&self.service, Method::POST, "/api/notifications".to_owned()),
            (&self.finance, Method::PATCH, one),
            (&self.finance, Method::POST, "/api/notifications/actions".to_owned()),
            (&self.resident, Method::POST, format!("/api/notifications/{}/visit", self.visit)),
            (&self.admin, Method::POST, "/api/services".to_owned()),
            (&self.admin, Method::PUT, "/api/follow-ons/CourtAction".to_owned()),
            (&self.admin, Method::PUT, "/api/processes/1".to_owned()),
            (&self.admin, Method::PUT, "/api/thresholds/tenancy".to_owned()),
            (&self.admin, Method::PUT, "/api/governance".to_owned()),
        ]
    }

    async fn snapshot(&self) -> Value {
        json!([
            list(&self.admin, "?scope=all").await,
            self.admin.get("/api/services").await.body,
            self.admin.get("/api/follow-ons").await.body,
            self.admin.get("/api/processes").await.body,
            self.admin.get("/api/thresholds").await.body,
            self.admin.get("/api/governance").await.body,
        ])
    }

    fn assert_told(answer: &Answer, about: &str) {
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{about}");
        assert!(answer.body["title"].is_string(), "{about}: nothing is said");
    }
}

/// The fields of all these routes.
const FIELDS: &[&str] = &[
    "targetId",
    "targetType",
    "notificationType",
    "user",
    "message",
    "serviceKey",
    "templateId",
    "emailTemplateId",
    "smsTemplateId",
    "letterTemplateId",
    "documentId",
    "notifyKey",
    "mobileNumber",
    "email",
    "personalisationParams",
    "requireAction",
    "requireEmailNotification",
    "requireSmsNotification",
    "requireLetter",
    "attachments",
    "followOnUrl",
    "dueAt",
    "siteId",
    "tenure",
    "service",
    "addressLine1",
    "actionType",
    "actionNote",
    "madeAt",
    "ids",
    "answer",
    "note",
    "name",
    "callbackUrl",
    "template",
    "kind",
    "updatedAt",
    "days",
    "guidelines",
];

#[tokio::test]
async fn broken_deep_and_huge_bodies_are_refused() {
    let broken: [&[u8]; 8] = [b"", b"{", b"nonsense", b"[]", b"5", b"null", b"{\"message\":NaN}", b"{} {}"];
    refuses_broken::<World>(&broken).await;
}

#[test]
fn wrong_types_are_refused() {
    refuses::<World, _>(wrong_types(FIELDS), |value| value.to_string().into_bytes());
}

#[test]
fn random_bytes_are_refused() {
    refuses_random_bytes::<World>();
}
