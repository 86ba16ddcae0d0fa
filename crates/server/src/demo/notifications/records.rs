//! The records of the demo's notifications, its processes and its guidelines.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use wire::process::THRESHOLD_DAYS;
use wire::record::{Fact, NewRecord, RecordAction};

use super::super::people::ACME;
use super::super::services::INCOME_KEY;
use super::items::{DemoOutcome, Item};
use crate::context::Context;
use crate::notifications::links::record_kind;
use crate::records;
use crate::services::id_in;
use database::entity::{guideline, process, record, service};
use web::error::Error;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Days after which a process is stalled.
const TOLD_AFTER: i64 = THRESHOLD_DAYS as i64;

/// Inserts the record of a notification, as its service would; an existing record is kept.
pub(crate) async fn put(db: &impl ConnectionTrait, state: &Context, item: &Item) -> Result<(), Error> {
    if item.facts.is_empty() {
        return Ok(());
    }
    // Records of Tocsin's own notifications are made up, too; an existing service maintains them.
    let key = item.by.unwrap_or(INCOME_KEY);
    let Some(service) = service::Entity::find_by_id(id_in(key)).one(db).await? else { return Ok(()) };
    let fields = item.facts.iter().map(|(name, value)| Fact {
        name: (*name).to_owned(),
        value: (*value).to_owned(),
        ..Fact::default()
    });
    let new = NewRecord {
        title: item.facts[0].1.to_owned(),
        state: stands(item).to_owned(),
        fields: fields.collect(),
        actions: actions(record_kind(&item.kind)),
    };
    keep(db, &service, (record_kind(&item.kind), item.target), &new, state.now() - item.minutes_ago * MINUTE)
        .await
}

/// Actions for a record of this kind. The demo has no other systems, so each action opens a page of Tocsin.
pub(crate) fn actions(kind: &str) -> Vec<RecordAction> {
    const WRITE: (&str, &str) = ("Write to them", "/staff/compose");
    const EVERYBODY: (&str, &str) = ("Tell everybody there", "/staff/compose?everybody=yes");
    const VISIT: (&str, &str) = ("Plan a visit", "/staff/visits");
    const ADDRESS: (&str, &str) = ("Enter the address", "/staff/addresses");
    let actions: &[(&str, &str)] = match kind {
        "account" | "adjustment" | "transfer" | "court-case" | "process" | "request" => &[WRITE],
        "charge" | "estimate" | "actual" | "component" => &[EVERYBODY],
        "property" => &[ADDRESS],
        "tenancy" | "tenant" | "household" | "disrepair-case" | "work-order" => &[VISIT, WRITE],
        "visit" => &[VISIT],
        _ => &[],
    };
    let action = |(label, link): &(&str, &str)| RecordAction {
        label: (*label).to_owned(),
        link: (*link).to_owned(),
        staff_only: true,
    };
    actions.iter().map(action).collect()
}

/// Inserts a record unless it exists.
pub(crate) async fn keep(
    db: &impl ConnectionTrait,
    service: &service::Model,
    (kind, id): (&str, &str),
    new: &NewRecord,
    at: i64,
) -> Result<(), Error> {
    let key = (ACME, kind.to_owned(), id.to_owned());
    if record::Entity::find_by_id(key).one(db).await?.is_none() {
        records::put(db, service, (kind, id), new, None, at).await?;
    }
    Ok(())
}

/// The state of a record. The source system does not receive decisions that are made on the tray later.
fn stands(item: &Item) -> &'static str {
    match item.then {
        DemoOutcome::Acted(_, "Approved", _) => "approved",
        DemoOutcome::Acted(_, "Rejected", _) => "rejected",
        DemoOutcome::Acted(..) => "in hand",
        _ => "open",
    }
}

/// Four processes: one that progresses, two that are slow, one that is stalled.
pub(crate) async fn processes(state: &Context) -> Result<(), Error> {
    let transaction = state.write().await?;
    for (id, kind, at, days) in [
        ("TC-2055", "tenancy-change", "application received", 1),
        ("TC-2048", "tenancy-change", "documents checked", 10),
        ("SJ-0310", "sole-to-joint", "hold for six months", 12),
        ("TC-2041", "tenancy-change", "documents checked", 15),
    ] {
        let row = process::ActiveModel {
            organisation_id: Set(ACME),
            id: Set(id.to_owned()),
            kind: Set(kind.to_owned()),
            state: Set(at.to_owned()),
            owner: Set("officer@demo.example".to_owned()),
            updated_at: Set(state.now() - days * DAY),
            // The officer and the manager have the notification on their trays.
            reminded_at: Set((days > TOLD_AFTER).then(|| state.now() - (days - TOLD_AFTER) * DAY)),
        };
        let keep = OnConflict::columns([process::Column::OrganisationId, process::Column::Id])
            .do_nothing()
            .to_owned();
        process::Entity::insert(row).on_conflict(keep).exec_without_returning(&*transaction).await?;
    }
    Ok(transaction.commit().await?)
}

/// A guideline of each kind, for every service.
pub(crate) async fn guidelines(state: &Context) -> Result<(), Error> {
    let transaction = state.write().await?;
    for (measure, most) in [("failureShare", 10), ("undecidedDays", 14), ("silentDays", 30)] {
        let row = guideline::ActiveModel {
            organisation_id: Set(ACME),
            measure: Set(measure.to_owned()),
            service_id: Set(String::new()),
            most: Set(most),
        };
        let columns =
            [guideline::Column::OrganisationId, guideline::Column::Measure, guideline::Column::ServiceId];
        let keep = OnConflict::columns(columns).do_nothing().to_owned();
        guideline::Entity::insert(row).on_conflict(keep).exec_without_returning(&*transaction).await?;
    }
    Ok(transaction.commit().await?)
}
