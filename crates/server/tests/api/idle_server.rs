//! A server that nobody uses leaves its database alone.

use std::sync::Arc;
use std::time::Duration;

use server::config::Config;
use server::state::AppState;

use crate::support::fresh_database;
use database::clock::{SystemClock, SystemRandom};
use database::migration::Migrator;

/// Longer than the longest pause between two looks of a worker, in seconds.
const WATCHED: u64 = 31;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_server_executes_at_most_one_statement_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let db = database::connection::connect(&fresh_database(&folder).await).await.unwrap();
    db.migrate::<Migrator>().await.unwrap();
    let state =
        AppState::new(db, Arc::new(SystemClock), Arc::new(SystemRandom), Config::default()).await.unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let _workers = server::jobs::start(&state, listener.local_addr().unwrap());
    tokio::spawn({
        let router = server::app(state.clone());
        async move { axum::serve(listener, router).await.unwrap() }
    });
    tokio::time::sleep(Duration::from_secs(2)).await;
    let statements = state.db.statements();
    statements.take();
    let before = statements.count();
    tokio::time::sleep(Duration::from_secs(WATCHED)).await;
    let count = statements.count() - before;
    println!("{count} statements in {WATCHED} s");
    assert!(count <= WATCHED, "{count} statements in {WATCHED} s:\n{}", statements.take().join("\n"));
}
