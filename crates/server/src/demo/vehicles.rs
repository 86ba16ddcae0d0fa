//! The demo's suppliers and responders, around the places of the published examples in Wynberg, Sandton.
//!
//! Responder 8 of supplier 109 is the one in those examples. Real ones are rung for real alarms; demo vehicles for Demo callouts
//! only.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Set};

use super::people::{ACME, BOROUGH};
use crate::context::Context;
use crate::control::PLACED;
use database::entity::{responder, responder_location, supplier, supplier_organisation};
use web::error::Error;

struct Company {
    id: i64,
    name: &'static str,
    number: &'static str,
    address: &'static str,
    types: &'static str,
    demo: bool,
}

struct Vehicle {
    id: i64,
    supplier_id: i64,
    name: (&'static str, &'static str),
    callsign: &'static str,
    /// Make, model, colour, plate.
    vehicle: [&'static str; 4],
    types: &'static str,
    demo: bool,
    place: (f64, f64),
}

const COMPANIES: [Company; 4] = [
    Company {
        id: 109,
        name: "Wynberg Response",
        number: "+27110000109",
        address: "16 4th Street Wynberg",
        types: "1",
        demo: false,
    },
    Company {
        id: 14,
        name: "Alpha Security",
        number: "+27110000014",
        address: "2 Louis Botha Avenue, Wynberg",
        types: "1",
        demo: false,
    },
    Company {
        id: 46,
        name: "Sandton Medical Response",
        number: "+27110000046",
        address: "7 Kew Road, Kew",
        types: "2",
        demo: false,
    },
    Company {
        id: 200,
        name: "Demo Vehicles",
        number: "+27110000200",
        address: "",
        types: "1,2,3",
        demo: true,
    },
];

const VEHICLES: [Vehicle; 8] = [
    Vehicle {
        id: 8,
        supplier_id: 109,
        name: ("Sipho", "Dlamini"),
        callsign: "wynberg 1",
        vehicle: ["Toyota", "Corolla", "Silver", "WYN 101 GP"],
        types: "1",
        demo: false,
        place: (-26.113298, 28.0848),
    },
    Vehicle {
        id: 9,
        supplier_id: 109,
        name: ("Thandi", "Nkosi"),
        callsign: "wynberg 2",
        vehicle: ["Toyota", "Hilux", "White", "WYN 102 GP"],
        types: "1",
        demo: false,
        place: (-26.1189, 28.0741),
    },
    Vehicle {
        id: 10,
        supplier_id: 14,
        name: ("Pieter", "van Wyk"),
        callsign: "alpha 1",
        vehicle: ["Nissan", "NP200", "Black", "ALPHA 1 GP"],
        types: "1",
        demo: false,
        place: (-26.1014, 28.0922),
    },
    Vehicle {
        id: 11,
        supplier_id: 46,
        name: ("Lerato", "Mokoena"),
        callsign: "medic 1",
        vehicle: ["Volkswagen", "Transporter", "White", "MEDIC 1 GP"],
        types: "2",
        demo: false,
        place: (-26.1052, 28.0743),
    },
    Vehicle {
        id: 12,
        supplier_id: 46,
        name: ("Yusuf", "Patel"),
        callsign: "medic 2",
        vehicle: ["Mercedes", "Vito", "Yellow", "MEDIC 2 GP"],
        types: "1,2",
        demo: false,
        place: (-26.1231, 28.0897),
    },
    Vehicle {
        id: 201,
        supplier_id: 200,
        name: ("Demo", "One"),
        callsign: "demo 1",
        vehicle: ["Renault", "Kwid", "Orange", "DEMO 1 GP"],
        types: "1,2,3",
        demo: true,
        place: (-26.1121, 28.0785),
    },
    Vehicle {
        id: 202,
        supplier_id: 200,
        name: ("Demo", "Two"),
        callsign: "demo 2",
        vehicle: ["Suzuki", "Jimny", "Green", "DEMO 2 GP"],
        types: "1,2,3",
        demo: true,
        place: (-26.1033, 28.0862),
    },
    Vehicle {
        id: 203,
        supplier_id: 200,
        name: ("Demo", "Three"),
        callsign: "demo 3",
        vehicle: ["Hyundai", "H1", "Blue", "DEMO 3 GP"],
        types: "1,2,3",
        demo: true,
        place: (-26.1167, 28.0919),
    },
];

pub(crate) async fn seed(state: &Context) -> Result<(), Error> {
    let now = state.now();
    let transaction = state.write().await?;
    for company in &COMPANIES {
        add_company(&*transaction, company, now).await?;
    }
    for vehicle in &VEHICLES {
        if responder::Entity::find_by_id(vehicle.id).one(&*transaction).await?.is_none() {
            add_vehicle(&*transaction, vehicle, now).await?;
        }
    }
    if transaction.get_database_backend() == DbBackend::Postgres {
        // PostgreSQL's sequences do not count ids that were inserted explicitly; without this the next id would collide.
        for table in ["supplier", "responder"] {
            let next = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            );
            transaction.execute_unprepared(&next).await?;
        }
    }
    Ok(transaction.commit().await?)
}

