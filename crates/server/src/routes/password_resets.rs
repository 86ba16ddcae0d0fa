//! `/api/password-resets`: an admin issues a code, with which the person chooses a new password.
//!
//! It is a code rather than a link, so that it can be read aloud on the telephone, and no secret is part of a URL.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use sea_orm::EntityTrait;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::password::{NewPassword, NewPasswordReset, PasswordReset};
use wire::session::Role;

use crate::auth::caller::{Admin, check_origin_if_said};
use crate::auth::password_reset::start;
use crate::auth::{account, password};
use crate::context::Change;
use crate::messages;
use crate::state::AppState;
use database::entity::password_reset;
use web::error::Error;
use web::json::JsonBody;
use web::throttle;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create_password_reset)).routes(routes!(use_password_reset))
}

/// Issues a code for a person in the admin's own organisation. It is shown only this once.
#[utoipa::path(post, path = "/api/password-resets", tag = "users",
    request_body(content = NewPasswordReset, description = "the account",
        example = json!({ "email": "resident@demo.example" })),
    responses((status = 201, description = "The code", body = PasswordReset), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn create_password_reset(
    State(state): State<AppState>,
    Admin(admin): Admin,
    JsonBody(new): JsonBody<NewPasswordReset>,
) -> Result<(StatusCode, Json<PasswordReset>), Error> {
    let user = account::find(&*state.db, &new.email).await?;
    let user = user.filter(|user| user.active && user.organisation_id == admin.user.organisation_id);
    let user = user.ok_or(Error::NotFound)?;
    // A controller's account also gives access to alarms of other organisations.
    if Role::from(user.role.clone()) == Role::Controller {
        return Err(Error::forbidden(
            "Only the operator can reset a controller's password, with: tocsin-server user reset-password",
        ));
    }
    let reset = start(&state, &user.id).await?;
    Ok((StatusCode::CREATED, Json(reset)))
}

/// Sets a new password with a code. All sessions and tokens of the account are revoked.
#[utoipa::path(post, path = "/api/password-resets/use", tag = "users",
    request_body(content = NewPassword, description = "email, the code and the new password",
        example = json!({ "email": "resident@demo.example", "code": "K7QM-4RTX-9WPN", "password": "correct horse" })),
    responses((status = 204, description = "The new password is set"), (status = 400), (status = 401), (status = 429)))]
async fn use_password_reset(
    State(state): State<AppState>,
    origin: throttle::Origin,
    headers: HeaderMap,
    JsonBody(new): JsonBody<NewPassword>,
) -> Result<StatusCode, Error> {
    check_origin_if_said(&headers, &state.config.web)?;
    password::check(&new.password)?;
    let wrong = || Error::unauthorized("The code is wrong, used or expired. Ask for a new one.");
    let tried = throttle::count(&state.throttle, &new.email, origin).await?;
    let letters: String = new.code.chars().filter(|letter| letter.is_ascii_alphanumeric()).collect();
    let code_hash = database::digest::hash(&letters.to_uppercase());
    let user = account::find(&*state.db, &new.email).await?.filter(|user| user.active).ok_or_else(wrong)?;
    let is_good = |row: &password_reset::Model| row.code_hash == code_hash && row.expires_at > state.now();
    let row = password_reset::Entity::find_by_id(&user.id).one(&*state.db).await?;
    row.filter(is_good).ok_or_else(wrong)?;
    let place = state.hashing.queue(password::Origin::of(&tried))?;
    let hash = place.hash(new.password, state.random.as_ref()).await?;

    let transaction = state.write().await?;
    // Read again under the lock: of two people with the same code only one may set the password.
    let row = password_reset::Entity::find_by_id(&user.id).one(&*transaction).await?;
    row.filter(is_good).ok_or_else(wrong)?;
    password_reset::Entity::delete_by_id(&user.id).exec(&*transaction).await?;
    messages::erase_codes(&*transaction, &state, &user.id).await?;
    crate::accounts::change_password(&*transaction, &state, &user.id, hash).await?;
    transaction.commit().await?;
    state.db.empty_log().await?;
    state.publish(Change::Trays);
    tried.give_back(&state.throttle).await?;
    Ok(StatusCode::NO_CONTENT)
}
