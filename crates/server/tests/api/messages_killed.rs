//! A server is killed repeatedly while it sends; it loses no message and sends none twice. Five times; `TOCSIN_KILLS` sets
//! another number.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use server::config::Config;
use server::messages;
use server::messages::{NewMessage, Recipient};
use server::state::AppState;

use database::clock::{SystemClock, SystemRandom};
use database::entity::{message, notify_message};
use database::migration::Migrator;

use crate::support::process::Running;

const EACH: usize = 60;
const PATIENCE: Duration = Duration::from_secs(90);

async fn unsent(state: &AppState) -> u64 {
    message::Entity::find().filter(message::Column::SenderId.is_null()).count(&*state.db).await.unwrap()
}

/// Waits until at most this many are left; fails if there is no progress for too long.
async fn wait_for(state: &AppState, left: u64) {
    let (mut seen, mut since) = (u64::MAX, Instant::now());
    loop {
        let now = unsent(state).await;
        if now <= left {
            return;
        }
        if now < seen {
            (seen, since) = (now, Instant::now());
        }
        assert!(since.elapsed() < PATIENCE, "{now} messages are not sent, and nothing goes on");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn killing_the_server_while_it_sends_loses_nothing_and_doubles_nothing() {
    let kills: usize = std::env::var("TOCSIN_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("kill.db").display());
    let db = database::connection::connect(&address).await.unwrap();
    db.migrate::<Migrator>().await.unwrap();
    let state =
        AppState::new(db, Arc::new(SystemClock), Arc::new(SystemRandom), Config::default()).await.unwrap();
    let mut wanted = Vec::new();
    for kill in 0..=kills {
        let transaction = state.write().await.unwrap();
        for number in 0..EACH {
            let to = Recipient::Email(format!("r{kill}-{number}@demo.example"));
            let message = NewMessage::plain(to, "A word", format!("Number {number} of round {kill}"));
            wanted.push(messages::enqueue(&*transaction, &state, message).await.unwrap());
        }
        transaction.commit().await.unwrap();
        let left = unsent(&state).await;
        let running = Running::real(folder.path(), &["--simulator", "off", "--database", &address]);
        // Somewhere in the middle, a little further each time.
        let goal = if kill == kills { 0 } else { left.saturating_sub(1 + (kill * 7 % EACH) as u64) };
        wait_for(&state, goal).await;
        drop(running);
    }
    let references: Vec<Option<String>> = notify_message::Entity::find()
        .select_only()
        .column(notify_message::Column::Reference)
        .into_tuple()
        .all(&*state.db)
        .await
        .unwrap();
    let mut times: HashMap<String, usize> = HashMap::new();
    for reference in references.into_iter().flatten() {
        *times.entry(reference).or_default() += 1;
    }
    let lost = wanted.iter().filter(|id| !times.contains_key(*id)).count();
    let doubled = times.values().filter(|times| **times > 1).count();
    println!("{} messages, {kills} kills: {lost} lost, {doubled} doubled", wanted.len());
    assert_eq!((lost, doubled, times.len()), (0, 0, wanted.len()));
}
