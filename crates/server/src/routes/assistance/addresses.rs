//! `PUT /api/v2/site/{id}/address` and `/api/v2/resident/{id}/address`: addresses of sites and residents, which controllers need
//! first. If the operator configured a geocoder, it finds the coordinates of an address without any.

use axum::Json;
use axum::extract::State;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::{Resident, Site};
use wire::postal_address::NewAddress;

use crate::assistance::objects;
use crate::auth::scopes;
use crate::auth::staff::{OrganisationAdmin, Staff};
use crate::context::Context;
use crate::fleet::road::Place;
use crate::geocoder;
use crate::routes::customer;
use crate::state::AppState;
use database::entity::{resident, site};
use web::detail::{AnyJson, Detailed, Refusal};
use web::error::Error;
use web::parameters::Id;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(update_site_address)).routes(routes!(update_resident_address))
}

/// Replaces the address of a site.
#[utoipa::path(put, path = "/api/v2/site/{id}/address", tag = "assistance", params(("id" = i64, Path)),
    request_body(content = NewAddress, description = "street, town, region, postcode, country, uprn; lat and lon",
        example = json!({ "street": "12 Acacia Avenue", "town": "London", "postcode": "N1 9GU", "uprn": "100023336956", "lat": 51.5, "lon": -0.12 })),
    responses((status = 200, description = "The site", body = Site), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn update_site_address(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    Detailed(Id(id)): Detailed<Id>,
    AnyJson(body): AnyJson,
) -> Result<Json<Site>, Refusal> {
    let find = || site::Entity::find_by_id(id).filter(site::Column::OrganisationId.eq(admin.organisation_id));
    find().one(&*state.db).await?.ok_or(Error::NotFound)?;
    let new = NewAddress::read(body)?;
    let place = place(&state, &new).await;
    let transaction = state.write().await?;
    let mut row = find().one(&*transaction).await?.ok_or(Error::NotFound)?.into_active_model();
    row.address = Set(new.address.line().unwrap_or_default());
    row.street = Set(new.address.street);
    row.town = Set(new.address.town);
    row.region = Set(new.address.region);
    row.postcode = Set(new.address.postcode);
    row.country = Set(new.address.country);
    row.uprn = Set(new.address.uprn);
    row.latitude = Set(place.map(|place| place.0));
    row.longitude = Set(place.map(|place| place.1));
    row.updated_at = Set(state.now());
    let row = row.update(&*transaction).await?;
    transaction.commit().await?;
    Ok(Json(objects::site(row)))
}

/// Replaces a resident's own address. A resident with only a flat lives at the site's address.
#[utoipa::path(put, path = "/api/v2/resident/{id}/address", tag = "assistance", params(("id" = i64, Path)),
    request_body(content = NewAddress, description = "flat, street, town, region, postcode, country, uprn; lat and lon",
        example = json!({ "flat": "4b", "uprn": "100023336957" })),
    responses((status = 200, description = "The resident", body = Resident), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn update_resident_address(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(Id(id)): Detailed<Id>,
    AnyJson(body): AnyJson,
) -> Result<Json<Resident>, Refusal> {
    let find = || resident::Entity::find_by_id(id).filter(scopes::residents(&staff.person));
    find().one(&*state.db).await?.ok_or(Error::NotFound)?;
    let new = NewAddress::read(body)?;
    let place = place(&state, &new).await;
    let transaction = state.write().await?;
    let row = find().one(&*transaction).await?.ok_or(Error::NotFound)?;
    let row = customer::set_address(&*transaction, row, new.address, place, state.now()).await?;
    transaction.commit().await?;
    Ok(Json(objects::resident(&row)))
}

/// The given coordinates, otherwise the geocoder's.
async fn place(state: &Context, new: &NewAddress) -> Option<Place> {
    match new.lat.zip(new.lon) {
        Some(place) => Some(place),
        None => geocoder::find_home(state, &new.address).await,
    }
}
