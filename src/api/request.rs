//! One request and its answer, over the browser's own `fetch`. A crate for it would add the weight of all that we never ask.

use std::cell::RefCell;

use js_sys::{Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

use super::ApiError;
use crate::server_clock;

/// Tells the server for whom the page was drawn; with a refusal, that somebody else is signed in now.
pub(super) const ACTING_USER: &str = "Tocsin-User";

thread_local! {
    static DRAWN_FOR: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on changes are sent in the name of this account; the server refuses them once the cookie is another one's.
pub fn act_as(user: Option<&str>) {
    DRAWN_FOR.with_borrow_mut(|drawn_for| *drawn_for = user.map(str::to_owned));
}

/// What is asked, before it is sent.
pub struct Request {
    method: &'static str,
    path: String,
    headers: Object,
    body: Option<JsValue>,
    outlives: bool,
}

impl Request {
    /// Reads `path`, an address that begins with `/`.
    pub fn get(path: &str) -> Self {
        Self::of("GET", path)
    }

    /// Makes something, or does something.
    pub fn post(path: &str) -> Self {
        Self::of("POST", path)
    }

    /// Puts a whole in the place of another.
    pub fn put(path: &str) -> Self {
        Self::of("PUT", path)
    }

    /// Changes a part.
    pub fn patch(path: &str) -> Self {
        Self::of("PATCH", path)
    }

    /// Takes away.
    pub fn delete(path: &str) -> Self {
        Self::of("DELETE", path)
    }

    fn of(method: &'static str, path: &str) -> Self {
        let request =
            Self { method, path: path.to_owned(), headers: Object::new(), body: None, outlives: false }
                .header("Accept", "application/json");
        // Signing in is what changes the account, so it names none.
        let drawn_for =
            DRAWN_FOR.with_borrow(Clone::clone).filter(|_| method != "GET" && !is_sign_in(method, path));
        match drawn_for {
            Some(user) => request.header(ACTING_USER, &user),
            None => request,
        }
    }

    /// With this header.
    pub fn header(self, name: &str, value: &str) -> Self {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&self.headers, &JsValue::from_str(name), &JsValue::from_str(value));
        self
    }

    /// With the tag of what is known, so that an unchanged thing costs a 304.
    pub fn tagged(self, tag: Option<&str>) -> Self {
        match tag {
            Some(tag) => self.header("If-None-Match", tag),
            None => self,
        }
    }

    /// With this JSON.
    pub fn json(self, text: String) -> Self {
        Self { body: Some(text.into()), ..self.header("Content-Type", "application/json") }
    }

    /// With these bytes: a file, as the browser gives it.
    pub fn bytes(self, file: JsValue) -> Self {
        Self { body: Some(file), ..self.header("Content-Type", "application/octet-stream") }
    }

    /// Also when the page ends meanwhile.
    pub fn outliving(self) -> Self {
        Self { outlives: true, ..self }
    }

    /// Sends it, and waits for the whole answer or for `signal`.
    pub async fn send(self, signal: &AbortSignal) -> Result<Answer, ApiError> {
        let how = RequestInit::new();
        how.set_method(self.method);
        how.set_headers(&self.headers);
        how.set_signal(Some(signal));
        if let Some(body) = self.body {
            how.set_body(&body);
        }
        if self.outlives {
            // Setting a property of a fresh plain object cannot fail.
            let _ = Reflect::set(&how, &JsValue::from_str("keepalive"), &JsValue::TRUE);
        }
        let asked = server_clock::device_now();
        let response: Response =
            arrived(window().fetch_with_str_and_init(&self.path, &how)).await?.unchecked_into();
        server_clock::learn(asked, response.headers().get("Date").ok().flatten().as_deref());
        let text = response.text().map_err(|_| ApiError::Unreadable)?;
        Ok(Answer {
            status: response.status(),
            tag: response.headers().get("ETag").ok().flatten(),
            headers: response.headers(),
            text: arrived(text).await?.as_string().unwrap_or_default(),
        })
    }
}

fn is_sign_in(method: &str, path: &str) -> bool {
    method == "POST" && path == "/api/session"
}

async fn arrived(promise: js_sys::Promise) -> Result<JsValue, ApiError> {
    JsFuture::from(promise).await.map_err(|_| ApiError::Offline)
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The tag of what came.
    pub tag: Option<String>,
    /// The body.
    pub text: String,
    headers: Headers,
}

impl Answer {
    /// What stands in a header.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }
}
