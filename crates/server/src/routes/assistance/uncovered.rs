//! `GET /api/v2/assistance-provider/{id}/uncovered`: the residents who would have no provider left if it were deleted.

use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::{Scope, Uncovered};

use crate::assistance::picture::OrganisationCoverage;
use crate::assistance::{objects, store};
use crate::auth::staff::OrganisationAdmin;
use crate::state::AppState;
use database::entity::resident;
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::parameters::Id;

/// How many residents are named.
const EXAMPLES: usize = 5;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_uncovered))
}

/// The number of residents who see this provider, and those who would have none left without it.
#[utoipa::path(get, path = "/api/v2/assistance-provider/{id}/uncovered", tag = "assistance", params(("id" = i64, Path)),
    responses((status = 200, description = "residents, nobody, examples", body = Uncovered), (status = 401), (status = 403), (status = 404)))]
async fn get_uncovered(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    Detailed(Id(id)): Detailed<Id>,
) -> Result<Json<Uncovered>, Refusal> {
    let provider = store::find(&*state.db, admin.organisation_id, id).await?;
    let picture = OrganisationCoverage::of(&state, admin.organisation_id).await?;
    let sees = |who: &&resident::Model| match provider.scope() {
        Scope::Organisation(_) => true,
        Scope::Site(site) => who.site_id == Some(site.0),
        Scope::Resident(resident) => who.id == resident.0,
    };
    let residents: Vec<_> = picture.residents.iter().filter(sees).collect();
    let alone: Vec<_> = residents.iter().filter(|who| picture.depends_on(who, id)).collect();
    let count = |number: usize| i64::try_from(number).map_err(Error::internal);
    Ok(Json(Uncovered {
        residents: count(residents.len())?,
        nobody: count(alone.len())?,
        examples: alone.into_iter().take(EXAMPLES).map(|who| objects::resident(who)).collect(),
    }))
}
