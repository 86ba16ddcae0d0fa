//! Promises of the queue, on a table of its own.
#![expect(clippy::unwrap_used, reason = "clippy takes only functions marked as tests for tests")]

mod errands;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use database::clock::{Clock, SystemClock, TestClock};
use queue::{run, work_on_due};
use sea_orm::{ActiveModelTrait, Set};
use tokio::sync::watch;

use errands::{Errands, LEASE, errand};

async fn errands(clock: &Arc<TestClock>) -> (Errands, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Errands::new(&folder, clock.clone()).await, folder)
}

#[tokio::test]
async fn a_job_of_a_worker_that_died_is_worked_on_again_when_its_lease_has_expired_and_not_before() {
    let clock = Arc::new(TestClock::at(1_000_000));
    let (errands, _folder) = errands(&clock).await;
    errands.add("a", "slow", 0).await;
    tokio::select! {
        done = work_on_due(errands.clone()) => panic!("it waits: {done:?}"),
        () = errands.until_running(1) => {}
    }
    errands.slow.add_permits(10);
    clock.advance(LEASE - 1);
    assert_eq!(work_on_due(errands.clone()).await.unwrap(), 0);
    clock.advance(1);
    assert_eq!(work_on_due(errands.clone()).await.unwrap(), 1);
    let row = errands.row("a").await;
    assert_eq!((row.attempts, row.due_at, row.leased_until), (2, None, None));
}

#[tokio::test]
async fn a_lease_by_a_clock_that_was_set_back_since_does_not_last() {
    let clock = Arc::new(TestClock::at(90_000_000));
    let (errands, _folder) = errands(&clock).await;
    errands.add("a", "slow", 0).await;
    tokio::select! {
        done = work_on_due(errands.clone()) => panic!("it waits: {done:?}"),
        () = errands.until_running(1) => {}
    }
    errands.slow.add_permits(10);
    clock.advance(-3_600_000);
    assert_eq!(work_on_due(errands).await.unwrap(), 1);
}

#[tokio::test]
async fn a_host_that_does_not_answer_occupies_two_places_however_many_jobs_it_has() {
    let clock = Arc::new(TestClock::at(1_000_000));
    let (errands, _folder) = errands(&clock).await;
    for number in 0..70 {
        errands.add(&format!("s{number:02}"), "slow", 0).await;
    }
    errands.add("z", "fast", 1).await;
    let (stop, stopping) = watch::channel(false);
    let working = tokio::spawn(run(errands.clone(), stopping));
    errands.until_worked(&["z"]).await;
    assert_eq!(errands.running.load(Ordering::SeqCst), 3);
    errands.slow.add_permits(100);
    while errands.worked().len() < 71 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    stop.send_replace(true);
    working.await.unwrap();
}

#[tokio::test]
async fn a_job_that_panics_or_cannot_be_recorded_waits_for_its_lease_and_holds_up_no_other() {
    let clock = Arc::new(TestClock::at(1_000_000));
    let (errands, _folder) = errands(&clock).await;
    for (id, host) in [("a", "panics"), ("b", "unrecorded"), ("c", "fine"), ("d", "retries")] {
        errands.add(id, host, 0).await;
    }
    assert_eq!(work_on_due(errands.clone()).await.unwrap(), 4);
    let mut rows = HashMap::new();
    for id in ["a", "b", "c", "d"] {
        let row = errands.row(id).await;
        rows.insert(id, (row.due_at, row.leased_until.is_some()));
    }
    let expected = [
        ("a", (Some(0), true)),
        ("b", (Some(0), true)),
        ("c", (None, false)),
        ("d", (Some(1_001_000), false)),
    ];
    assert_eq!(rows, HashMap::from(expected));
    assert_eq!(work_on_due(errands).await.unwrap(), 0);
}

#[tokio::test]
async fn a_worker_that_is_woken_before_the_commit_finds_the_job_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let errands = Errands::new(&folder, Arc::new(SystemClock)).await;
    let (_stop, stopping) = watch::channel(false);
    let working = tokio::spawn(run(errands.clone(), stopping));
    tokio::time::sleep(Duration::from_millis(50)).await;
    let transaction = errands.store.write().await.unwrap();
    let row = errand::ActiveModel {
        id: Set("a".to_owned()),
        host: Set("fine".to_owned()),
        attempts: Set(0),
        due_at: Set(Some(0)),
        leased_until: Set(None),
    };
    row.insert(&*transaction).await.unwrap();
    errands.wake_up.wake();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(errands.worked().is_empty(), "it is not committed yet");
    transaction.commit().await.unwrap();
    tokio::time::timeout(Duration::from_secs(20), errands.until_worked(&["a"]))
        .await
        .expect("well before the next look");
    working.abort();
}

#[tokio::test]
async fn a_worker_without_due_jobs_asks_once_and_sleeps_until_the_earliest_is_due() {
    let folder = tempfile::tempdir().unwrap();
    let errands = Errands::new(&folder, Arc::new(SystemClock)).await;
    errands.add("later", "fine", SystemClock.now() + 1500).await;
    let (_stop, stopping) = watch::channel(false);
    let working = tokio::spawn(run(errands.clone(), stopping));
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = errands.store.db.statements().count();
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(errands.store.db.statements().count(), before, "it sleeps");
    assert!(errands.worked().is_empty());
    errands.until_worked(&["later"]).await;
    working.abort();
}

#[tokio::test]
async fn a_worker_that_is_stopped_records_what_it_works_on_and_claims_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    let errands = Errands::new(&folder, Arc::new(SystemClock)).await;
    for id in ["a", "b", "c"] {
        errands.add(id, "slow", 0).await;
    }
    let (stop, stopping) = watch::channel(false);
    let working = tokio::spawn(run(errands.clone(), stopping));
    errands.until_running(2).await;
    stop.send_replace(true);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!working.is_finished(), "two jobs are under way");
    errands.slow.add_permits(10);
    working.await.unwrap();
    assert_eq!(errands.worked(), ["a", "b"]);
    let ended = [errands.row("a").await.due_at, errands.row("b").await.due_at, errands.row("c").await.due_at];
    assert_eq!(ended, [None, None, Some(0)]);
}

#[tokio::test]
async fn leases_of_the_last_run_end_when_the_server_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    let errands = Errands::new(&folder, Arc::new(SystemClock)).await;
    errands.add("a", "slow", 0).await;
    tokio::select! {
        done = work_on_due(errands.clone()) => panic!("it waits: {done:?}"),
        () = errands.until_running(1) => {}
    }
    errands.slow.add_permits(10);
    let (_stop, stopping) = watch::channel(false);
    let working = tokio::spawn(run(errands.clone(), stopping));
    tokio::time::timeout(Duration::from_secs(10), errands.until_worked(&["a"]))
        .await
        .expect("long before the lease expires");
    working.abort();
}

#[tokio::test]
async fn a_job_whose_lease_expired_while_it_waited_for_its_turn_is_left_to_others() {
    let clock = Arc::new(TestClock::at(1_000_000));
    let (mut errands, _folder) = errands(&clock).await;
    errands.limits.at_once = 1;
    errands.add("a", "slow", 0).await;
    errands.add("b", "fine", 1).await;
    let working = tokio::spawn(work_on_due(errands.clone()));
    errands.until_running(1).await;
    clock.advance(LEASE);
    errands.slow.add_permits(10);
    working.await.unwrap().unwrap();
    assert_eq!(errands.worked(), ["a"]);
    assert_eq!(work_on_due(errands.clone()).await.unwrap(), 1);
    assert_eq!(errands.worked(), ["a", "b"]);
}
