//! Speaks GOV.UK Notify's API, version 2: to the embedded sender over loopback, or to the original when the operator gave its
//! address. One code path; only the base address and the key differ.

use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::key_parts;
use database::store::Store;
use web::error::Error;

/// Longer than this server lets a request run, so that one that was given up is over on the other side as well.
const TIMEOUT: Duration = Duration::from_secs(35);

/// Why a request brought nothing.
#[derive(Debug)]
pub enum Failure {
    /// The sender said no, for good; its words.
    Refused(String),
    /// The sender said: later.
    Later(String),
    /// No answer came. The sender may have done it.
    Lost(String),
    /// There is no such thing.
    Unknown,
}

/// The way to one sender.
#[derive(Clone)]
pub struct NotifyClient {
    http: Client,
    base: String,
}

impl NotifyClient {
    /// To the sender at this address, without a slash at the end.
    pub fn at(base: String) -> Result<Self, Error> {
        // An error only says that it knows already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().no_proxy().timeout(TIMEOUT).build().map_err(Error::internal)?;
        Ok(Self { http, base })
    }

    /// A token for one request, as the original's clients make it.
    fn signed(&self, store: &Store, key: &str, request: RequestBuilder) -> Result<RequestBuilder, Failure> {
        let no_key = || Failure::Refused("this is not a key of the sender".to_owned());
        let (service, secret) = key_parts(key).ok_or_else(no_key)?;
        let claims = json!({"iss": service, "iat": store.now() / 1000});
        let signer = EncodingKey::from_secret(secret.as_bytes());
        let token =
            jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &signer).map_err(|_| no_key())?;
        Ok(request.bearer_auth(token))
    }

    async fn call(&self, store: &Store, key: &str, request: RequestBuilder) -> Result<Vec<u8>, Failure> {
        let answer = self.signed(store, key, request)?.send().await;
        let answer = answer.map_err(|error| Failure::Lost(error.without_url().to_string()))?;
        let status = answer.status();
        let bytes = answer.bytes().await.map_err(|error| Failure::Lost(error.without_url().to_string()))?;
        match status {
            _ if status.is_success() => Ok(bytes.to_vec()),
            StatusCode::NOT_FOUND => Err(Failure::Unknown),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => Err(Failure::Later(said(&bytes))),
            _ if status.is_server_error() => Err(Failure::Lost(said(&bytes))),
            _ => Err(Failure::Refused(said(&bytes))),
        }
    }

    async fn get(&self, store: &Store, key: &str, path: &str) -> Result<Value, Failure> {
        let bytes = self.call(store, key, self.http.get(format!("{}{path}", self.base))).await?;
        serde_json::from_slice(&bytes).map_err(|error| Failure::Lost(error.to_string()))
    }

    /// Sends. The reference must be in the body; it is also the request's key, which the embedded sender honours and the
    /// original ignores.
    pub async fn send(&self, store: &Store, key: &str, kind: &str, body: &Value) -> Result<Value, Failure> {
        let reference = body["reference"].as_str().unwrap_or_default();
        let request = self
            .http
            .post(format!("{}/v2/notifications/{kind}", self.base))
            .header("content-type", "application/json")
            .header("idempotency-key", reference)
            .body(body.to_string());
        let bytes = self.call(store, key, request).await.map_err(|failure| match failure {
            // There is no such address: not a sender at all, or not this one.
            Failure::Unknown => Failure::Refused("the sender does not know this request".to_owned()),
            other => other,
        })?;
        serde_json::from_slice(&bytes).map_err(|error| Failure::Lost(error.to_string()))
    }

    /// The message with this reference, if the sender has it.
    pub async fn find(&self, store: &Store, key: &str, reference: &str) -> Result<Option<Value>, Failure> {
        let list = self.get(store, key, &format!("/v2/notifications?reference={reference}")).await?;
        Ok(list["notifications"].get(0).cloned())
    }

    /// One message by the sender's id.
    pub async fn read(&self, store: &Store, key: &str, id: &str) -> Result<Value, Failure> {
        self.get(store, key, &format!("/v2/notifications/{id}")).await
    }

    /// The PDF of a letter.
    pub async fn pdf(&self, store: &Store, key: &str, id: &str) -> Result<Vec<u8>, Failure> {
        self.call(store, key, self.http.get(format!("{}/v2/notifications/{id}/pdf", self.base))).await
    }

    /// The newest texts that people sent to the service of this key, at most 250.
    pub async fn received_texts(&self, store: &Store, key: &str) -> Result<Value, Failure> {
        self.get(store, key, "/v2/received-text-messages").await
    }

    /// A template, to know what it asks for.
    pub async fn template(&self, store: &Store, key: &str, id: &str) -> Result<Value, Failure> {
        self.get(store, key, &format!("/v2/template/{id}")).await
    }

    /// All templates that a key can send; the original answers them on one page.
    pub async fn templates(&self, store: &Store, key: &str) -> Result<Value, Failure> {
        self.get(store, key, "/v2/templates").await
    }
}

/// The sender's words of a refusal.
fn said(bytes: &[u8]) -> String {
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let errors = body["errors"].as_array().into_iter().flatten();
    let errors: Vec<_> = errors.filter_map(|error| error["message"].as_str()).collect();
    if errors.is_empty() { "the sender gave no reason".to_owned() } else { errors.join("; ") }
}
