//! A client for one person or program.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// Sends requests as one person or program. Changes with a cookie have our own origin, as in browsers.
#[derive(Clone)]
pub struct Client {
    router: Router,
    /// `__Host-tocsin=…` when signed in with a browser.
    pub cookie: Option<String>,
    /// Additional headers of every request.
    pub headers: Vec<(String, String)>,
}

/// The response to a request.
#[derive(Debug)]
pub struct Answer {
    /// The status as a number.
    pub status: u16,
    pub headers: HeaderMap,
    /// The body as bytes.
    pub bytes: Vec<u8>,
    /// The body as JSON; null if it is not JSON.
    pub body: Value,
}

impl Answer {
    /// One header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The `message` of an error.
    pub fn message(&self) -> &str {
        self.body["message"].as_str().unwrap_or_default()
    }
}

impl Client {
    /// A client that is not signed in.
    pub fn new(router: Router) -> Self {
        Self { router, cookie: None, headers: Vec::new() }
    }

    /// The same with a bearer token.
    pub fn with_token(self, jwt: &str) -> Self {
        self.with_header("authorization", &format!("Bearer {jwt}"))
    }

    /// The same with one more header.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(kept, _)| kept != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, Vec::new()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, body.to_string().into_bytes()).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, body.to_string().into_bytes()).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, body.to_string().into_bytes()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, Vec::new()).await
    }

    /// Opens a stream: the status, and the body as it arrives.
    pub async fn open(&self, path: &str) -> (u16, BoxStream<'static, Vec<u8>>) {
        let (status, _, stream) = self.open_with_headers(path).await;
        (status, stream)
    }

    /// The same with the headers of the answer.
    pub async fn open_with_headers(&self, path: &str) -> (u16, HeaderMap, BoxStream<'static, Vec<u8>>) {
        let mut request = Request::builder().uri(path).header("host", "localhost");
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let answer = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let (status, headers) = (parts.status.as_u16(), parts.headers);
        let parts = body.into_data_stream();
        (status, headers, parts.map(|part| part.unwrap().to_vec()).boxed())
    }

    /// Sends these bytes unchanged.
    pub async fn send(&self, method: Method, path: &str, body: Vec<u8>) -> Answer {
        let is_empty = body.is_empty();
        self.stream(method, path, Body::from(body), is_empty).await
    }

    /// Sends a body in parts.
    pub async fn stream(&self, method: Method, path: &str, body: Body, is_empty: bool) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", "localhost");
        let own = |name: &str| self.headers.iter().any(|(kept, _)| kept == name);
        if !is_empty && !own("content-type") {
            request = request.header("content-type", "application/json");
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
            if !own("origin") {
                request = request.header("origin", "http://localhost");
            }
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let answer = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status: parts.status.as_u16(), headers: parts.headers, bytes, body }
    }
}
