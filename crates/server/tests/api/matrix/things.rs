//! Shorthands that create resources.

use serde_json::{Value, json};
use wire::delivery::DeliveryState;

use super::caller::Caller;
use super::world::{ACACIA, World};
use crate::support::Client;
use crate::support::callout::pressed;
use crate::support::notification::{screen, sent};
use crate::support::provider::created;
use crate::support::request::{asked, end};

impl World {
    /// A television that shows a code: its cookie, the id of the pairing, the code.
    pub async fn waiting_television(&self) -> (String, String, String) {
        self.unthrottle().await;
        let answer = self.server.anonymous().post("/api/tv/pairings", json!({})).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let text = |name: &str| answer.body[name].as_str().unwrap().to_owned();
        (cookie, text("id"), text("code"))
    }

    /// A television of the owner, with the id of its session.
    pub async fn television(&self) -> (Client, String) {
        let (cookie, pairing, code) = self.waiting_television().await;
        let claim = json!({"code": code, "name": format!("Room {}", self.next())});
        let paired = self.by(Caller::Owner).post("/api/tv/pairings/claim", claim).await;
        assert_eq!(paired.status, 201, "{paired:?}");
        let mut television = self.server.anonymous();
        television.cookie = Some(cookie);
        let answer = television.post(&format!("/api/tv/pairings/{pairing}/session"), json!({})).await;
        let set = answer.header("set-cookie").unwrap_or_else(|| panic!("{answer:?}"));
        television.cookie = Some(set.split(';').next().unwrap().to_owned());
        (television, paired.body["id"].as_str().unwrap().to_owned())
    }

    /// A new open callout of the owner, not acknowledged.
    pub async fn callout(&self) -> i64 {
        self.sql("UPDATE callout SET status = 'closed' WHERE status <> 'closed'").await;
        self.sql("UPDATE responder SET callout_id = NULL").await;
        self.sql("DELETE FROM responder_in_range").await;
        pressed(self.by(Caller::Owner), json!({})).await
    }

    /// The same after these steps of the controller.
    pub async fn callout_after(&self, steps: &[(&str, Value)]) -> i64 {
        let id = self.callout().await;
        for (step, body) in steps {
            let answer = self.control(&format!("callouts/{id}/{step}"), body.clone()).await;
            assert_eq!(answer["callout"]["id"], id, "{answer}");
        }
        id
    }

    /// An action of the control room, which must succeed.
    pub async fn control(&self, path: &str, body: Value) -> Value {
        let answer = self.by(Caller::Controller).post(&format!("/api/control/{path}"), body).await;
        assert!((200..300).contains(&answer.status), "{path}: {answer:?}");
        answer.body
    }

    /// A request of the owner to the site's provider: an officer's device and an e-mail address.
    pub async fn request(&self) -> Value {
        self.request_of(10).await
    }

    /// A request of the owner to this provider.
    pub async fn request_of(&self, provider: i64) -> Value {
        self.sql("UPDATE notifier SET disabled_at = NULL").await;
        asked(self.by(Caller::Owner), provider).await
    }

    /// A delivery of such a request that was given up.
    pub async fn ended_delivery(&self) -> String {
        let request = self.request().await;
        end(&self.server, "email", DeliveryState::Dead).await;
        let rows = request["deliveries"].as_array().unwrap();
        let mail = rows.iter().find(|row| row["kind"] == "email").unwrap();
        mail["id"].as_str().unwrap().to_owned()
    }

    /// A provider of the owner's site.
    pub async fn provider(&self) -> Value {
        let name = format!("Watch {}", self.next());
        created(self.by(Caller::Admin), json!({"name": name, "label": name})).await
    }

    /// A notification of the service for the officers of the owner's site, with these fields.
    pub async fn notification(&self, fields: Value) -> String {
        let mut body =
            json!({"targetType": "TenantDeath", "siteId": ACACIA, "targetId": format!("d-{}", self.next())});
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        sent(self.by(Caller::Service), screen(body)).await
    }

    /// A document that this caller uploaded.
    pub async fn document(&self, by: Caller) -> String {
        let path = "/api/documents?filename=plan.pdf";
        let answer = self.by(by).send("POST".parse().unwrap(), path, b"%PDF-1.7".to_vec()).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body["id"].as_str().unwrap().to_owned()
    }

    /// A template of the organisation, of this type.
    pub async fn template(&self, kind: &str) -> String {
        let body = json!({"type": kind, "name": format!("T {}", self.next()), "subject": "For ((name))", "body": "Dear ((name))"});
        let answer = self.by(Caller::Admin).post("/api/templates", body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body["id"].as_str().unwrap().to_owned()
    }

    /// A service of the organisation.
    pub async fn service(&self) -> String {
        let body = json!({"name": format!("Service {}", self.next())});
        let answer = self.by(Caller::Admin).post("/api/services", body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body["service"]["id"].as_str().unwrap().to_owned()
    }

    /// A browser that registers for pushes.
    pub fn device(&self) -> Value {
        let keys = json!({
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        });
        json!({"name": "Phone", "endpoint": format!("https://push.example/{}", self.next()), "keys": keys})
    }

    /// A registered browser of the owner.
    pub async fn registered_device(&self) -> String {
        self.sql("DELETE FROM push_subscription").await;
        let answer = self.by(Caller::Owner).post("/api/push-subscriptions", self.device()).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.body["id"].as_str().unwrap().to_owned()
    }
}
