//! The demo's organisations, sites, accounts and API client.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use wire::session::Role;

use super::mark;
use crate::accounts::NewAccount;
use crate::auth::account;
use crate::auth::password::Origin;
use crate::context::Context;
use database::entity::{client, organisation, resident, site};
use web::error::Error;

/// The password of every demo account.
pub const PASSWORD: &str = "tocsin-demo";
/// The id of the demo's API client.
pub const CLIENT_ID: &str = "11111111-1111-4111-8111-111111111111";
/// The secret of the demo's API client.
pub const CLIENT_SECRET: &str = "tocsin-demo-secret";

pub(crate) const ACME: i64 = 2;
pub(crate) const BOROUGH: i64 = 3;
/// An organisation with a control room of its own and no residents yet.
const CEDAR: i64 = 4;
pub(crate) const ACACIA_AVENUE: i64 = 5;
pub(crate) const BIRCH_COURT: i64 = 6;

pub(crate) const PLACES: [(i64, &str); 3] =
    [(ACME, "Acme Housing"), (BOROUGH, "Borough Homes"), (CEDAR, "Cedar Homes")];

/// The sign-in names of the demo's people.
pub(crate) fn emails() -> Vec<&'static str> {
    people().iter().map(|person| person.email).collect()
}

/// Numbers that Ofcom reserves for fiction.
const MOBILES: [(&str, &str); 3] = [
    ("controller@demo.example", "+447700900101"),
    ("manager@demo.example", "+447700900102"),
    ("officer@demo.example", "+447700900103"),
];

struct Person {
    email: &'static str,
    name: &'static str,
    surname: &'static str,
    role: Role,
    team: Option<&'static str>,
    organisation: i64,
    site: Option<i64>,
    /// The organisations that a controller serves.
    serves: &'static [i64],
}

fn staff(email: &'static str, name: &'static str, surname: &'static str, role: Role) -> Person {
    Person { email, name, surname, role, team: None, organisation: ACME, site: None, serves: &[] }
}

fn officer(email: &'static str, name: &'static str, surname: &'static str, team: &'static str) -> Person {
    let person = staff(email, name, surname, Role::Officer);
    Person { team: Some(team), site: Some(ACACIA_AVENUE), ..person }
}

fn lives(
    email: &'static str,
    name: &'static str,
    surname: &'static str,
    organisation: i64,
    site: i64,
) -> Person {
    let person = staff(email, name, surname, Role::Resident);
    Person { organisation, site: Some(site), ..person }
}

fn controller(
    email: &'static str,
    name: &'static str,
    surname: &'static str,
    serves: &'static [i64],
) -> Person {
    Person { organisation: serves[0], serves, ..staff(email, name, surname, Role::Controller) }
}

fn people() -> [Person; 15] {
    [
        lives("resident@demo.example", "Rose", "Adeyemi", ACME, ACACIA_AVENUE),
        lives("neighbour@demo.example", "Noor", "Botha", ACME, ACACIA_AVENUE),
        lives("stranger@demo.example", "Sam", "Cole", BOROUGH, BIRCH_COURT),
        staff("supporter@demo.example", "Sue", "Adeyemi", Role::Supporter),
        officer("officer@demo.example", "Olu", "Dlamini", "housing"),
        officer("officer2@demo.example", "Oona", "Evans", "housing"),
        staff("manager@demo.example", "Mary", "Fourie", Role::Manager),
        staff("admin@demo.example", "Ada", "Green", Role::Admin),
        controller("controller@demo.example", "Con", "Hart", &[ACME, BOROUGH]),
        controller("controller2@demo.example", "Cleo", "Naidoo", &[CEDAR]),
        officer("finance@demo.example", "Fin", "Irving", "finance"),
        officer("repairs-manager@demo.example", "Rea", "Jacobs", "repairs-manager"),
        officer("repairs-contractor@demo.example", "Ron", "Khan", "repairs-contractor"),
        officer("dlo-supervisor@demo.example", "Del", "Priority", "dlo-supervisor"),
        officer("rcc-supervisor@demo.example", "Ric", "Moyo", "rcc-supervisor"),
    ]
}

