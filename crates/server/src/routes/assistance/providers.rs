//! `GET /api/v2/assistance-provider`: the list with search, scope and visibility, and one provider.

use axum::Json;
use axum::extract::State;
use sea_orm::sea_query::{Expr, Query as Select, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::Provider;
use wire::page::Page;

use crate::assistance::view::Secrets;
use crate::assistance::{health, view, visible};
use crate::auth::scopes;
use crate::auth::staff::StaffOrResident;
use crate::state::AppState;
use database::entity::assistance_provider::{Column, Entity};
use database::entity::{notifier, resident};
use database::search;
use database::search::Text;
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::paging::Paging;
use web::parameters::{Id, Query, flag};

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_providers)).routes(routes!(get_provider))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    search: String,
    r#type: Option<wire::assistance::ScopeKind>,
    object_id: Option<i64>,
    visible_to: Option<i64>,
    #[serde(deserialize_with = "flag")]
    health: bool,
}

/// The providers of the caller's organisation or patch by name; with `visible_to` those that a resident sees, in the television's
/// order. A resident receives the providers on their own television, without their notifiers.
#[utoipa::path(get, path = "/api/v2/assistance-provider", tag = "assistance",
    params(("search" = Option<String>, Query, description = "Words in the name, label, notifiers, or the name of the resident, site or organisation"),
        ("type" = Option<String>, Query, description = "customer, site or resident"), ("object_id" = Option<i64>, Query),
        ("visible_to" = Option<i64>, Query, description = "A resident's id"),
        ("health" = Option<bool>, Query, description = "Includes the results of recent deliveries"), ("page" = Option<u64>, Query),
        ("page_size" = Option<u64>, Query)),
    responses((status = 200, description = "count, next, previous, results", body = Page<Provider>), (status = 400), (status = 401),
        (status = 403), (status = 404)))]
async fn list_providers(
    State(state): State<AppState>,
    Detailed(caller): Detailed<StaffOrResident>,
    Detailed(paging): Detailed<Paging>,
    Detailed(Query(filter)): Detailed<Query<Filter>>,
) -> Result<Json<Page<Provider>>, Refusal> {
    let db = &*state.db;
    let (person, sees) = match &caller {
        StaffOrResident::Staff(staff) => (Some(&staff.person), filter.visible_to),
        StaffOrResident::Resident(own) if filter.visible_to.is_none_or(|id| id == *own) => (None, Some(*own)),
        StaffOrResident::Resident(_) => return Err(Error::NotFound.into()),
    };
    let mut found = Entity::find();
    if let Some(person) = person {
        found = found.filter(scopes::providers(person));
    }
    if let Some(id) = sees {
        let who = match person {
            Some(person) => visible::resident_of(db, person, id).await?,
            None => resident::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?,
        };
        found = found.filter(visible::to_resident(&who)).order_by(visible::rank(), Order::Asc);
    } else {
        found = found.order_by_asc(Column::Name);
    }
    if let Some(kind) = filter.r#type {
        found = found.filter(Column::Scope.eq(kind.as_str()));
    }
    if let Some(id) = filter.object_id {
        found = found.filter(is_for(id));
    }
    found = found.filter(holds(&filter.search, person.is_some()));
    let count = found.clone().count(db).await?;
    let rows = found.order_by_asc(Column::Id).offset(paging.offset()).limit(paging.limit()).all(db).await?;
    let shown = match caller {
        StaffOrResident::Staff(staff) => {
            let mut shown = view::whole(db, rows, &Secrets::new()).await?;
            if filter.health {
                health::add(db, staff.organisation_id, &mut shown, state.now()).await?;
            }
            shown
        }
        StaffOrResident::Resident(_) => rows.iter().map(view::for_resident).collect(),
    };
    Ok(Json(paging.page(count, shown)?))
}

fn is_for(id: i64) -> Condition {
    Condition::any()
        .add(Column::SiteId.eq(id))
        .add(Column::ResidentId.eq(id))
        .add(Column::Scope.eq("customer").and(Column::OrganisationId.eq(id)))
}

/// Matches providers that contain every word; residents cannot search by notifiers.
fn holds(text: &str, is_staff: bool) -> Condition {
    let column = |column: Column| Expr::col((Entity, column));
    let mut all = Condition::all();
    for word in search::words(text) {
        let mut any = Condition::any().add(search::contains(column(Column::Id), &[Text::Provider], &word));
        if is_staff {
            any = any
                .add(has_notifier(&word))
                .add(search::contains(column(Column::SiteId), &[Text::Site], &word))
                .add(search::contains(column(Column::ResidentId), &[Text::Resident], &word));
        }
        all = all.add(any);
    }
    all
}

fn has_notifier(word: &str) -> SimpleExpr {
    let column = |column: notifier::Column| Expr::col((notifier::Entity, column));
    let ids = Select::select()
        .expr(column(notifier::Column::ProviderId))
        .from(notifier::Entity)
        .and_where(search::contains(column(notifier::Column::Id), &[Text::Notifier], word))
        .to_owned();
    Expr::col((Entity, Column::Id)).in_subquery(ids)
}

/// One provider; for a resident, one on their television.
#[utoipa::path(get, path = "/api/v2/assistance-provider/{id}", tag = "assistance", params(("id" = i64, Path), ("health" = Option<bool>, Query)),
    responses((status = 200, description = "The provider", body = Provider), (status = 401), (status = 403), (status = 404)))]
async fn get_provider(
    State(state): State<AppState>,
    Detailed(caller): Detailed<StaffOrResident>,
    Detailed(Id(id)): Detailed<Id>,
    Detailed(Query(filter)): Detailed<Query<Filter>>,
) -> Result<Json<Provider>, Refusal> {
    let db = &*state.db;
    match caller {
        StaffOrResident::Staff(staff) => {
            let found = Entity::find_by_id(id).filter(scopes::providers(&staff.person)).one(db).await?;
            let row = found.ok_or(Error::NotFound)?;
            let mut shown = view::whole(db, vec![row], &Secrets::new()).await?;
            if filter.health {
                health::add(db, staff.organisation_id, &mut shown, state.now()).await?;
            }
            Ok(Json(shown.pop().ok_or(Error::NotFound)?))
        }
        StaffOrResident::Resident(own) => {
            let who = resident::Entity::find_by_id(own).one(db).await?.ok_or(Error::NotFound)?;
            let found = Entity::find_by_id(id).filter(visible::to_resident(&who)).one(db).await?;
            Ok(Json(view::for_resident(&found.ok_or(Error::NotFound)?)))
        }
    }
}
