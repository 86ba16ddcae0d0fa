//! A client of GOV.UK Notify's API, version 2. It calls the embedded service over loopback, or GOV.UK Notify itself if the
//! operator configured its address. Both have the same code path; only the base URL and the key differ.

use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::key_parts;
use database::store::Store;
use web::error::Error;

/// Longer than this server's own time-out for a request, so that an abandoned request has ended on the other side, too.
const TIMEOUT: Duration = Duration::from_secs(35);

/// Why a request failed.
#[derive(Debug)]
pub enum Failure {
    /// Refused permanently, with the API's message.
    Refused(String),
    /// Refused for now, with the API's message.
    Later(String),
    /// No response arrived. The request may have succeeded.
    Lost(String),
    /// 404: the resource does not exist.
    Unknown,
}

/// A client for one base URL.
#[derive(Clone)]
pub struct NotifyClient {
    http: Client,
    base: String,
}

impl NotifyClient {
    /// A client for this base URL, without a slash at the end.
    pub fn at(base: String) -> Result<Self, Error> {
        // An error only means that a provider is installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().no_proxy().timeout(TIMEOUT).build().map_err(Error::internal)?;
        Ok(Self { http, base })
    }

    /// Signs a token for one request, as GOV.UK Notify's own clients do.
    fn signed(&self, store: &Store, key: &str, request: RequestBuilder) -> Result<RequestBuilder, Failure> {
        let no_key = || Failure::Refused("this is not a GOV.UK Notify key".to_owned());
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
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
                Err(Failure::Later(error_detail(&bytes)))
            }
            _ if status.is_server_error() => Err(Failure::Lost(error_detail(&bytes))),
            _ => Err(Failure::Refused(error_detail(&bytes))),
        }
    }

    async fn get(&self, store: &Store, key: &str, path: &str) -> Result<Value, Failure> {
        let bytes = self.call(store, key, self.http.get(format!("{}{path}", self.base))).await?;
        serde_json::from_slice(&bytes).map_err(|error| Failure::Lost(error.to_string()))
    }

    /// Sends a message. The body must contain the reference. It is also sent as `Idempotency-Key`, which the embedded service
    /// honours and GOV.UK Notify ignores.
    pub async fn send(&self, store: &Store, key: &str, kind: &str, body: &Value) -> Result<Value, Failure> {
        let reference = body["reference"].as_str().unwrap_or_default();
        let request = self
            .http
            .post(format!("{}/v2/notifications/{kind}", self.base))
            .header("content-type", "application/json")
            .header("idempotency-key", reference)
            .body(body.to_string());
        let bytes = self.call(store, key, request).await.map_err(|failure| match failure {
            // 404: this base URL is not a Notify API, or not this version of it.
            Failure::Unknown => Failure::Refused("there is no GOV.UK Notify API at this address".to_owned()),
            other => other,
        })?;
        serde_json::from_slice(&bytes).map_err(|error| Failure::Lost(error.to_string()))
    }

    /// The message with this reference, if it was accepted.
    pub async fn find(&self, store: &Store, key: &str, reference: &str) -> Result<Option<Value>, Failure> {
        let list = self.get(store, key, &format!("/v2/notifications?reference={reference}")).await?;
        Ok(list["notifications"].get(0).cloned())
    }

    /// The message with this Notify id.
    pub async fn read(&self, store: &Store, key: &str, id: &str) -> Result<Value, Failure> {
        self.get(store, key, &format!("/v2/notifications/{id}")).await
    }

    /// The PDF of a letter.
    pub async fn pdf(&self, store: &Store, key: &str, id: &str) -> Result<Vec<u8>, Failure> {
        self.call(store, key, self.http.get(format!("{}/v2/notifications/{id}/pdf", self.base))).await
    }

    /// The newest texts received by the service of this key, at most 250.
    pub async fn received_texts(&self, store: &Store, key: &str) -> Result<Value, Failure> {
        self.get(store, key, "/v2/received-text-messages").await
    }

    /// A template, to read its placeholders.
    pub async fn template(&self, store: &Store, key: &str, id: &str) -> Result<Value, Failure> {
        self.get(store, key, &format!("/v2/template/{id}")).await
    }

    /// All templates that a key can use; GOV.UK Notify returns them on one page.
    pub async fn templates(&self, store: &Store, key: &str) -> Result<Value, Failure> {
        self.get(store, key, "/v2/templates").await
    }
}

/// The message of an error response.
fn error_detail(bytes: &[u8]) -> String {
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let errors = body["errors"].as_array().into_iter().flatten();
    let errors: Vec<_> = errors.filter_map(|error| error["message"].as_str()).collect();
    if errors.is_empty() { "no reason given".to_owned() } else { errors.join("; ") }
}
