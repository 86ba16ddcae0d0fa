//! The resident's part of pairing: entering the code that the television shows.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use wire::session::Role;
use wire::television::{Claim, Television};

use super::televisions;
use crate::auth::caller::Person;
use crate::state::AppState;
use crate::tv::KIND;
use database::entity::{resident, session, tv_pairing};
use web::client_address::ClientAddress;
use web::error::Error;
use web::json::JsonBody;
use web::throttle;

/// The name of a television without one.
const UNNAMED: &str = "Television";

/// Pairs the television that shows this code with the caller, or, for an admin, with a resident.
#[utoipa::path(post, path = "/api/tv/pairings/claim", tag = "television",
    request_body(content = Claim, description = "code; name; resident, when an admin pairs",
        example = json!({ "code": "K7Q-M4R", "name": "Living room" })),
    responses((status = 201, description = "The television", body = Television), (status = 400), (status = 401), (status = 403),
        (status = 404, description = "No television shows this code"), (status = 429)))]
pub(crate) async fn claim_pairing(
    State(state): State<AppState>,
    person: Person,
    ClientAddress(address): ClientAddress,
    JsonBody(claim): JsonBody<Claim>,
) -> Result<(StatusCode, Json<Television>), Error> {
    let name = claim.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(UNNAMED);
    let name = televisions::checked(name)?;
    if !matches!(person.role, Role::Resident | Role::Admin) {
        return Err(Error::forbidden("Residents pair their own television; an admin pairs it for them."));
    }
    let tried = throttle::count(&state.throttle, &format!("pairing {}", person.user.id), address).await?;
    let now = state.now();
    let transaction = state.write().await?;
    let whose = whose(&*transaction, &person, claim.resident.map(|id| id.0)).await?;
    let letters: String = claim.code.chars().filter(char::is_ascii_alphanumeric).collect();
    let pairing = tv_pairing::Entity::find()
        .filter(tv_pairing::Column::CodeHash.eq(database::digest::hash(&letters.to_uppercase())))
        .filter(tv_pairing::Column::UserId.is_null())
        .filter(tv_pairing::Column::ExpiresAt.gt(now))
        .one(&*transaction)
        .await?
        .ok_or_else(no_such_code)?;
    let user = crate::accounts::of_resident(&state, &*transaction, whose.clone()).await?;
    if !user.active {
        return Err(Error::conflict("This resident's account is deactivated. Reactivate it first."));
    }
    tv_pairing::Entity::update_many()
        .col_expr(tv_pairing::Column::UserId, Expr::value(user.id.as_str()))
        .filter(tv_pairing::Column::Id.eq(&pairing.id))
        .exec(&*transaction)
        .await?;
    let row = session::ActiveModel {
        id_hash: Set(pairing.secret_hash),
        user_id: Set(user.id),
        created_at: Set(now),
        seen_at: Set(now),
        held_until: Set(0),
        kind: Set(KIND.to_owned()),
        device: Set(name.to_owned()),
    };
    let row = row.insert(&*transaction).await?;
    transaction.commit().await?;
    tried.give_back(&state.throttle).await?;
    Ok((StatusCode::CREATED, Json(televisions::show(row, &whose))))
}

fn no_such_code() -> Error {
    let message =
        "No television shows this code. Look at the screen again: a code changes after ten minutes.";
    Error::Answer(StatusCode::NOT_FOUND, serde_json::json!({ "message": message }))
}

/// The resident to pair with: the caller, or the resident whom the admin names.
async fn whose(
    db: &impl ConnectionTrait,
    person: &Person,
    named: Option<i64>,
) -> Result<resident::Model, Error> {
    let found = match (&person.role, named) {
        (Role::Resident, None) => {
            resident::Entity::find().filter(resident::Column::UserId.eq(&person.user.id))
        }
        (Role::Resident, Some(id)) => {
            // The caller's own id is accepted; another resident's is 404.
            resident::Entity::find_by_id(id).filter(resident::Column::UserId.eq(&person.user.id))
        }
        (_, Some(id)) => resident::Entity::find_by_id(id)
            .filter(resident::Column::OrganisationId.eq(person.user.organisation_id)),
        (_, None) => return Err(Error::bad_request("resident: send the id of the television's resident.")),
    };
    found.one(db).await?.ok_or(Error::NotFound)
}
