//! One HTTP request and its response, by gloo-net.

use std::cell::RefCell;

use gloo_net::http::{Headers, Method, RequestBuilder};
use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, RequestInit};

use super::ApiError;
use crate::server_clock;

/// The header that names the account that the page was drawn for. On a refusal it means that another account is
/// signed in.
pub(super) const ACTING_USER: &str = "Tocsin-User";

thread_local! {
    static PAGE_ACCOUNT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Names this account in every later change; the server refuses them once the cookie belongs to another account.
pub fn act_as(user: Option<&str>) {
    PAGE_ACCOUNT.with_borrow_mut(|page_account| *page_account = user.map(str::to_owned));
}

/// A request before it is sent.
pub struct Request {
    builder: RequestBuilder,
    body: Option<JsValue>,
    keepalive: bool,
}

impl Request {
    /// A GET request. `url` begins with `/`.
    pub fn get(url: &str) -> Self {
        Self::new(Method::GET, url)
    }

    /// A POST request to `url`.
    pub fn post(url: &str) -> Self {
        Self::new(Method::POST, url)
    }

    /// A PUT request to `url`.
    pub fn put(url: &str) -> Self {
        Self::new(Method::PUT, url)
    }

    /// A PATCH request to `url`.
    pub fn patch(url: &str) -> Self {
        Self::new(Method::PATCH, url)
    }

    /// A DELETE request to `url`.
    pub fn delete(url: &str) -> Self {
        Self::new(Method::DELETE, url)
    }

    fn new(method: Method, url: &str) -> Self {
        // Signing in changes the account, so it names none.
        let names_account = method != Method::GET && !is_sign_in(&method, url);
        let page_account = PAGE_ACCOUNT.with_borrow(Clone::clone).filter(|_| names_account);
        let builder = RequestBuilder::new(url).method(method).header("Accept", "application/json");
        let request = Self { builder, body: None, keepalive: false };
        match page_account {
            Some(user) => request.header(ACTING_USER, &user),
            None => request,
        }
    }

    /// Adds a header to the request.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self { builder: self.builder.header(name, value), ..self }
    }

    /// Adds the known ETag as `If-None-Match`, so that an unchanged resource costs a 304.
    pub fn if_none_match(self, etag: Option<&str>) -> Self {
        match etag {
            Some(etag) => self.header("If-None-Match", etag),
            None => self,
        }
    }

    /// Sets `body` as the JSON body.
    pub fn json(self, body: &impl Serialize) -> Self {
        let text = serde_json::to_string(body).expect("BUG: a body that cannot be written as JSON");
        Self { body: Some(text.into()), ..self.header("Content-Type", "application/json") }
    }

    /// Sets a file as the body.
    pub fn bytes(self, file: JsValue) -> Self {
        Self { body: Some(file), ..self.header("Content-Type", "application/octet-stream") }
    }

    /// Lets the browser complete the request when the page closes.
    pub fn keepalive(self) -> Self {
        Self { keepalive: true, ..self }
    }

    /// Sends the request and waits for the whole response, or for `signal`.
    pub async fn send(self, signal: &AbortSignal) -> Result<Response, ApiError> {
        let sent_at = server_clock::device_now();
        let response = self.build(signal)?.send().await.map_err(offline)?;
        let headers = response.headers();
        server_clock::learn(sent_at, headers.get("Date").as_deref());
        let text = response.text().await.map_err(offline)?;
        Ok(Response { status: response.status(), etag: headers.get("ETag"), headers, text })
    }

    fn build(self, signal: &AbortSignal) -> Result<gloo_net::http::Request, ApiError> {
        let builder = self.builder.abort_signal(Some(signal));
        match self.body {
            body if self.keepalive => keepalive(builder, body),
            Some(body) => builder.body(body).map_err(offline),
            None => builder.build().map_err(offline),
        }
    }
}

/// gloo-net has no `keepalive`, so the browser's own constructor adds it and the body.
fn keepalive(builder: RequestBuilder, body: Option<JsValue>) -> Result<gloo_net::http::Request, ApiError> {
    let built: web_sys::Request = builder.build().map_err(offline)?.into();
    let init = RequestInit::new();
    // Setting a property of a new plain object cannot fail.
    let _ = Reflect::set(&init, &JsValue::from_str("keepalive"), &JsValue::TRUE);
    if let Some(body) = body {
        init.set_body(&body);
    }
    web_sys::Request::new_with_request_and_init(&built, &init).map(Into::into).map_err(offline)
}

fn is_sign_in(method: &Method, url: &str) -> bool {
    method == Method::POST && url == "/api/session"
}

/// The browser does not say why a request failed.
fn offline<E>(_: E) -> ApiError {
    ApiError::Offline
}

/// An HTTP response with its body.
pub struct Response {
    pub status: u16,
    pub etag: Option<String>,
    pub text: String,
    headers: Headers,
}

impl Response {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_futures::JsFuture;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::AbortController;

    async fn built(request: Request) -> (web_sys::Request, String) {
        let signal = AbortController::new().unwrap().signal();
        let request: web_sys::Request = request.build(&signal).unwrap().into();
        let text = JsFuture::from(request.text().unwrap()).await.unwrap();
        (request, text.as_string().unwrap())
    }

    fn is_keepalive(request: &web_sys::Request) -> bool {
        Reflect::get(request, &"keepalive".into()).unwrap().is_truthy()
    }

    #[wasm_bindgen_test]
    async fn a_request_that_outlives_its_page_carries_method_headers_and_body() {
        let request = Request::patch("/api/notifications/5").json(&["read"]).keepalive();
        let (request, body) = built(request).await;
        assert_eq!((request.method(), body), ("PATCH".to_owned(), r#"["read"]"#.to_owned()));
        let headers = request.headers();
        assert_eq!(headers.get("Content-Type").unwrap().as_deref(), Some("application/json"));
        assert_eq!(headers.get("Accept").unwrap().as_deref(), Some("application/json"));
        assert!(is_keepalive(&request));
    }

    #[wasm_bindgen_test]
    async fn an_aborted_request_counts_as_no_connection() {
        let abort = AbortController::new().unwrap();
        abort.abort();
        let ended = Request::get("/").send(&abort.signal()).await;
        assert_eq!(ended.err(), Some(ApiError::Offline));
    }

    #[wasm_bindgen_test]
    async fn a_change_names_the_account_and_a_sign_in_does_not() {
        act_as(Some("officer"));
        let named = |(request, _): (web_sys::Request, String)| request.headers().get(ACTING_USER).unwrap();
        let change = named(built(Request::delete("/api/notifications/5").if_none_match(Some("\"1\""))).await);
        let reading = named(built(Request::get("/api/notifications")).await);
        let sign_in = named(built(Request::post("/api/session").json(&())).await);
        act_as(None);
        assert_eq!((change.as_deref(), reading, sign_in), (Some("officer"), None, None));
    }
}
