//! `POST /api/visits/{id}/answer`: the resident or the visiting officer confirms a visit or chooses another time.

use axum::extract::{Path, Request, State};
use sea_orm::{EntityTrait, QueryFilter};
use serde_json::Value;
use wire::notification::NewVisitAnswer;
use wire::visit::Visit;

use crate::auth::caller::Caller;
use crate::context::Change;
use crate::routes::notifications::visit::note_visit_answer;
use crate::state::AppState;
use crate::visits::answer::{VisitReply, reply};
use crate::visits::{scope, view};
use database::entity::visit::Entity;
use web::error::Error;
use web::json;
use web::problem::invalid;

/// Answers whether the visit suits. `slot` is another time; the officer may choose any, a resident an offered one.
#[utoipa::path(post, path = "/api/visits/{id}/answer", tag = "visits", params(("id" = String, Path)),
    request_body(content = NewVisitAnswer, description = "answer: confirmed or rearrange; slot: another time; note: free text"),
    responses((status = 200, description = "The current visit", body = Visit), (status = 400), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "The visit is over or was called off"), (status = 422)))]
pub(crate) async fn answer_planned_visit(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<axum::Json<Visit>, Error> {
    let person = caller.person()?;
    let caller = Caller::Person(person.clone());
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let answer = NewVisitAnswer::read(body).map_err(invalid)?;
    let transaction = state.write().await?;
    let own = Entity::find_by_id((caller.organisation_id(), id.clone())).filter(scope::visits(&caller));
    let visit = own.one(&*transaction).await?.ok_or(Error::NotFound)?;
    if !visit.is_open(state.now()) {
        return Err(Error::conflict("This visit is over or was called off. Plan another one."));
    }
    let row = view::announcement(&*transaction, &visit).await?;
    let row = row.ok_or_else(|| Error::conflict("This visit has not been announced yet. Plan it again."))?;
    let said = VisitReply { person: &person, row: &row, visit: Some(visit), answer };
    let action = reply(&*transaction, &state, said).await?;
    note_visit_answer(&*transaction, &state, &person, &row.id, action).await?;
    let visit =
        crate::visits::find(&*transaction, caller.organisation_id(), &id).await?.ok_or(Error::NotFound)?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    let shown = view::visits(&*state.db, &caller, vec![visit], state.now()).await?;
    shown.into_iter().next().map(axum::Json).ok_or(Error::NotFound)
}
