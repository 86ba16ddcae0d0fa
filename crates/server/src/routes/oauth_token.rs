//! `/api/oauth/token`: issues tokens to API clients and to users who come through one, and revokes them.

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use sea_orm::EntityTrait;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::oauth::{TokenAnswer, TokenRequest};
use wire::session::Role;

use crate::auth::account;
use crate::auth::caller::Caller;
use crate::auth::token::TokenUse;
use crate::context::{Change, Context};
use crate::state::AppState;
use database::entity::{client, token, user};
use web::client_address::ClientAddress;
use web::error::Error;
use web::json::{JsonOrForm, parse};
use web::throttle;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create_token)).routes(routes!(delete_token))
}

/// Issues a token: a server token for `clientId` and `clientSecret`, a user token for `email` and `password` (or
/// `grant_type=password` with `username`). JSON and form-encoded bodies are accepted.
#[utoipa::path(post, path = "/api/oauth/token", tag = "oauth",
    request_body(content((TokenRequest = "application/json"), (TokenRequest = "application/x-www-form-urlencoded")),
        description = "clientId and clientSecret, or email and password, or OAuth 2 spelling; JSON or form"),
    responses((status = 200, description = "The token, in both spellings", body = TokenAnswer), (status = 400), (status = 401), (status = 429)))]
async fn create_token(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    request: Request,
) -> Result<Json<TokenAnswer>, Error> {
    let (token_use, subject, seconds) = match read_request(request, &state).await? {
        TokenRequest::Client { id, secret } => {
            let tried = throttle::count(&state.throttle, &id, throttle::Origin::program(address)).await?;
            let found = client::Entity::find_by_id(id.trim().to_lowercase()).one(&*state.db).await?;
            // Both sides are hashes, so the comparison reveals nothing about the secret.
            let given = database::digest::hash(&secret);
            let client = found.filter(|client| client.active && client.secret_hash == given);
            let client = client.ok_or_else(|| {
                Error::unauthorized("The clientId or the clientSecret is wrong. Check both and try again.")
            })?;
            tried.give_back(&state.throttle).await?;
            (TokenUse::Server, client.id, lifetime(&state))
        }
        TokenRequest::Password { email, password } => {
            let user =
                account::check_password(&state, &email, password, throttle::Origin::program(address)).await?;
            let seconds = user_lifetime(&state, &user);
            (TokenUse::User, user.id, seconds)
        }
    };
    let jwt = crate::auth::token::issue(&state, token_use, &subject, seconds).await?;
    Ok(Json(TokenAnswer::bearer(jwt, seconds)))
}

/// The lifetime of a token in seconds; `None` if it is valid until revoked.
fn lifetime(state: &Context) -> Option<i64> {
    let days = i64::from(state.config.token_days);
    (days > 0).then_some(days * 24 * 60 * 60)
}

/// The same for an account. Tokens of staff must not be valid longer than their sessions.
pub(crate) fn user_lifetime(state: &Context, user: &user::Model) -> Option<i64> {
    let shift = i64::from(state.config.staff_session_hours) * 60 * 60;
    let days = lifetime(state);
    if Role::from(user.role.clone()).is_staff() {
        Some(days.map_or(shift, |days| days.min(shift)))
    } else {
        days
    }
}

async fn read_request(request: Request, state: &Context) -> Result<TokenRequest, Error> {
    let body = match JsonOrForm::read(request, state).await? {
        JsonOrForm::Json(body) => return parse(&body),
        JsonOrForm::Form(body) => body,
    };
    if body.windows(3).any(|part| part == b"%00") {
        return Err(Error::bad_request("The form contains the character %00. Remove it."));
    }
    serde_urlencoded::from_bytes(&body)
        .map_err(|error| Error::bad_request(format!("The form cannot be used: {error}.")))
}

/// Revokes a token by its id (the claim `jti`). The holder of a token may revoke it; an API client also the tokens of users that
/// it registered, an admin those of their organisation.
#[utoipa::path(delete, path = "/api/oauth/token/{id}", tag = "oauth",
    responses((status = 204, description = "Struck"), (status = 401), (status = 404)))]
async fn delete_token(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    if matches!(caller, Caller::Service(_)) {
        return Err(Caller::no_service_key());
    }
    let row = token::Entity::find_by_id(&id).one(&*state.db).await?.ok_or(Error::NotFound)?;
    if !may_revoke(&state, &caller, &row).await? {
        return Err(Error::NotFound);
    }
    let transaction = state.write().await?;
    crate::auth::revoke::token(&*transaction, &row, state.now()).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}

async fn may_revoke(state: &Context, caller: &Caller, row: &token::Model) -> Result<bool, Error> {
    let owner = match &row.user_id {
        Some(id) => user::Entity::find_by_id(id).one(&*state.db).await?,
        None => None,
    };
    Ok(match caller {
        Caller::Service(_) => false,
        Caller::Client(client) => {
            row.client_id.as_ref() == Some(&client.id)
                || owner.is_some_and(|owner| owner.client_id.as_ref() == Some(&client.id))
        }
        Caller::Person(person) => owner.is_some_and(|owner| {
            let colleague =
                person.role == Role::Admin && owner.organisation_id == person.user.organisation_id;
            owner.id == person.user.id || colleague
        }),
    })
}
