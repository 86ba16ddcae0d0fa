//! Measures deliveries for `script/bench`, against a demo server that may call this machine: the time from a resident's request
//! to the first attempt of each notifier at several rates, and how much a dead endpoint delays the others.
//!
//! `deliveries <origin> <seconds>` prints one JSON line per figure: `{"what", "value", "unit", "beside"}`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Router, serve};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// Requests a second.
const RATES: [u64; 3] = [1, 50, 500];

/// Deliveries that wait for a dead endpoint.
const WAITING: usize = 1000;

/// When each request arrived at each notifier.
type Arrivals = Arc<Mutex<HashMap<(i64, String), Instant>>>;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Clone)]
struct Tocsin {
    client: Client,
    origin: String,
    admin: String,
    resident: String,
}

impl Tocsin {
    async fn sign_in(origin: String) -> Result<Self, Failure> {
        let client = Client::builder().no_proxy().timeout(Duration::from_secs(60)).build()?;
        let mut tokens = Vec::new();
        for email in ["admin@demo.example", "resident@demo.example"] {
            let body = json!({"email": email, "password": "tocsin-demo"});
            let answer = client.post(format!("{origin}/api/oauth/token")).json(&body).send().await?;
            let answer: Value = answer.error_for_status()?.json().await?;
            tokens.push(answer["accessToken"].as_str().unwrap_or_default().to_owned());
        }
        let (resident, admin) = (tokens.pop().unwrap_or_default(), tokens.pop().unwrap_or_default());
        Ok(Self { client, origin, admin, resident })
    }

    /// Creates a provider with these webhooks.
    async fn provider(&self, urls: &[String]) -> Result<i64, Failure> {
        let hooks: Vec<_> = urls.iter().map(|url| json!({"name": "Desk", "url": url})).collect();
        let body = json!({"name": "Bench", "label": "Bench", "content_type": "customer", "object_id": 2, "webhook_notifiers": hooks});
        let to = format!("{}/api/v2/assistance-provider", self.origin);
        let answer = self.client.post(to).bearer_auth(&self.admin).json(&body).send().await?;
        let made: Value = answer.error_for_status()?.json().await?;
        made["id"].as_i64().ok_or_else(|| "a provider has a number".into())
    }

    /// Requests the provider, and returns the request's id.
    async fn ask(&self, provider: i64) -> Result<i64, Failure> {
        let to = format!("{}/api/v2/assistance-request", self.origin);
        let body = json!({ "provider": provider });
        let answer = self.client.post(to).bearer_auth(&self.resident).json(&body).send().await?;
        let made: Value = answer.error_for_status()?.json().await?;
        made["id"].as_i64().ok_or_else(|| "a request has a number".into())
    }
}

/// Two endpoints that accept everything at once.
async fn endpoints(arrivals: Arrivals) -> Result<Vec<String>, Failure> {
    let take = async |State(arrivals): State<Arrivals>, Path(notifier): Path<String>, body: Bytes| {
        let now = Instant::now();
        let request =
            serde_json::from_slice::<Value>(&body).ok().and_then(|body| body["data"]["request"].as_i64());
        if let (Some(request), Ok(mut arrivals)) = (request, arrivals.lock()) {
            arrivals.entry((request, notifier)).or_insert(now);
        }
        StatusCode::OK
    };
    let mut urls = Vec::new();
    for notifier in ["a", "b"] {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        urls.push(format!("http://{}/{notifier}", listener.local_addr()?));
        let app = Router::new().route("/{notifier}", post(take)).with_state(arrivals.clone());
        tokio::spawn(async move { serve(listener, app).await });
    }
    Ok(urls)
}

/// An endpoint that accepts connections and never responds.
async fn dead() -> Result<String, Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/", listener.local_addr()?);
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            kept.push(stream);
        }
    });
    Ok(url)
}

