//! SQLite's query plan for each filter: it uses one index in descending order, and never scans a table or sorts.

use std::sync::Arc;

use sea_orm::DbBackend;
use wire::id::SiteId;
use wire::notification::{NotificationFilter, NotificationType};
use wire::target_type::TargetType;
use wire::time::Timestamp;

use super::{count_sql, page_sql};
use crate::config::Config;
use crate::context::Context;
use crate::notifications::list::filter::{ListRequest, RowSource};
use database::clock::{SystemRandom, TestClock};
use database::migration::Migrator;

fn filters() -> Vec<(&'static str, NotificationFilter)> {
    let none = NotificationFilter::default;
    vec![
        ("all", none()),
        ("type", NotificationFilter { notification_type: vec![NotificationType::Screen], ..none() }),
        ("target", NotificationFilter { target_id: vec!["x".into()], ..none() }),
        ("target_type", NotificationFilter { target_type: vec![TargetType::CourtAction], ..none() }),
        ("user", NotificationFilter { user: vec!["a@b.example".into()], ..none() }),
        ("site", NotificationFilter { site_id: Some(SiteId(5)), ..none() }),
        ("unread", NotificationFilter { unread: Some(true), ..none() }),
        ("put_away", NotificationFilter { removed: Some(true), ..none() }),
        ("read", NotificationFilter { unread: Some(false), ..none() }),
        ("action", NotificationFilter { require_action: Some(true), ..none() }),
        ("decided_any", NotificationFilter { decided: Some(true), ..none() }),
        ("decided", NotificationFilter { require_action: Some(true), decided: Some(false), ..none() }),
    ]
}

async fn state(folder: &tempfile::TempDir) -> Context {
    let address = format!("sqlite:{}", folder.path().join("plans.db").display());
    let db = database::connection::connect(&address).await.unwrap();
    db.migrate::<Migrator>().await.unwrap();
    let clock = Arc::new(TestClock::at(0));
    Context::new(db, clock, Arc::new(SystemRandom), Config::default()).await.unwrap()
}

async fn plan(state: &Context, request: &ListRequest) -> Vec<String> {
    let sql = page_sql(DbBackend::Sqlite, request, Some(1_000_000)).unwrap();
    let plan = sql.plan(&*state.db).await.unwrap();
    for step in &plan {
        let is_search = step.starts_with("SEARCH")
            || step.contains("VIRTUAL TABLE INDEX")
            || step == "CREATE BLOOM FILTER";
        assert!(
            is_search || step.starts_with("CORRELATED") || step.starts_with("LIST SUBQUERY"),
            "{request:?}: {plan:?}"
        );
    }
    plan
}

#[tokio::test]
async fn each_filter_of_a_tray_has_its_own_index() {
    let folder = tempfile::tempdir().unwrap();
    let state = state(&folder).await;
    for (name, filter) in filters() {
        let plan = plan(&state, &ListRequest { row_source: RowSource::Tray(1), filter, team: None }).await;
        assert!(plan[0].contains(&format!("INDEX tray_item_{name} ")), "{name}: {plan:?}");
        assert!(plan[0].contains("seq<?"), "{name} skips what is newer one by one: {plan:?}");
    }
}

#[tokio::test]
async fn a_count_goes_along_the_index_of_its_filter() {
    let folder = tempfile::tempdir().unwrap();
    let state = state(&folder).await;
    for (name, filter) in filters() {
        let request = ListRequest { row_source: RowSource::Tray(1), filter, team: None };
        let plan = count_sql(DbBackend::Sqlite, &request).unwrap().plan(&*state.db).await.unwrap();
        let goes = |step: &String| step.contains(&format!("INDEX tray_item_{name} "));
        assert!(plan.iter().any(goes), "{name}: {plan:?}");
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{name} sorts: {plan:?}");
    }
}

#[tokio::test]
async fn nothing_is_scanned_or_sorted_for_an_organisation_a_service_a_team_or_words() {
    let folder = tempfile::tempdir().unwrap();
    let state = state(&folder).await;
    let organisation = RowSource::Organisation { organisation_id: 2, tray_id: Some(1) };
    for row_source in [organisation.clone(), RowSource::Service("x".into()), RowSource::Client("x".into())] {
        for (_, filter) in filters() {
            plan(&state, &ListRequest { row_source: row_source.clone(), filter, team: None }).await;
        }
    }
    for row_source in [organisation, RowSource::Tray(1)] {
        let team = Some("team:2:finance".to_owned());
        let words = NotificationFilter { q: Some("court act".into()), ..NotificationFilter::default() };
        for (filter, team) in
            [(NotificationFilter::default(), team.clone()), (words.clone(), None), (words, team)]
        {
            let plan = plan(&state, &ListRequest { row_source: row_source.clone(), filter, team }).await;
            assert!(!plan[0].contains("tray_item") && !plan[0].contains("notification_customer"), "{plan:?}");
        }
    }
}

#[tokio::test]
async fn a_time_is_looked_up_in_its_own_index_and_nothing_is_sorted() {
    let folder = tempfile::tempdir().unwrap();
    let state = state(&folder).await;
    let time = || Some(Timestamp::from_millis(1_000));
    let none = NotificationFilter::default;
    let week = NotificationFilter { created_from: time(), created_before: time(), ..none() };
    let urgent =
        NotificationFilter { due_before: time(), require_action: Some(true), decided: Some(false), ..none() };
    for row_source in [RowSource::Tray(1), RowSource::Organisation { organisation_id: 2, tray_id: Some(1) }] {
        for (filter, index) in
            [(week.clone(), "INDEX notification_time "), (urgent.clone(), "INDEX notification_due ")]
        {
            let plan =
                plan(&state, &ListRequest { row_source: row_source.clone(), filter, team: None }).await;
            assert!(plan.iter().any(|step| step.contains(index)), "{plan:?}");
        }
    }
}
