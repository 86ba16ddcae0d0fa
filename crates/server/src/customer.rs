//! `/api/customer`: the resident's own details, which travel with every callout.

use axum::extract::State;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Set};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::customer::{Customer, CustomerChange};
use wire::id::ResidentId;
use wire::postal_address::PostalAddress;
use wire::time::Timestamp;

use crate::road::Place;
use crate::state::AppState;
use crate::viewer::Resident;
use crate::{geocoder, homes};
use database::entity::resident;
use web::error::Error;
use web::json::JsonBody;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_customer, update_customer))
}

/// The details as the callout contract prints them.
pub fn to_wire(row: resident::Model, address: PostalAddress) -> Customer {
    Customer {
        id: ResidentId(row.id),
        name: Some(row.name),
        surname: Some(row.surname),
        mobile: Some(row.mobile),
        gender: Some(row.gender),
        email: Some(row.email),
        vehicle_make: Some(row.vehicle_make),
        vehicle_model: Some(row.vehicle_model),
        vehicle_colour: Some(row.vehicle_colour),
        vehicle_license_plate: Some(row.vehicle_license_plate),
        customer_source_id: row.customer_source_id,
        date_of_birth: row.date_of_birth,
        auth0_user_id: row.user_id,
        image_id: row.image_id.map(Some),
        address,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
    }
}

/// 400 with every complaint at once when a detail cannot be stored.
pub fn check_change(change: &CustomerChange) -> Result<(), Error> {
    let problems = change.problems();
    if problems.is_empty() {
        return Ok(());
    }
    let told: Vec<_> = problems.iter().map(|(field, what)| format!("{field}: {what}")).collect();
    Err(Error::bad_request(format!("{}.", told.join("; "))))
}

/// Stores checked details; what is left out stays, an empty text empties. The sign-in is never touched.
pub async fn apply_change(
    transaction: &impl ConnectionTrait,
    row: resident::Model,
    change: CustomerChange,
    now: i64,
) -> Result<resident::Model, Error> {
    let before = row.clone();
    let mut row = row.into_active_model();
    let pairs = [
        ("name", &mut row.name, change.name),
        ("surname", &mut row.surname, change.surname),
        ("email", &mut row.email, change.email),
        ("mobile", &mut row.mobile, change.mobile),
        ("gender", &mut row.gender, change.gender),
        ("vehicleMake", &mut row.vehicle_make, change.vehicle_make),
        ("vehicleModel", &mut row.vehicle_model, change.vehicle_model),
        ("vehicleColour", &mut row.vehicle_colour, change.vehicle_colour),
        ("vehicleLicensePlate", &mut row.vehicle_license_plate, change.vehicle_license_plate),
    ];
    for (field, column, value) in pairs {
        if let Some(value) = value {
            column.set_if_not_equals(wire::customer::tidy(field, &value));
        }
    }
    if let Some(born) = change.date_of_birth {
        let born = wire::customer::tidy("dateOfBirth", &born);
        row.date_of_birth.set_if_not_equals(Some(born).filter(|born| !born.is_empty()));
    }
    if !row.is_changed() {
        return Ok(before);
    }
    row.updated_at = Set(now);
    Ok(row.update(transaction).await?)
}

/// Puts an address in the place of a resident's own, with where that is.
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
    responses((status = 200, description = "The details"), (status = 401), (status = 403)))]
async fn get_customer(
    State(state): State<AppState>,
    resident: Resident,
) -> Result<axum::Json<Customer>, Error> {
    let row = resident::Entity::find_by_id(resident.id).one(&*state.db).await?.ok_or(Error::NotFound)?;
    let home = homes::of_resident(&*state.db, &row).await?;
    Ok(axum::Json(to_wire(row, home.address)))
}

/// Changes the signed-in resident's details. What is left out stays as it was; an empty text empties the field.
#[utoipa::path(patch, path = "/api/customer", tag = "customer",
    request_body(content = serde_json::Value, description = "any of name, surname, email, mobile, gender, dateOfBirth, vehicleMake, vehicleModel, vehicleColour, vehicleLicensePlate; address: flat, street, town, region, postcode, country, uprn",
        example = json!({ "mobile": "+27761234567", "vehicleColour": "Red" })),
    responses((status = 200, description = "The details as they are now"), (status = 400), (status = 401), (status = 403)))]
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
