//! `POST|PATCH|DELETE /api/control/suppliers`: adding, changing and removing suppliers.

use axum::extract::State;
use axum::http::StatusCode;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Set,
};
use wire::control::{ControlSupplier, NewSupplier, SupplierChange};
use wire::customer::is_email;
use wire::invisible::is_blank;
use wire::plural::counted;
use wire::sender::{email, phone};

use crate::auth::caller::Controller;
use crate::auth::control_scope::ControlScope;
use crate::routes::control::responder_changes::{check_name, set_text};
use crate::routes::control::suppliers::one;
use crate::state::AppState;
use database::entity::{responder, supplier, supplier_organisation};
use database::response_types;
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Id;

/// Adds a supplier.
#[utoipa::path(post, path = "/api/control/suppliers", tag = "control",
    request_body(content = NewSupplier, description = "name; contactNumber, email, contactPerson, address, region, supplierLogoUrl, responseTypeIds, demo, organisationIds"),
    responses((status = 201, description = "The supplier", body = ControlSupplier), (status = 400), (status = 401), (status = 403)))]
pub(crate) async fn create_supplier(
    State(state): State<AppState>,
    Controller { person, scope }: Controller,
    JsonBody(new): JsonBody<NewSupplier>,
) -> Result<(StatusCode, axum::Json<ControlSupplier>), Error> {
    check_name(&new.name)?;
    check_reach(new.contact_number.as_deref(), new.email.as_deref(), new.supplier_logo_url.as_deref())?;
    let now = state.now();
    let mut row = supplier::ActiveModel {
        name: Set(new.name.trim().to_owned()),
        response_types: Set(response_types::to_text(&new.response_type_ids)?),
        requires_approval: Set(false),
        demo: Set(new.demo),
        deleted: Set(false),
        last_updated_by: Set(Some(person.user.email)),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    set_text("contactNumber", &mut row.contact_number, new.contact_number.map(|typed| phone::tidy(&typed)))?;
    set_text("email", &mut row.email, new.email.map(tidy_email))?;
    set_text("contactPerson", &mut row.contact_person, new.contact_person)?;
    set_text("address", &mut row.address, new.address)?;
    set_text("region", &mut row.region, new.region)?;
    set_text("supplierLogoUrl", &mut row.logo_url, new.supplier_logo_url)?;
    let transaction = state.write().await?;
    let id = row.insert(&*transaction).await?.id;
    serve(&*transaction, &scope, id, new.organisation_ids).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, one(&*state.db, &scope, id).await?))
}

/// Changes a supplier. Omitted fields stay unchanged, an empty text clears a field.
#[utoipa::path(patch, path = "/api/control/suppliers/{id}", tag = "control", params(("id" = i64, Path)),
    request_body(content = SupplierChange, description = "name, contactNumber, email, contactPerson, address, region, supplierLogoUrl, responseTypeIds, organisationIds"),
    responses((status = 200, description = "The supplier", body = ControlSupplier), (status = 400), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn update_supplier(
    State(state): State<AppState>,
    Controller { person, scope }: Controller,
    Id(id): Id,
    JsonBody(change): JsonBody<SupplierChange>,
) -> Result<axum::Json<ControlSupplier>, Error> {
    check_reach(
        change.contact_number.as_deref(),
        change.email.as_deref(),
        change.supplier_logo_url.as_deref(),
    )?;
    let transaction = state.write().await?;
    let row = scope.find_supplier(&*transaction, id).await?;
    scope.check_owns_supplier(&*transaction, id).await?;
    let mut row = row.into_active_model();
    if let Some(name) = &change.name {
        check_name(name)?;
        row.name = Set(name.trim().to_owned());
    }
    set_text(
        "contactNumber",
        &mut row.contact_number,
        change.contact_number.map(|typed| phone::tidy(&typed)),
    )?;
    set_text("email", &mut row.email, change.email.map(tidy_email))?;
    set_text("contactPerson", &mut row.contact_person, change.contact_person)?;
    set_text("address", &mut row.address, change.address)?;
    set_text("region", &mut row.region, change.region)?;
    set_text("supplierLogoUrl", &mut row.logo_url, change.supplier_logo_url)?;
    if let Some(ids) = &change.response_type_ids {
        row.response_types = Set(response_types::to_text(ids)?);
    }
    row.last_updated_by = Set(Some(person.user.email));
    row.updated_at = Set(state.now());
    row.update(&*transaction).await?;
    if change.organisation_ids.is_some() {
        serve(&*transaction, &scope, id, change.organisation_ids).await?;
    }
    transaction.commit().await?;
    one(&*state.db, &scope, id).await
}

/// Removes a supplier without responders. Earlier callouts still show it.
#[utoipa::path(delete, path = "/api/control/suppliers/{id}", tag = "control", params(("id" = i64, Path)),
    responses((status = 204, description = "Removed"), (status = 401), (status = 403), (status = 404), (status = 409, description = "The supplier still has responders")))]