/// Sends requests at this rate, without waiting for responses. Returns the milliseconds to each notifier's first attempt, sorted,
/// and the number of refused requests.
async fn load(
    tocsin: &Tocsin,
    provider: i64,
    rate: u64,
    seconds: u64,
    arrivals: &Arrivals,
    hooks: usize,
) -> (Vec<f64>, usize) {
    let mut ticks = tokio::time::interval(Duration::from_secs_f64(1.0 / rate as f64));
    let mut asking = Vec::new();
    for _ in 0..rate * seconds {
        ticks.tick().await;
        let tocsin = tocsin.clone();
        asking.push(tokio::spawn(async move {
            let begun = Instant::now();
            tocsin.ask(provider).await.map(|request| (request, begun))
        }));
    }
    let (mut begun, mut refused) = (HashMap::new(), 0);
    for asked in asking {
        match asked.await {
            Ok(Ok((request, at))) => drop(begun.insert(request, at)),
            _ => refused += 1,
        }
    }
    let complete = || {
        arrivals.lock().is_ok_and(|arrivals| {
            arrivals.keys().filter(|(id, _)| begun.contains_key(id)).count() == begun.len() * hooks
        })
    };
    let patience = Instant::now();
    while !complete() && patience.elapsed() < Duration::from_secs(120) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let arrivals = arrivals.lock().map(|arrivals| arrivals.clone()).unwrap_or_default();
    let mut took: Vec<_> = arrivals
        .iter()
        .filter_map(|((request, _), at)| Some(at.duration_since(*begun.get(request)?).as_secs_f64() * 1000.0))
        .collect();
    took.sort_by(f64::total_cmp);
    refused += (begun.len() * hooks).saturating_sub(took.len());
    (took, refused)
}

/// Waits until no more deliveries arrive, so that those of one rate are not measured with the next.
async fn quiet(arrivals: &Arrivals) {
    let count = || arrivals.lock().map_or(0, |arrivals| arrivals.len());
    let mut before = None;
    while before != Some(count()) {
        before = Some(count());
        tokio::time::sleep(Duration::from_secs(3)).await;
    }
}

fn percentile(sorted: &[f64], share: f64) -> f64 {
    let index = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(index.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

fn figure(what: &str, value: f64, unit: &str, beside: &str) {
    println!("{}", json!({"what": what, "value": value, "unit": unit, "beside": beside}));
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let origin = arguments.next().ok_or("give the server's origin")?;
    let seconds = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(30);
    let _ = rustls::crypto::ring::default_provider().install_default();
    let arrivals = Arrivals::default();
    let tocsin = Tocsin::sign_in(origin).await?;
    let urls = endpoints(arrivals.clone()).await?;
    let provider = tocsin.provider(&urls).await?;
    for rate in RATES {
        let (took, lost) = load(&tocsin, provider, rate, seconds, &arrivals, urls.len()).await;
        let name = |share: &str| format!("request to first try of each notifier, {rate}/s, {share}");
        let beside = format!("{} tries", took.len());
        figure(&format!("requests refused and tries missing, {rate}/s"), lost as f64, "lost", "");
        figure(&name("p50"), percentile(&took, 0.50), "ms", &beside);
        figure(&name("p95"), percentile(&took, 0.95), "ms", "");
        figure(&name("p99"), percentile(&took, 0.99), "ms", "");
        quiet(&arrivals).await;
    }

    let alone = tocsin.provider(&urls[..1]).await?;
    let (before, _) = load(&tocsin, alone, 20, seconds, &arrivals, 1).await;
    let nobody = tocsin.provider(&[dead().await?]).await?;
    for _ in 0..WAITING {
        tocsin.ask(nobody).await?;
    }
    let (after, _) = load(&tocsin, alone, 20, seconds, &arrivals, 1).await;
    let (before, after) = (percentile(&before, 0.95), percentile(&after, 0.95));
    let beside = format!("{before:.2} ms without, {after:.2} ms with {WAITING} waiting for a dead endpoint");
    figure("p95 beside a dead endpoint, of p95 without it", after / before * 100.0, "%", &beside);
    Ok(())
}
