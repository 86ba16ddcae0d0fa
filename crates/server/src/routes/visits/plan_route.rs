//! `PUT /api/visits/{id}`: a service, or staff, plans a visit, moves it or calls it off.

use axum::extract::{Path, Request, State};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use wire::session::Role;
use wire::visit::{NewVisit, Visit, VisitState};

use crate::auth::account;
use crate::auth::caller::Caller;
use crate::context::Change;
use crate::state::AppState;
use crate::visits::plan::{Plan, find, plan};
use crate::visits::reschedule::{announce_both, call_off, move_announcements};
use crate::visits::{Party, scope, view};
use database::entity::{site, visit};
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field};

/// Plans a visit. It is announced the day before, to the resident and to the visiting officer; another `dueAt` moves it, and both
/// are notified at once.
#[utoipa::path(put, path = "/api/visits/{id}", tag = "visits", params(("id" = String, Path)),
    request_body(content = NewVisit, description = "user (resident or officer), officer, property, household, siteId, dueAt, endsAt, slots, message, officerMessage, state: planned or cancelled",
        example = json!({"user": "resident@demo.example", "officer": "officer@demo.example", "property": "33-acacia-avenue", "dueAt": "2026-01-06T09:00:00Z", "slots": ["2026-01-08T09:00:00Z"]})),
    responses((status = 200, description = "The current visit", body = Visit), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(crate) async fn plan_visit(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<axum::Json<Visit>, Error> {
    scope::check_keeps(&caller)?;
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let new = NewVisit::read(body).map_err(invalid)?;
    if id.chars().count() > 200 {
        return Err(invalid_field("id", "write at most 200 characters"));
    }
    let transaction = state.write().await?;
    let before = find(&*transaction, caller.organisation_id(), &id).await?;
    if before.is_some() {
        let own =
            visit::Entity::find_by_id((caller.organisation_id(), id.clone())).filter(scope::visits(&caller));
        own.one(&*transaction).await?.ok_or(Error::NotFound)?;
    }
    let planned = resolve(&*transaction, &caller, id, &new, before.as_ref()).await?;
    let row = plan(&*transaction, &state, planned).await?;
    match (&before, new.state == VisitState::Cancelled) {
        (_, true) => call_off(&*transaction, &state, &row, &caller.by_name()).await?,
        (Some(before), false) if before.due_at != row.due_at => {
            move_announcements(
                &*transaction,
                &state,
                &row,
                &caller.by_name(),
                &[Party::Resident, Party::Officer],
            )
            .await?;
        }
        (Some(before), false) if before.state == row.state && before.officer_email == row.officer_email => {}
        _ => {
            announce_both(&*transaction, &state, &row, new.message, new.officer_message, before.as_ref())
                .await?
        }
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    let shown = view::visits(&*state.db, &caller, vec![row], state.now()).await?;
    shown.into_iter().next().map(axum::Json).ok_or(Error::NotFound)
}

/// The two parties: `user` is the resident, or the officer if the account is staff.
async fn resolve(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: String,
    new: &NewVisit,
    before: Option<&visit::Model>,
) -> Result<Plan, Error> {
    let organisation_id = caller.organisation_id();
    let known = async |field: &str, email: &Option<String>| -> Result<_, Error> {
        let Some(email) = email else { return Ok(None) };
        let account = account::find(db, email).await?;
        let own = account.filter(|user| user.organisation_id == Some(organisation_id) && user.active);
        let complaint = "no active account has this e-mail address, so nobody would be notified";
        own.map(Some).ok_or_else(|| invalid_field(field, complaint))
    };
    let is_staff = |role: &str| Role::from(role.to_owned()) != Role::Resident;
    let (user, officer) = (known("user", &new.user).await?, known("officer", &new.officer).await?);
    if officer.as_ref().is_some_and(|officer| !is_staff(&officer.role)) {
        return Err(invalid_field("officer", "use a member of staff; a resident is the user"));
    }
    let (resident, visitor) = match user {
        Some(user) if is_staff(&user.role) => (None, Some(user)),
        user => (user, None),
    };
    let site_id = match new.site_id {
        Some(id) => {
            let own = site::Entity::find_by_id(id.0).filter(site::Column::OrganisationId.eq(organisation_id));
            Some(own.one(db).await?.ok_or_else(|| invalid_field("siteId", "there is no such site"))?.id)
        }
        None => resident.as_ref().and_then(|resident| resident.site_id),
    };
    let (service_id, client_id) = match before {
        Some(before) => (before.service_id.clone(), before.client_id.clone()),
        None => (caller.service().map(|service| service.id.clone()), caller.client_id()),
    };
    Ok(Plan {
        organisation_id,
        id,
        resident: resident.map(|user| user.email),
        officer: officer.or(visitor).map(|user| user.email),
        property: new.property.clone(),
        household: new.household.clone(),
        site_id,
        due_at: new.due_at.millis(),
        ends_at: new.ends_at.as_ref().map(|end| end.millis()),
        slots: new.slots.iter().map(|slot| slot.millis()).collect(),
        service_id,
        client_id,
        is_cancelled: new.state == VisitState::Cancelled,
    })
}
