//! Records of notifications.

use axum::extract::{Path, State};
use sea_orm::QueryOrder;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::link;
use wire::link::Reader;
use wire::record::{Record, RecordAction, RecordEvent};
use wire::session::Role;
use wire::target_type::TargetType;
use wire::time::Timestamp;

use crate::auth::caller::Person;
use crate::auth::control_scope::ControlScope;
use crate::auth::scopes;
use crate::notifications::links::record_kind;
use crate::notifications::{note_words, notes_of};
use crate::records::facts::{ASSISTANCE_REQUEST, EVENTS, fact, fact_at};
use crate::records::{assistance, callout};
use crate::state::AppState;
use database::entity::{notification, notification_history, process, tray, tray_item};
use web::error::Error;
use web::problem;

pub(crate) mod keep;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    problem::styled(OpenApiRouter::new().routes(routes!(get_record, keep::put_record, keep::delete_record)))
}

/// One record. Staff may read those of their organisation, controllers its assistance requests; all other reads need a
/// notification about the record.
#[utoipa::path(get, path = "/api/records/{kind}/{id}", tag = "records", params(("kind" = String, Path), ("id" = String, Path)),
    responses((status = 200, description = "kind, id, title, state, facts, events", body = Record), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_record(
    State(state): State<AppState>,
    person: Person,
    Path((kind, id)): Path<(String, String)>,
) -> Result<axum::Json<Record>, Error> {
    let db = &*state.db;
    let is_staff = matches!(person.role, Role::Officer | Role::Manager | Role::Admin);
    // Controllers also answer requests, without a notification on their tray.
    let answers = person.role == Role::Controller && kind == ASSISTANCE_REQUEST;
    let notified = was_notified(db, &person, &kind, &id).await?;
    if !is_staff && !answers && !notified {
        return Err(Error::NotFound);
    }
    let mut found = match kind.as_str() {
        "callout" => callout::record(db, &person, &id).await?,
        ASSISTANCE_REQUEST => assistance::record(db, &person, &id).await?,
        "delivery" => assistance::of_delivery(db, &person, &id).await?,
        "process" => process_record(db, &person, notified, &id).await?,
        _ => None,
    };
    // Records of other systems have no site here: their notifications tell which patch they belong to.
    let organisations = organisations(db, &person).await?;
    if found.is_none() && (notified || concerns(db, &person, &kind, &id).await?) {
        for organisation_id in &organisations {
            found = found.or(keep::find(&state, *organisation_id, &kind, &id).await?);
        }
    }
    let mut found = found.ok_or(Error::NotFound)?;
    for organisation_id in organisations {
        found.events.extend(decisions(db, organisation_id, &kind, &id, is_staff || answers).await?);
    }
    found.events.sort_by(|one, other| other.at.cmp(&one.at));
    found.events.truncate(EVENTS as usize);
    Ok(axum::Json(for_reader(found, &person.role)))
}

/// Removes what is for staff only, and replaces each link by this reader's own page.
pub(crate) fn for_reader(mut record: Record, role: &Role) -> Record {
    let reader = if *role == Role::Resident { Reader::Resident } else { Reader::Staff };
    record.facts.retain(|fact| reader == Reader::Staff || !fact.staff_only);
    for fact in &mut record.facts {
        fact.link = fact.link.take().and_then(|link| link::for_reader(&link, reader));
    }
    let actions = record.actions.into_iter().filter(|action| reader == Reader::Staff || !action.staff_only);
    let led = |action: RecordAction| {
        let link = link::for_reader(&action.link, reader)?;
        Some(RecordAction { link, ..action })
    };
    record.actions = actions.filter_map(led).collect();
    record
}

/// The organisations whose records they may read: their own, or those that a controller serves.
pub(crate) async fn organisations(db: &impl ConnectionTrait, person: &Person) -> Result<Vec<i64>, Error> {
    match person.role {
        Role::Controller => {
            let scope = ControlScope::of(db, &person.user).await?;
            Ok(scope.ids().unwrap_or_default().to_vec())
        }
        _ => Ok(person.user.organisation_id.into_iter().collect()),
    }
}

/// Whether a notification on this person's tray is about this record.
pub(crate) async fn was_notified(
    db: &impl ConnectionTrait,
    person: &Person,
    kind: &str,
    id: &str,
) -> Result<bool, Error> {
    let Some(tray) = tray::Entity::find().filter(tray::Column::UserId.eq(&person.user.id)).one(db).await?
    else {
        return Ok(false);
    };
    let items = tray_item::Entity::find()
        .filter(tray_item::Column::TrayId.eq(tray.id))
        .filter(tray_item::Column::TargetId.eq(id))
        .filter(tray_item::Column::TargetType.is_in(types(kind)))
        .filter(tray_item::Column::RemovedAt.is_null());
    Ok(items.count(db).await? > 0)
}

/// Whether a record belongs to the whole organisation, or a notification about it is for the patch.
pub(crate) async fn concerns(
    db: &impl ConnectionTrait,
    person: &Person,
    kind: &str,
    id: &str,
) -> Result<bool, Error> {
    if scopes::patch(person).is_none() {
        return Ok(true);
    }
    let about = notification::Entity::find()
        .filter(scopes::notifications(person))
        .filter(notification::Column::TargetId.eq(id))
        .filter(notification::Column::TargetType.is_in(types(kind)));
    Ok(about.count(db).await? > 0)
}

/// The notification types for this kind of record.
pub(crate) fn types(kind: &str) -> Vec<String> {
    TargetType::ALL.iter().filter(|one| record_kind(one) == kind).map(ToString::to_string).collect()
}

/// An officer sees their own processes, as in the list, and those that they were notified of.
pub(crate) async fn process_record(
    db: &impl ConnectionTrait,
    person: &Person,
    notified: bool,
    id: &str,
) -> Result<Option<Record>, Error> {
    let organisation_id = person.user.organisation_id.unwrap_or_default();
    let row = process::Entity::find_by_id((organisation_id, id.to_owned())).one(db).await?;
    let may_see =
        |row: &process::Model| notified || person.role != Role::Officer || row.owner == person.user.email;
    Ok(row.filter(may_see).map(|row| Record {
        kind: "process".into(),
        title: format!("{} {}", row.kind.replace('-', " "), row.id),
        id: row.id,
        state: row.state,
        facts: vec![fact("Officer", row.owner), fact_at("Last moved", "", row.updated_at)],
        ..Record::default()
    }))
}

/// The decisions in notifications about this record. Notes are written by staff for staff.
pub(crate) async fn decisions(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    kind: &str,
    id: &str,
    with_notes: bool,
) -> Result<Vec<RecordEvent>, Error> {
    let about = notification::Entity::find()
        .filter(notification::Column::OrganisationId.eq(organisation_id))
        .filter(notification::Column::TargetId.eq(id))
        .filter(notification::Column::TargetType.is_in(types(kind)))
        .order_by_desc(notification::Column::Seq)
        .limit(EVENTS)
        .all(db)
        .await?;
    let steps = ["Initiated", "Validate", "Approved", "Rejected", "VisitConfirmed", "RearrangementAsked"];
    let rows = notification_history::Entity::find()
        .filter(notification_history::Column::NotificationId.is_in(about.iter().map(|row| row.id.clone())))
        .filter(notification_history::Column::Action.is_in(steps))
        .order_by_desc(notification_history::Column::Id)
        .limit(EVENTS)
        .all(db)
        .await?;
    let words = |action: &str| match action {
        "Initiated" => "began with it",
        "Validate" => "checked it",
        "Approved" => "approved it",
        "Rejected" => "rejected it",
        "VisitConfirmed" => "confirmed the visit",
        _ => "asked for another day",
    };
    let mut notes = notes_of(db, about.iter().map(|row| row.id.as_str())).await?;
    let events = rows.into_iter().map(|row| {
        let note = note_words(row.note, row.id, &mut notes);
        let note = note.filter(|_| with_notes).map(|note| format!(": {note}")).unwrap_or_default();
        let text = format!("{} {}{note}", row.by_name, words(&row.action));
        RecordEvent { at: Timestamp::from_millis(row.at), text }
    });
    Ok(events.collect())
}