async fn add_company(db: &impl ConnectionTrait, company: &Company, now: i64) -> Result<(), Error> {
    let text = |text: &str| Set(Some(text.to_owned()));
    let row = supplier::ActiveModel {
        id: Set(company.id),
        name: Set(company.name.to_owned()),
        contact_number: text(company.number),
        email: Set(Some(format!("supplier{}@demo.example", company.id))),
        contact_person: text("Duty Manager"),
        address: text(company.address),
        region: text("Gauteng"),
        logo_url: Set(None),
        last_updated_by: Set(None),
        response_types: Set(company.types.to_owned()),
        requires_approval: Set(false),
        demo: Set(company.demo),
        deleted: Set(false),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let keep = OnConflict::column(supplier::Column::Id).do_nothing().to_owned();
    supplier::Entity::insert(row).on_conflict(keep).exec_without_returning(db).await?;
    for organisation in [ACME, BOROUGH] {
        let row = supplier_organisation::ActiveModel {
            supplier_id: Set(company.id),
            organisation_id: Set(organisation),
        };
        let keep = OnConflict::columns([
            supplier_organisation::Column::SupplierId,
            supplier_organisation::Column::OrganisationId,
        ])
        .do_nothing()
        .to_owned();
        supplier_organisation::Entity::insert(row).on_conflict(keep).exec_without_returning(db).await?;
    }
    Ok(())
}

async fn add_vehicle(db: &impl ConnectionTrait, vehicle: &Vehicle, now: i64) -> Result<(), Error> {
    let text = |text: &str| Set(Some(text.to_owned()));
    let row = |location_id: Option<i64>| responder::ActiveModel {
        id: Set(vehicle.id),
        supplier_id: Set(vehicle.supplier_id),
        name: Set(vehicle.name.0.to_owned()),
        surname: Set(vehicle.name.1.to_owned()),
        callsign: text(vehicle.callsign),
        reference: text(vehicle.callsign),
        mobile: Set(Some(format!("+2783000{:04}", vehicle.id))),
        vehicle_make: text(vehicle.vehicle[0]),
        vehicle_model: text(vehicle.vehicle[1]),
        vehicle_colour: text(vehicle.vehicle[2]),
        vehicle_license_plate: text(vehicle.vehicle[3]),
        response_types: Set(vehicle.types.to_owned()),
        active: Set(true),
        demo: Set(vehicle.demo),
        deleted: Set(false),
        callout_id: Set(None),
        location_id: Set(location_id),
        latitude: Set(Some(vehicle.place.0)),
        longitude: Set(Some(vehicle.place.1)),
        created_at: Set(now),
        updated_at: Set(now),
    };
    responder::Entity::insert(row(None)).exec_without_returning(db).await?;
    let place = responder_location::ActiveModel {
        responder_id: Set(vehicle.id),
        latitude: Set(vehicle.place.0),
        longitude: Set(vehicle.place.1),
        accuracy: Set(Some(20.0)),
        heading: Set(None),
        provider: Set(PLACED.to_owned()),
        recorded_at: Set(now),
        received_at: Set(now),
        ..Default::default()
    };
    let place = responder_location::Entity::insert(place).exec(db).await?;
    responder::Entity::update(row(Some(place.last_insert_id))).exec(db).await?;
    Ok(())
}