pub(crate) async fn seed(state: &Context) -> Result<(), Error> {
    // One hash for all accounts, because hashing is expensive and the password is public.
    let hash = state.hashing.hash(PASSWORD.to_owned(), state.random.as_ref(), Origin::Known("demo")).await?;
    let transaction = state.write().await?;
    mark::set(&*transaction).await?;
    places(&*transaction, state.now()).await?;
    for person in people() {
        if account::find(&*transaction, person.email).await?.is_some() {
            continue;
        }
        let account = NewAccount {
            email: person.email.to_owned(),
            name: person.name.to_owned(),
            surname: person.surname.to_owned(),
            password_hash: Some(hash.clone()),
            role: person.role.clone(),
            team: person.team.map(str::to_owned),
            organisation_id: person.organisation,
            site_id: person.site,
            tenure: None,
            client_id: None,
        };
        let user = crate::accounts::create(state, &*transaction, account).await?;
        crate::accounts::serve(&*transaction, &user, person.serves, state.now()).await?;
        let mobile = MOBILES.iter().find(|(email, _)| *email == person.email);
        crate::accounts::set_mobile(&*transaction, &user.id, mobile.map(|(_, number)| *number)).await?;
        if person.role == Role::Resident {
            details(&*transaction, &user.id, person.name).await?;
        }
    }
    add_client(&*transaction, state.now()).await?;
    Ok(transaction.commit().await?)
}

/// Customer 2 and site 5 have the ids of the published examples.
async fn places(db: &impl ConnectionTrait, now: i64) -> Result<(), Error> {
    for (id, name) in PLACES {
        let row = organisation::ActiveModel {
            id: Set(id),
            name: Set(name.to_owned()),
            created_at: Set(now),
            ..Default::default()
        };
        let keep = OnConflict::column(organisation::Column::Id).do_nothing().to_owned();
        organisation::Entity::insert(row).on_conflict(keep).exec_without_returning(db).await?;
    }
    for (id, organisation_id, name, address) in [
        (ACACIA_AVENUE, ACME, "Acacia Avenue", "33 Acacia Avenue, Wynberg, Sandton, 2090"),
        (BIRCH_COURT, BOROUGH, "Birch Court", "1 Birch Court, Kramerville, Sandton, 2148"),
    ] {
        let row = site::ActiveModel {
            id: Set(id),
            organisation_id: Set(organisation_id),
            name: Set(name.to_owned()),
            address: Set(address.to_owned()),
            created_at: Set(now),
            calendar: Set(Some(1)),
            ..Default::default()
        };
        let keep = OnConflict::column(site::Column::Id).do_nothing().to_owned();
        site::Entity::insert(row).on_conflict(keep).exec_without_returning(db).await?;
    }
    if db.get_database_backend() == DbBackend::Postgres {
        // PostgreSQL's sequences do not count ids that were inserted explicitly; without this the next id would collide.
        for table in ["organisation", "site"] {
            let next = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            );
            db.execute_unprepared(&next).await?;
        }
    }
    Ok(())
}

async fn details(db: &impl ConnectionTrait, user_id: &str, name: &str) -> Result<(), Error> {
    let (mobile, gender, born, make, model, colour, plate) = match name {
        "Rose" => ("+27831234567", "Female", "1948-03-14", "Toyota", "Yaris", "Blue", "ROSE GP"),
        "Noor" => ("+27831234568", "Female", "1975-11-02", "Alfa Romeo", "4c", "Red", "NOOR GP"),
        _ => ("+27831234569", "Neutral", "1990-07-21", "Volkswagen", "Polo", "White", "SAM GP"),
    };
    let found = resident::Entity::find().filter(resident::Column::UserId.eq(user_id)).one(db).await?;
    let Some(found) = found else { return Ok(()) };
    let mut row = found.into_active_model();
    row.mobile = Set(mobile.to_owned());
    row.gender = Set(gender.to_owned());
    row.date_of_birth = Set(Some(born.to_owned()));
    row.vehicle_make = Set(make.to_owned());
    row.vehicle_model = Set(model.to_owned());
    row.vehicle_colour = Set(colour.to_owned());
    row.vehicle_license_plate = Set(plate.to_owned());
    row.tenure = Set(Some("tenant".to_owned()));
    row.update(db).await?;
    Ok(())
}

async fn add_client(db: &impl ConnectionTrait, now: i64) -> Result<(), Error> {
    let row = client::ActiveModel {
        id: Set(CLIENT_ID.to_owned()),
        name: Set("Demo integrator".to_owned()),
        secret_hash: Set(database::digest::hash(CLIENT_SECRET)),
        organisation_id: Set(ACME),
        allowed_response_types: Set("1,2,3".to_owned()),
        default_response_type: Set(1),
        may_create_callouts: Set(true),
        request_type: Set("INTEGRATION".to_owned()),
        webhook_url: Set(None),
        active: Set(true),
        created_at: Set(now),
    };
    let keep = OnConflict::column(client::Column::Id).do_nothing().to_owned();
    client::Entity::insert(row).on_conflict(keep).exec_without_returning(db).await?;
    Ok(())
}
