//! Residents: their representation, and the changes that clients may make.

use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, Set};
use wire::customer::{Customer, CustomerChange};
use wire::id::ResidentId;
use wire::postal_address::PostalAddress;
use wire::time::Timestamp;

use database::entity::resident;
use web::error::Error;

/// The details in the format of the callout contract.
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
        customer_source_id: row.source_id,
        date_of_birth: row.date_of_birth,
        auth0_user_id: row.user_id,
        image_id: row.image_id.map(Some),
        address,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
    }
}

/// Stores validated details. Omitted fields stay unchanged, an empty text clears a field. The sign-in name never changes.
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
