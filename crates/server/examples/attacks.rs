//! Measures presses while the server is under attack, for `script/bench faults`.
//!
//! `attacks <tocsin-server>` starts the server on a new database for each attack, over loopback only, and presses twenty times a
//! second during the attack. It prints one line for each attack, and fails if the p99 of the presses exceeds the budget.
//! `attacks <tocsin-server> --few` does the same with a tenth of the load and no budget; a word, such as `streams`, selects one
//! attack.

#[path = "attacks/ground.rs"]
mod ground;
#[path = "attacks/kinds.rs"]
mod kinds;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::json;

use ground::Ground;
use kinds::Attack;

/// The budget for the p99 of the presses.
const BUDGET: Duration = Duration::from_millis(200);

/// The duration of an attack, and the pause between two presses.
const LASTS: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(50);

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The durations of the presses of one attack.
struct Presses {
    took: Vec<Duration>,
    refused: usize,
}

impl Presses {
    fn at(&self, share: f64) -> Duration {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index"
        )]
        let index = ((self.took.len() as f64) * share) as usize;
        self.took.get(index.min(self.took.len().saturating_sub(1))).copied().unwrap_or_default()
    }
}

#[tokio::main]
async fn main() -> Result<ExitCode, Failure> {
    // An error only means that a provider is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut arguments = std::env::args().skip(1);
    let server = arguments.next().ok_or("attacks <tocsin-server> [--few] [<attack>]")?;
    let arguments: Vec<String> = arguments.collect();
    let few = arguments.iter().any(|argument| argument == "--few");
    let only = arguments.iter().find(|argument| !argument.starts_with("--"));
    println!(
        "{:<52} {:>8} {:>9} {:>9} {:>9} {:>8}",
        "a press during", "presses", "p50 ms", "p99 ms", "worst ms", "refused"
    );
    let mut is_over = false;
    for attack in Attack::ALL {
        if only.is_some_and(|only| !attack.name(few).contains(only)) {
            continue;
        }
        let presses = measure(&server, attack, few).await?;
        let [p50, p99, worst] = [0.5, 0.99, 1.0].map(|share| presses.at(share).as_secs_f64() * 1000.0);
        let over = !few && presses.at(0.99) > BUDGET;
        is_over |= over || presses.refused > 0;
        println!(
            "{:<52} {:>8} {p50:>9.1} {p99:>9.1} {worst:>9.1} {:>8}{}",
            attack.name(few),
            presses.took.len(),
            presses.refused,
            if over { "  OVER 200 ms" } else { "" }
        );
    }
    Ok(if is_over { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn measure(server: &str, attack: Attack, few: bool) -> Result<Presses, Failure> {
    let ground = Ground::prepare(server, attack, few).await?;
    let attacking = tokio::spawn(kinds::run(attack, ground.target(), few, LASTS));
    // The attack is under way before the first press.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let presses = press(&ground).await?;
    attacking.abort();
    let _ = attacking.await;
    Ok(presses)
}

/// Sends presses, each as another resident and over a new connection, as phones do.
async fn press(ground: &Ground) -> Result<Presses, Failure> {
    let client =
        Client::builder().no_proxy().pool_max_idle_per_host(0).timeout(Duration::from_secs(30)).build()?;
    let url = format!("{}/api/callouts", ground.target().origin);
    let mut sent = Vec::new();
    let began = Instant::now();
    for token in &ground.residents {
        if began.elapsed() > LASTS {
            break;
        }
        let request = client
            .post(&url)
            .bearer_auth(token)
            .header("idempotency-key", uuid::Uuid::now_v7().to_string())
            .json(&json!({"calloutLocation": {"latitude": -26.109, "longitude": 28.083, "accuracy": 12}}));
        sent.push(tokio::spawn(async move {
            let start = Instant::now();
            let answer = request.send().await;
            (start.elapsed(), answer.is_ok_and(|answer| answer.status().is_success()))
        }));
        tokio::time::sleep(PAUSE).await;
    }
    let mut presses = Presses { took: Vec::new(), refused: 0 };
    for press in sent {
        let (took, was_taken) = press.await?;
        presses.took.push(took);
        presses.refused += usize::from(!was_taken);
    }
    presses.took.sort_unstable();
    Ok(presses)
}
