//! `POST|PATCH|DELETE /api/control/responders`: adding, changing and removing responders, mainly demo vehicles.

use axum::extract::State;
use axum::http::StatusCode;
use sea_orm::{ActiveModelTrait, ActiveValue, ConnectionTrait, IntoActiveModel, Set};
use wire::control::{ControlResponder, NewResponder, ResponderChange};
use wire::customer::DETAIL_LIMIT;
use wire::label;

use crate::auth::caller::Controller;
use crate::auth::control_scope::ControlScope;
use crate::context::Change;
use crate::fleet::positions::PLACED;
use crate::routes::control::responders::one;
use crate::routes::control::rings::store_position;
use crate::state::AppState;
use database::entity::responder;
use database::response_types;
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Id;

/// Adds a responder.
#[utoipa::path(post, path = "/api/control/responders", tag = "control",
    request_body(content = NewResponder, description = "name, supplierId; surname, callsign, mobile, vehicle…, responseTypeIds, demo, position"),
    responses((status = 201, description = "The responder", body = ControlResponder), (status = 400), (status = 401), (status = 403)))]
pub(crate) async fn create_responder(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    JsonBody(new): JsonBody<NewResponder>,
) -> Result<(StatusCode, axum::Json<ControlResponder>), Error> {
    check_name(&new.name)?;
    for (field, text) in [
        ("surname", Some(&new.surname)),
        ("callsign", new.callsign.as_ref()),
        ("mobile", new.mobile.as_ref()),
        ("vehicleMake", new.vehicle_make.as_ref()),
        ("vehicleModel", new.vehicle_model.as_ref()),
        ("vehicleColour", new.vehicle_colour.as_ref()),
        ("vehicleLicensePlate", new.vehicle_license_plate.as_ref()),
    ] {
        check_label(field, label::parse_optional(text.map_or("", String::as_str), DETAIL_LIMIT), "")?;
    }
    let now = state.now();
    let transaction = state.write().await?;
    check_supplier(&*transaction, &scope, new.supplier_id.0).await?;
    let row = responder::ActiveModel {
        supplier_id: Set(new.supplier_id.0),
        name: Set(new.name.trim().to_owned()),
        surname: Set(new.surname.trim().to_owned()),
        reference: Set(new.callsign.clone()),
        callsign: Set(new.callsign),
        mobile: Set(new.mobile),
        vehicle_make: Set(new.vehicle_make),
        vehicle_model: Set(new.vehicle_model),
        vehicle_colour: Set(new.vehicle_colour),
        vehicle_license_plate: Set(new.vehicle_license_plate),
        response_types: Set(response_types::to_text(&new.response_type_ids)?),
        active: Set(true),
        demo: Set(new.demo),
        deleted: Set(false),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    let row = row.insert(&*transaction).await?;
    let id = row.id;
    if let Some(position) = new.position {
        store_position(&*transaction, row, &position, PLACED, &state.config, now).await?;
    }
    transaction.commit().await?;
    Ok((StatusCode::CREATED, one(&*state.db, &scope, id).await?))
}

/// Changes a responder. Omitted fields stay unchanged; `position` moves it.
#[utoipa::path(patch, path = "/api/control/responders/{id}", tag = "control", params(("id" = i64, Path)),
    request_body(content = ResponderChange, description = "name, surname, callsign, mobile, vehicle…, responseTypeIds, active, position"),
    responses((status = 200, description = "The responder", body = ControlResponder), (status = 400), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn update_responder(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Id(id): Id,
    JsonBody(change): JsonBody<ResponderChange>,
) -> Result<axum::Json<ControlResponder>, Error> {
    let now = state.now();
    let transaction = state.write().await?;
    let row = scope.find_responder(&*transaction, id).await?;
    scope.check_owns_supplier(&*transaction, row.supplier_id).await?;
    let mut row = row.into_active_model();
    if let Some(name) = &change.name {
        check_name(name)?;
        row.name = Set(name.trim().to_owned());
    }
    if let Some(surname) = change.surname {
        check_label("surname", label::parse_optional(&surname, DETAIL_LIMIT), "")?;
        row.surname = Set(surname.trim().to_owned());
    }
    set_text("callsign", &mut row.callsign, change.callsign)?;
    set_text("mobile", &mut row.mobile, change.mobile)?;
    set_text("vehicleMake", &mut row.vehicle_make, change.vehicle_make)?;
    set_text("vehicleModel", &mut row.vehicle_model, change.vehicle_model)?;
    set_text("vehicleColour", &mut row.vehicle_colour, change.vehicle_colour)?;
    set_text("vehicleLicensePlate", &mut row.vehicle_license_plate, change.vehicle_license_plate)?;
    if let Some(ids) = &change.response_type_ids {
        row.response_types = Set(response_types::to_text(ids)?);
    }
    if let Some(active) = change.active {
        row.active = Set(active);
    }
    row.updated_at = Set(now);
    let row = row.update(&*transaction).await?;
    let callout_id = row.callout_id;
    if let Some(position) = change.position {
        store_position(&*transaction, row, &position, PLACED, &state.config, now).await?;
    }
    transaction.commit().await?;
    if let Some(id) = callout_id {
        state.publish(Change::Callout(id));
    }
    one(&*state.db, &scope, id).await
}

/// Removes a responder without a callout. Earlier callouts still show them.
#[utoipa::path(delete, path = "/api/control/responders/{id}", tag = "control", params(("id" = i64, Path)),
    responses((status = 204, description = "Removed"), (status = 401), (status = 403), (status = 404), (status = 409, description = "The responder is on a callout")))]
pub(crate) async fn delete_responder(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Id(id): Id,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    let row = scope.find_responder(&*transaction, id).await?;
    scope.check_owns_supplier(&*transaction, row.supplier_id).await?;
    if let Some(callout) = row.callout_id {
        return Err(Error::conflict(format!(
            "This responder is on callout {callout}. Cancel or complete the response first."
        )));
    }
    let mut row = row.into_active_model();
    row.deleted = Set(true);
    row.active = Set(false);
    row.updated_at = Set(state.now());
    row.update(&*transaction).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) fn check_name(name: &str) -> Result<(), Error> {
    check_label("name", label::parse(name, DETAIL_LIMIT), "enter a name")
}

/// 400 if a name or detail is too long, invisible, or would reverse the text around it.
fn check_label<T>(field: &str, read: Result<T, label::Problem>, when_empty: &str) -> Result<(), Error> {
    let complain = |problem: label::Problem| {
        let what = problem.message(when_empty);
        Error::bad_request(format!("{field}: {}.", what.trim_end_matches('.')))
    };
    read.map(drop).map_err(complain)
}

/// Sets a given text; an empty one clears the field.
pub(crate) fn set_text(
    field: &str,
    column: &mut ActiveValue<Option<String>>,
    text: Option<String>,
) -> Result<(), Error> {
    if let Some(text) = text {
        let read = label::parse_optional(&text, DETAIL_LIMIT);
        check_label(field, read.as_ref().map_err(|problem| *problem), "")?;
        *column = Set(read.unwrap_or_default());
    }
    Ok(())
}

async fn check_supplier(db: &impl ConnectionTrait, scope: &ControlScope, id: i64) -> Result<(), Error> {
    match scope.find_supplier(db, id).await {
        Err(Error::NotFound) => Err(Error::bad_request(format!("supplierId: there is no supplier {id}."))),
        found => scope.check_owns_supplier(db, found?.id).await,
    }
}
