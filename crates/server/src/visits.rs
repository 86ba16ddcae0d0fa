//! Visits to homes and cautionary records about them: `/api/visits` and `/api/cautions`. A visit is announced the day before, to the
//! resident and to whoever visits; both can confirm or move it. Whoever visits is told of every caution about that home or
//! household, whichever of the two comes first, until the visit is over.

mod answer;
mod answer_route;
mod cautions;
mod cautions_route;
mod list;
mod plan;
mod plan_route;
mod present;
mod reschedule;
mod scope;
mod shared;

pub(crate) use answer::{Party, VisitReply, reply};
pub(crate) use cautions::{CautionRecord, record_caution};
pub(crate) use plan::{Plan, find, plan, withdraw};
pub(crate) use present::answer_of;
pub(crate) use shared::{own, own_of};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use database::entity::{caution, visit};
use web::error::Error;
use web::problem;

/// The routes of this area.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new()
        .routes(routes!(list::list_visits))
        .routes(routes!(list::get_visit, plan_route::plan_visit))
        .routes(routes!(answer_route::answer_planned_visit))
        .routes(routes!(cautions_route::list_cautions))
        .routes(routes!(cautions_route::put_caution, cautions_route::end_caution));
    problem::styled(routes)
}

/// A home or household as it is compared: without blanks around it, in lower case.
fn key(name: Option<&str>) -> Option<String> {
    name.map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty())
}

/// Erases visits that were over before, and cautions that ended before.
pub(crate) async fn erase_old(state: &AppState, before: i64) -> Result<u64, Error> {
    let transaction = state.write().await?;
    let visits =
        visit::Entity::delete_many().filter(visit::Column::EndsAt.lte(before)).exec(&*transaction).await?;
    let cautions = caution::Entity::delete_many()
        .filter(caution::Column::EndedAt.lte(before))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(visits.rows_affected + cautions.rows_affected)
}
