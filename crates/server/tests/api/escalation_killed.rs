//! A server is killed repeatedly while alarms are escalated, and takes each rung exactly once. Forty alarms and three kills;
//! `TOCSIN_KILLS` sets another number of kills.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use database::clock::{SystemClock, SystemRandom};
use database::entity::{callout, escalation_ladder, escalation_rung, message, resident};
use database::migration::Migrator;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use server::config::{Config, PasswordCost};
use server::state::AppState;

use crate::support::process::Running;

const PATIENCE: Duration = Duration::from_secs(90);

/// An alarm of the demo's resident that nobody has acknowledged.
async fn alarm(state: &AppState, resident_id: i64) -> i64 {
    let now = state.now();
    let row = callout::ActiveModel {
        resident_id: Set(resident_id),
        classification_id: Set(1),
        response_type_id: Set(1),
        internal_test: Set(false),
        demo: Set(false),
        status: Set("created".to_owned()),
        cancelled_by_resident: Set(false),
        dispatch_required: Set(false),
        verified: Set(false),
        acknowledged: Set(false),
        owned: Set(false),
        automatic: Set(false),
        responder_dispatched: Set(false),
        urgency: Set(0),
        urgency_raised_at: Set(now),
        alarm_at: Set(Some(now)),
        escalates_at: Set(Some(now)),
        logged_at: Set(now),
        created_at: Set(now),
        updated_at: Set(now),
        detail_updated_at: Set(now),
        ..Default::default()
    };
    row.insert(&*state.db).await.unwrap().id
}

async fn wait_for(state: &AppState, rungs: u64) {
    let since = Instant::now();
    while escalation_rung::Entity::find().count(&*state.db).await.unwrap() < rungs {
        assert!(since.elapsed() < PATIENCE, "fewer than {rungs} rungs are taken, and nothing goes on");
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
}

#[tokio::test]
async fn killing_the_server_while_alarms_climb_loses_no_rung_and_doubles_none() {
    let kills: usize = std::env::var("TOCSIN_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    let each = 10;
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("kill.db").display());
    let db = database::connection::connect(&address).await.unwrap();
    db.migrate::<Migrator>().await.unwrap();
    let config = Config { password_cost: PasswordCost::Quick, demo: true, ..Config::default() };
    let state = AppState::new(db, Arc::new(SystemClock), Arc::new(SystemRandom), config).await.unwrap();
    server::demo::seed(&state).await.unwrap();
    let steps = r#"[{"afterSeconds":0,"whom":["controllers"],"how":["email","text"],"repeatSeconds":null},
        {"afterSeconds":1,"whom":["everybody"],"how":["screen","email"],"repeatSeconds":600}]"#;
    let ladder = escalation_ladder::ActiveModel {
        organisation_id: Set(2),
        response_type_id: Set(1),
        steps: Set(steps.to_owned()),
        updated_at: Set(state.now()),
        updated_by: Set(None),
    };
    escalation_ladder::Entity::insert(ladder).exec_without_returning(&*state.db).await.unwrap();
    let resident =
        resident::Entity::find().filter(resident::Column::OrganisationId.eq(2)).one(&*state.db).await;
    let resident = resident.unwrap().expect("the demonstration has residents");
    let mut alarms = Vec::new();
    for kill in 0..=kills {
        for _ in 0..each {
            alarms.push(alarm(&state, resident.id).await);
        }
        let all = 2 * alarms.len() as u64;
        let running = Running::start(folder.path(), &["--simulator", "off", "--database", &address]);
        // Somewhere in the middle, a little further each time.
        let goal = if kill == kills { all } else { all - 1 - (kill * 7 % each) as u64 };
        wait_for(&state, goal).await;
        drop(running);
    }
    let rungs = escalation_rung::Entity::find().all(&*state.db).await.unwrap();
    let mut times: HashMap<(i64, i64, i64), usize> = HashMap::new();
    for rung in &rungs {
        *times.entry((rung.callout_id, rung.step, rung.repetition)).or_default() += 1;
    }
    let mut messages = HashMap::new();
    for id in &alarms {
        let about = message::Column::Reference.eq(format!("escalation {id}"));
        let to = message::Column::Recipient.eq("controller@demo.example");
        let count = message::Entity::find().filter(about).filter(to).count(&*state.db).await.unwrap();
        messages.insert(*id, count);
    }
    println!("{} alarms, {kills} kills: {} rungs", alarms.len(), rungs.len());
    assert_eq!((rungs.len(), times.len()), (2 * alarms.len(), 2 * alarms.len()), "each rung once");
    assert!(messages.values().all(|count| *count == 2), "one e-mail a rung: {messages:?}");
}