pub(crate) async fn delete_supplier(
    State(state): State<AppState>,
    Controller { person, scope }: Controller,
    Id(id): Id,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    let row = scope.find_supplier(&*transaction, id).await?;
    scope.check_owns_supplier(&*transaction, id).await?;
    let mut row = row.into_active_model();
    let crews = responder::Entity::find()
        .filter(responder::Column::SupplierId.eq(id))
        .filter(responder::Column::Deleted.eq(false))
        .count(&*transaction)
        .await?;
    if crews > 0 {
        return Err(Error::conflict(format!(
            "{} for this supplier. Remove them first.",
            counted("1 responder drives|{count} responders drive", i64::try_from(crews).unwrap_or(i64::MAX))
        )));
    }
    row.deleted = Set(true);
    row.last_updated_by = Set(Some(person.user.email));
    row.updated_at = Set(state.now());
    row.update(&*transaction).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets the organisations that it serves: the given ones, which must be the controller's, or all of the controller's.
async fn serve(
    transaction: &impl ConnectionTrait,
    scope: &ControlScope,
    id: i64,
    organisations: Option<Vec<i64>>,
) -> Result<(), Error> {
    use supplier_organisation::{ActiveModel, Column, Entity};
    let mut organisations = match organisations {
        Some(named) => named,
        None => scope.ids().map(<[i64]>::to_vec).unwrap_or_default(),
    };
    organisations.sort_unstable();
    organisations.dedup();
    if organisations.is_empty() {
        return Err(Error::bad_request("organisationIds: select at least one of your organisations."));
    }
    if let Some(foreign) = organisations.iter().find(|id| !scope.contains(**id)) {
        return Err(Error::bad_request(format!("organisationIds: there is no organisation {foreign}.")));
    }
    Entity::delete_many().filter(Column::SupplierId.eq(id)).exec(transaction).await?;
    let rows = organisations
        .into_iter()
        .map(|organisation| ActiveModel { supplier_id: Set(id), organisation_id: Set(organisation) });
    Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(())
}

/// The normal form of an address that has been validated.
fn tidy_email(typed: String) -> String {
    email::parse(&typed).unwrap_or(typed)
}

/// 400 for contact details that cannot work. Empty texts are accepted, because they clear the field.
fn check_reach(number: Option<&str>, email: Option<&str>, logo: Option<&str>) -> Result<(), Error> {
    let filled = |text: Option<&str>, fits: fn(&str) -> bool| {
        text.map(str::trim).filter(|text| !is_blank(text)).is_none_or(fits)
    };
    if !filled(number, |text| phone::dialable(text).is_ok()) {
        return Err(Error::bad_request("contactNumber: enter a telephone number such as +44 7700 900123."));
    }
    if !filled(email, is_email) {
        return Err(Error::bad_request("email: enter an e-mail address such as name@example.com."));
    }
    if !filled(logo, |text| text.starts_with("https://") || text.starts_with('/')) {
        return Err(Error::bad_request("supplierLogoUrl: enter a URL that begins with https://."));
    }
    Ok(())
}
