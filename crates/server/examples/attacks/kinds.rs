//! The attacks. Each is limited, and ends when its time is over.

use std::time::{Duration, Instant};

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Client;
use serde_json::json;
use server::demo::SAMPLE_KEY;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::Failure;
use super::ground::Target;

/// The e-mail template of the demo's sample service that greets a person by name.
const HELLO: &str = "c6a75cc9-1193-4a5d-8e0f-000000000002";

/// The size of a large message in bytes.
const LARGE: usize = 1_000_000;

/// Streams from one address: a server accepts a thousand connections from each.
const STREAMS_EACH: usize = 500;

/// The time that a browser waits before it reopens a lost stream.
const RECONNECT: Duration = Duration::from_secs(3);

/// What other clients do while somebody presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    SignIns,
    HalfOpen,
    Coverage,
    Import,
    LargeSends,
    Streams,
}

impl Attack {
    pub const ALL: [Self; 6] =
        [Self::SignIns, Self::HalfOpen, Self::Coverage, Self::Import, Self::LargeSends, Self::Streams];

    /// The number of concurrent clients, or the size.
    fn count(self, few: bool) -> usize {
        let all = match self {
            Self::SignIns => 200,
            Self::HalfOpen => 300,
            Self::Coverage | Self::LargeSends => 60,
            Self::Import => 5_000,
            Self::Streams => 2_000,
        };
        if few { all / 10 } else { all }
    }

    pub fn name(self, few: bool) -> String {
        let count = self.count(few);
        match self {
            Self::SignIns => format!("{count} wrong sign-ins at once"),
            Self::HalfOpen => format!("{count} half-open connections"),
            Self::Coverage => format!("{count} coverage reads at once"),
            Self::Import => format!("an import of {count} providers"),
            Self::LargeSends => format!("{count} large e-mails to /v2 at once"),
            Self::Streams => format!("{count} event streams"),
        }
    }
}

/// Runs the attack for this long.
pub async fn run(attack: Attack, target: Target, few: bool, lasts: Duration) -> Result<(), Failure> {
    let until = Instant::now() + lasts + Duration::from_secs(2);
    let client = Client::builder().no_proxy().timeout(Duration::from_secs(60)).build()?;
    let count = attack.count(few);
    let mut tasks = JoinSet::new();
    match attack {
        Attack::HalfOpen => (0..count).for_each(|_| drop(tasks.spawn(half_open(target.clone(), until)))),
        Attack::Streams => {
            for first in (0..count).step_by(STREAMS_EACH) {
                let client = from(first / STREAMS_EACH)?;
                for number in first..count.min(first + STREAMS_EACH) {
                    tasks.spawn(stream(client.clone(), target.clone(), number, until));
                }
            }
        }
        Attack::Import => drop(tasks.spawn(import(client, target, count, until))),
        Attack::SignIns | Attack::Coverage | Attack::LargeSends => {
            for number in 0..count {
                tasks.spawn(repeat(attack, client.clone(), target.clone(), number, until));
            }
        }
    }
    while tasks.join_next().await.is_some() {}
    Ok(())
}

/// One of many callers; each always has one request in progress.
async fn repeat(attack: Attack, client: Client, target: Target, number: usize, until: Instant) {
    while Instant::now() < until {
        let request = match attack {
            Attack::SignIns => client
                .post(format!("{}/api/session", target.origin))
                .json(&json!({"email": format!("guess{number}@demo.example"), "password": "wrong password"})),
            Attack::Coverage => {
                client.get(format!("{}/api/v2/coverage?customer=2", target.origin)).bearer_auth(&target.admin)
            }
            _ => client
                .post(format!("{}/v2/notifications/email", target.origin))
                .bearer_auth(key_token())
                .json(&json!({"email_address": "a@acme.example", "template_id": HELLO,
                    "personalisation": {"name": "x".repeat(LARGE)}})),
        };
        if let Ok(answer) = request.send().await {
            let was_refused = !answer.status().is_success();
            let _ = answer.bytes().await;
            if was_refused {
                // Attackers, too, wait a little when the server asks them to.
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

/// Sends half of a request's head, and again when the server has closed the connection.
async fn half_open(target: Target, until: Instant) {
    let address = target.origin.trim_start_matches("http://").to_owned();
    while Instant::now() < until {
        if let Ok(mut stream) = TcpStream::connect(&address).await {
            while Instant::now() < until
                && stream.write_all(b"POST /api/callouts HTTP/1.1\r\nx").await.is_ok()
            {
                tokio::time::sleep(Duration::from_secs(3)).await;
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A client at another loopback address.
fn from(number: usize) -> Result<Client, Failure> {
    let address = std::net::Ipv4Addr::new(127, 0, 0, u8::try_from(number)? + 2);
    Ok(Client::builder().no_proxy().local_address(std::net::IpAddr::from(address)).build()?)
}

async fn stream(client: Client, target: Target, number: usize, until: Instant) {
    let Some(token) = target.listeners.get(number % target.listeners.len().max(1)) else { return };
    while Instant::now() < until {
        let answer = client.get(format!("{}/api/events", target.origin)).bearer_auth(token).send().await;
        let Ok(mut answer) = answer else {
            tokio::time::sleep(RECONNECT).await;
            continue;
        };
        while Instant::now() < until && matches!(answer.chunk().await, Ok(Some(_))) {}
        tokio::time::sleep(RECONNECT).await;
    }
}

async fn import(client: Client, target: Target, count: usize, until: Instant) {
    let provider = json!({"name": "Desk", "label": "Desk", "content_type": "customer", "object_id": 2,
        "email_notifiers": [{"name": "Desk", "email": "desk@acme.example"}]});
    let list = serde_json::Value::Array(vec![provider; count]);
    while Instant::now() < until {
        let url = format!("{}/api/v2/assistance-provider/import?format=json", target.origin);
        let _ = client.post(url).bearer_auth(&target.admin).json(&list).send().await;
    }
}

/// A token of the sample service's key; clients create one for each request.
fn key_token() -> String {
    // The key consists of its name, the service's id and the secret; both are UUIDs.
    let secret = &SAMPLE_KEY[SAMPLE_KEY.len() - 36..];
    let service = &SAMPLE_KEY[SAMPLE_KEY.len() - 73..SAMPLE_KEY.len() - 37];
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let claims = json!({"iss": service, "iat": now.as_secs()});
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key).unwrap_or_default()
}
