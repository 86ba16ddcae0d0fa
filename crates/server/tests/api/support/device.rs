//! A browser that registered for pushes, with its own push service (RFC 8030) on this machine. It decrypts what it receives.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use web_push_native::p256::SecretKey;
use web_push_native::p256::ecdsa::signature::Verifier;
use web_push_native::p256::ecdsa::{Signature, VerifyingKey};
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint;
use web_push_native::{Auth, decrypt};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::Client;

/// A browser with a push service.
pub struct Device {
    /// Its id on the server.
    pub id: String,
    pub service: MockServer,
    secret: SecretKey,
    auth: [u8; 16],
}

impl Device {
    /// A browser whose push service answers with this status; it is not registered yet.
    pub async fn new(status: u16) -> Self {
        let service = MockServer::start().await;
        let answer = ResponseTemplate::new(status);
        Mock::given(method("POST")).and(path("/push/device")).respond_with(answer).mount(&service).await;
        let secret = SecretKey::from_slice(&[7; 32]).unwrap();
        Self { id: String::new(), service, secret, auth: [9; 16] }
    }

    /// The same, registered by this person.
    pub async fn of(client: &Client, status: u16) -> Self {
        let mut device = Self::new(status).await;
        let answer = client.post("/api/push-subscriptions", device.body()).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        device.id = answer.body["id"].as_str().unwrap().to_owned();
        device
    }

    /// The same with a push service that refuses bodies larger than this.
    pub async fn of_small_service(client: &Client, most: usize) -> Self {
        let device = Self::of(client, 201).await;
        let too_large = move |request: &Request| request.body.len() > most;
        let answer = ResponseTemplate::new(413);
        let large = Mock::given(method("POST")).and(too_large).respond_with(answer).with_priority(1);
        large.mount(&device.service).await;
        device
    }

    /// The value of `PushSubscription.toJSON()`, with a name.
    pub fn body(&self) -> Value {
        let public = self.secret.public_key().to_encoded_point(false);
        json!({
            "name": "My phone", "endpoint": format!("{}/push/device", self.service.uri()), "expirationTime": null,
            "keys": {"p256dh": URL_SAFE_NO_PAD.encode(public), "auth": URL_SAFE_NO_PAD.encode(self.auth)},
        })
    }

    /// The pushes that it received, encrypted.
    pub async fn pushed(&self) -> Vec<Request> {
        self.service.received_requests().await.unwrap()
    }

    /// The newest push, decrypted.
    pub async fn read(&self) -> Value {
        let newest = self.pushed().await.pop().unwrap();
        let plain = decrypt(newest.body, &self.secret, &Auth::clone_from_slice(&self.auth)).unwrap();
        serde_json::from_slice(&plain).unwrap()
    }
}

/// The claims of a push's VAPID proof (RFC 8292), if it was signed with the key in the header.
pub fn claims(request: &Request) -> Value {
    let header = request.headers["authorization"].to_str().unwrap();
    let (jwt, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    let key = VerifyingKey::from_sec1_bytes(&URL_SAFE_NO_PAD.decode(key).unwrap()).unwrap();
    let (signed, signature) = jwt.rsplit_once('.').unwrap();
    let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
    key.verify(signed.as_bytes(), &signature).unwrap();
    let claims = signed.split_once('.').unwrap().1;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
}
