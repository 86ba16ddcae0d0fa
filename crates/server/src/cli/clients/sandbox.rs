//! `client sandbox`: an organisation, a controller and demo vehicles for an integrator's trials, isolated from real alarms.

use clap::Args;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Set};
use wire::label::isolated;
use wire::session::Role;

use crate::accounts::NewAccount;
use crate::cli::database_args::{DatabaseArgs, error_text, hash_password, print_code};
use crate::context::Context;
use crate::control::PLACED;
use crate::fleet::road::Place;
use database::entity::{
    client, organisation, responder, responder_location, supplier, supplier_organisation,
};
use web::error::Error;

/// Distance between the vehicles in degrees of latitude: about two kilometres.
const APART: f64 = 0.02;

#[derive(Debug, Args)]
pub(crate) struct Sandbox {
    /// The clientId.
    id: String,
    /// E-mail address of the controller's account.
    #[arg(long)]
    controller: String,
    /// The controller's password. Without it, a one-time code is printed with which the controller chooses one.
    #[arg(long, env = "TOCSIN_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// Number of demo vehicles.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(0..=20))]
    vehicles: u32,
    /// Position of the vehicles: latitude,longitude. The controller can move them on the page Vehicles.
    #[arg(long, allow_hyphen_values = true, value_parser = parse_place)]
    at: Place,
    #[command(flatten)]
    database: DatabaseArgs,
}

impl Sandbox {
    pub(crate) async fn run(self) -> Result<(), String> {
        let state = self.database.state().await?;
        let id = self.id.trim().to_lowercase();
        let client = client::Entity::find_by_id(&id).one(&*state.db).await.map_err(error_text)?;
        let client = client.ok_or_else(|| format!("There is no client {id}."))?;
        if !client.is_integration_test() {
            return Err(format!(
                "{} is not being tried out: its request type is {}.",
                client.name, client.request_type
            ));
        }
        if wire::sender::email::parse(&self.controller).is_none() {
            return Err("Write --controller like name@example.com.".to_owned());
        }
        let password_hash = hash_password(&state, self.password).await?;
        let needs_code = password_hash.is_none();
        let new = NewAccount {
            email: self.controller,
            name: client.name.clone(),
            surname: "controller".to_owned(),
            password_hash,
            role: Role::Controller,
            team: None,
            organisation_id: client.organisation_id,
            site_id: None,
            tenure: None,
            client_id: None,
        };
        let transaction = state.write().await.map_err(error_text)?;
        let user = crate::accounts::create(&state, &*transaction, new).await.map_err(error_text)?;
        crate::accounts::serve(&*transaction, &user, &[client.organisation_id], state.now())
            .await
            .map_err(error_text)?;
        add_vehicles(&*transaction, &client, self.vehicles, self.at, state.now())
            .await
            .map_err(error_text)?;
        transaction.commit().await.map_err(error_text)?;
        println!(
            "{} controls what {} raises, with {} demo vehicles. They are below Demo in the control room.",
            user.email,
            isolated(&client.name),
            self.vehicles
        );
        if needs_code { print_code(&state, &user).await } else { Ok(()) }
    }
}

/// Adds the organisation of an `INTEGRATION_TEST` client.
pub(crate) async fn add_organisation(state: &Context, name: &str) -> Result<i64, String> {
    let row = organisation::ActiveModel {
        name: Set(format!("{name} (integration test)")),
        created_at: Set(state.now()),
        ..Default::default()
    };
    Ok(row.insert(&*state.db).await.map_err(error_text)?.id)
}

/// Adds a supplier whose demo vehicles serve this organisation only.
async fn add_vehicles(
    db: &impl ConnectionTrait,
    client: &client::Model,
    count: u32,
    at: Place,
    now: i64,
) -> Result<(), Error> {
    let company = supplier::ActiveModel {
        name: Set(format!("{} demo vehicles", client.name)),
        response_types: Set("1,2,3".to_owned()),
        requires_approval: Set(false),
        demo: Set(true),
        deleted: Set(false),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    let company = company.insert(db).await?;
    let serves = supplier_organisation::ActiveModel {
        supplier_id: Set(company.id),
        organisation_id: Set(client.organisation_id),
    };
    supplier_organisation::Entity::insert(serves).exec_without_returning(db).await?;
    for number in 1..=count {
        let place = (at.0 + APART * f64::from(number - 1), at.1);
        let vehicle = responder::ActiveModel {
            supplier_id: Set(company.id),
            name: Set("Demo".to_owned()),
            surname: Set(format!("vehicle {number}")),
            callsign: Set(Some(format!("demo {number}"))),
            response_types: Set("1,2,3".to_owned()),
            active: Set(true),
            demo: Set(true),
            deleted: Set(false),
            latitude: Set(Some(place.0)),
            longitude: Set(Some(place.1)),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        let vehicle = vehicle.insert(db).await?;
        let position = responder_location::ActiveModel {
            responder_id: Set(vehicle.id),
            latitude: Set(place.0),
            longitude: Set(place.1),
            provider: Set(PLACED.to_owned()),
            recorded_at: Set(now),
            received_at: Set(now),
            ..Default::default()
        };
        let position = position.insert(db).await?;
        let mut vehicle = responder::ActiveModel::from(vehicle);
        vehicle.location_id = Set(Some(position.id));
        vehicle.update(db).await?;
    }
    Ok(())
}

fn parse_place(text: &str) -> Result<Place, String> {
    let (latitude, longitude) = text.split_once(',').ok_or("write it like 51.5,-0.12")?;
    let degrees = |text: &str| text.trim().parse::<f64>().map_err(|_| "write it like 51.5,-0.12".to_owned());
    let place = (degrees(latitude)?, degrees(longitude)?);
    if !(-90.0..=90.0).contains(&place.0) || !(-180.0..=180.0).contains(&place.1) {
        return Err("latitude is within 90 degrees, longitude within 180".to_owned());
    }
    Ok(place)
}
