//! `/api/customer`: the resident's own details, which are part of every callout.

use axum::extract::State;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Set};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::customer::{Customer, CustomerChange};
use wire::postal_address::PostalAddress;

use crate::auth::caller::Resident;
use crate::fleet::road::Place;
use crate::residents::{apply_change, to_wire};
use crate::state::AppState;
use crate::{geocoder, homes};
use database::entity::resident;
use web::error::Error;
use web::json::JsonBody;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_customer, update_customer))
}

/// 400 with all problems at once, if a detail cannot be stored.
pub fn check_change(change: &CustomerChange) -> Result<(), Error> {
    let problems = change.problems();
    if problems.is_empty() {
        return Ok(());
    }
    let sentences: Vec<_> = problems.iter().map(|(field, what)| format!("{field}: {what}")).collect();
    Err(Error::bad_request(format!("{}.", sentences.join("; "))))
}

/// Replaces a resident's own address and its coordinates.
pub async fn set_address(
    transaction: &impl ConnectionTrait,
    row: resident::Model,
    address: PostalAddress,
    place: Option<Place>,
    now: i64,
) -> Result<resident::Model, Error> {
    let address = address.tidy();
    let mut row = row.into_active_model();
    row.flat.set_if_not_equals(address.flat);
    row.street.set_if_not_equals(address.street);
    row.town.set_if_not_equals(address.town);
    row.region.set_if_not_equals(address.region);
    row.postcode.set_if_not_equals(address.postcode);
    row.country.set_if_not_equals(address.country);
    row.uprn.set_if_not_equals(address.uprn);
    row.latitude.set_if_not_equals(place.map(|place| place.0));
    row.longitude.set_if_not_equals(place.map(|place| place.1));
    row.updated_at = Set(now);
    Ok(row.update(transaction).await?)
}

/// The signed-in resident's own details.
#[utoipa::path(get, path = "/api/customer", tag = "customer",
    responses((status = 200, description = "The details", body = Customer), (status = 401), (status = 403)))]
async fn get_customer(
    State(state): State<AppState>,
    resident: Resident,
) -> Result<axum::Json<Customer>, Error> {
    let row = resident::Entity::find_by_id(resident.id).one(&*state.db).await?.ok_or(Error::NotFound)?;
    let home = homes::of_resident(&*state.db, &row).await?;
    Ok(axum::Json(to_wire(row, home.address)))
}

/// Changes the signed-in resident's details. Omitted fields stay unchanged; an empty text clears a field.
#[utoipa::path(patch, path = "/api/customer", tag = "customer",
    request_body(content = CustomerChange, description = "any of name, surname, email, mobile, gender, dateOfBirth, vehicleMake, vehicleModel, vehicleColour, vehicleLicensePlate; address: flat, street, town, region, postcode, country, uprn",
        example = json!({ "mobile": "+27761234567", "vehicleColour": "Red" })),
    responses((status = 200, description = "The current details", body = Customer), (status = 400), (status = 401), (status = 403)))]
async fn update_customer(
    State(state): State<AppState>,
    resident: Resident,
    JsonBody(change): JsonBody<CustomerChange>,
) -> Result<axum::Json<Customer>, Error> {
    check_change(&change)?;
    let place = match &change.address {
        Some(address) => geocoder::find_home(&state, address).await,
        None => None,
    };
    let transaction = state.write().await?;
    let row = resident::Entity::find_by_id(resident.id).one(&*transaction).await?.ok_or(Error::NotFound)?;
    let address = change.address.clone();
    let mut row = apply_change(&*transaction, row, change, state.now()).await?;
    if let Some(address) = address {
        row = set_address(&*transaction, row, address, place, state.now()).await?;
    }
    let home = homes::of_resident(&*transaction, &row).await?;
    transaction.commit().await?;
    Ok(axum::Json(to_wire(row, home.address)))
}
