//! Cookies over plain HTTP on loopback, where WebKit stores no `Secure` one.

use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::TestServer;

/// A listening server, and requests from a browser under a host name of its choice.
struct Site {
    port: u16,
    http: reqwest::Client,
    _server: TestServer,
}

impl Site {
    async fn start(public_url: Option<&str>) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let server = TestServer::with(|config| config.web.public_url = public_url.map(str::to_owned)).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let service = server.router().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { port, http: reqwest::Client::builder().no_proxy().build().unwrap(), _server: server }
    }

    fn call(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> reqwest::RequestBuilder {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        let call = self.http.request(method.parse().unwrap(), url).header("sec-fetch-site", "same-origin");
        headers.iter().fold(call, |call, (name, value)| call.header(*name, *value))
    }

    /// Signs in and returns the whole `Set-Cookie`.
    async fn sign_in(&self, headers: &[(&str, &str)]) -> String {
        let body = json!({"email": "officer@demo.example", "password": "tocsin-demo"});
        let answer = self.call("POST", "/api/session", headers).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.headers()["set-cookie"].to_str().unwrap().to_owned()
    }

    async fn user(&self, cookie: &str, headers: &[(&str, &str)]) -> Value {
        let call = self.call("GET", "/api/session", headers).header("cookie", cookie);
        let answer: Value = call.send().await.unwrap().json().await.unwrap();
        answer["user"].clone()
    }
}

fn pair(set: &str) -> &str {
    set.split(';').next().unwrap()
}

#[tokio::test]
async fn a_browser_on_this_machine_is_signed_in_without_a_secure_cookie() {
    let site = Site::start(None).await;
    let set = site.sign_in(&[]).await;
    assert!(set.starts_with("tocsin=") && !set.contains("Secure"), "{set}");
    assert!(set.contains("; HttpOnly") && set.contains("; SameSite=Strict"), "{set}");
    let cookie = pair(&set);
    assert_eq!(site.user(cookie, &[]).await["email"], "officer@demo.example");
    // Everything that reads the cookie: a list, a change, the stream, signing out.
    let list = site.call("GET", "/api/notifications", &[("cookie", cookie)]).send().await.unwrap();
    assert_eq!(list.status(), 200);
    let mut stream = site.call("GET", "/api/events", &[("cookie", cookie)]).send().await.unwrap();
    assert_eq!(stream.status(), 200);
    assert!(stream.chunk().await.unwrap().is_some());
    let out = site.call("DELETE", "/api/session", &[("cookie", cookie)]).send().await.unwrap();
    let cleared = out.headers()["set-cookie"].to_str().unwrap();
    assert!(cleared.starts_with("tocsin=;") && cleared.contains("Max-Age=0"), "{cleared}");
    assert_eq!(site.user(cookie, &[]).await, Value::Null);
}

#[tokio::test]
async fn a_television_on_this_machine_is_known_by_its_cookie_as_well() {
    let site = Site::start(None).await;
    let asked = site.call("POST", "/api/tv/pairings", &[]).json(&json!({})).send().await.unwrap();
    let set = asked.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(set.starts_with("tocsin-tv=") && !set.contains("Secure"), "{set}");
    let pairing: Value = asked.json().await.unwrap();
    let path = format!("/api/tv/pairings/{}/session", pairing["id"].as_str().unwrap());
    let known = site.call("POST", &path, &[("cookie", pair(&set))]).json(&json!({})).send().await.unwrap();
    assert_eq!(known.status(), 200);
    let unknown = site.call("POST", &path, &[]).json(&json!({})).send().await.unwrap();
    assert_eq!(unknown.status(), 404);
}

#[tokio::test]
async fn everywhere_else_the_cookie_stays_secure_and_a_plain_one_is_not_read() {
    let local = Site::start(None).await;
    let public = Site::start(Some("https://alarm.example")).await;
    for (site, headers) in [
        (&public, vec![]),
        (&local, vec![("host", "alarm.example")]),
        (&local, vec![("x-forwarded-for", "203.0.113.9")]),
        (&local, vec![("x-forwarded-proto", "https")]),
        (&local, vec![("forwarded", "for=203.0.113.9;proto=https")]),
    ] {
        let set = site.sign_in(&headers).await;
        assert!(set.starts_with("__Host-tocsin=") && set.contains("; Secure"), "{headers:?}: {set}");
        assert_eq!(site.user(pair(&set), &headers).await["email"], "officer@demo.example", "{headers:?}");
        let plain = pair(&set).trim_start_matches("__Host-");
        assert_eq!(site.user(plain, &headers).await, Value::Null, "{headers:?}");
    }
}
