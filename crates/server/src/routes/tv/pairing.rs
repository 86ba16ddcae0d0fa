//! The television's part of pairing: it requests a code, shows it, and polls whether somebody entered it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use wire::television::{NewPairing, PairingState};
use wire::time::Timestamp;

use crate::auth::caller::check_origin_if_said;
use crate::auth::password_reset::letters;
use crate::state::AppState;
use crate::tv::qr;
use database::entity::{tv_pairing, user};
use web::client_address::ClientAddress;
use web::error::Error;
use web::{cookie, throttle};

/// How long a code is valid, in milliseconds.
const GOOD_FOR: i64 = 10 * 60_000;

/// Browsers keep a cookie at most this long.
const KEEP_DAYS: u32 = 400;

/// Issues a code to show. The cookie in the response identifies the television.
#[utoipa::path(post, path = "/api/tv/pairings", tag = "television",
    responses((status = 201, description = "id, code, expiresAt, qr: the code as a QR code in a data: URL", body = NewPairing), (status = 429)))]
pub(crate) async fn create_pairing(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
) -> Result<Response, Error> {
    check_origin_if_said(&headers, &state.config.web)?;
    // Throttled by address only, because televisions have no account yet.
    let _ = throttle::count(&state.throttle, &format!("television {address}"), address).await?;
    let now = state.now();
    let (code, secret) = (letters::<6>(&state), state.new_secret());
    let row = tv_pairing::ActiveModel {
        id: Set(state.new_id().to_string()),
        code_hash: Set(database::digest::hash(&code)),
        secret_hash: Set(database::digest::hash(&secret)),
        user_id: Set(None),
        name: Set(String::new()),
        created_at: Set(now),
        expires_at: Set(now + GOOD_FOR),
    };
    let transaction = state.write().await?;
    tv_pairing::Entity::delete_many()
        .filter(tv_pairing::Column::ExpiresAt.lte(now))
        .exec(&*transaction)
        .await?;
    let row = row.insert(&*transaction).await?;
    transaction.commit().await?;
    let code = format!("{}-{}", &code[..3], &code[3..]);
    let answer = NewPairing {
        id: row.id,
        qr: Some(qr::picture(&qr::link(&state.config.web.root(&headers), &code))?),
        code,
        expires_at: Timestamp::from_millis(row.expires_at),
    };
    let set = cookie::set_pairing(&secret, GOOD_FOR / 1000)?;
    Ok((StatusCode::CREATED, [(SET_COOKIE, set)], Json(answer)).into_response())
}

/// Whether somebody entered the code; then the cookie in the response signs the television in.
#[utoipa::path(post, path = "/api/tv/pairings/{id}/session", tag = "television",
    responses((status = 200, description = "paired, name", body = PairingState), (status = 404, description = "The code has expired; request another one")))]
pub(crate) async fn create_television_session(
    State(state): State<AppState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    check_origin_if_said(&headers, &state.config.web)?;
    let secret = cookie::named(&headers, web::cookie::name::PAIRING).ok_or(Error::NotFound)?;
    let row = tv_pairing::Entity::find_by_id(id)
        .filter(tv_pairing::Column::SecretHash.eq(database::digest::hash(secret)))
        .filter(tv_pairing::Column::ExpiresAt.gt(state.now()))
        .one(&*state.db)
        .await?
        .ok_or(Error::NotFound)?;
    let Some(user_id) = row.user_id else { return Ok(Json(PairingState::default()).into_response()) };
    let user = user::Entity::find_by_id(user_id).one(&*state.db).await?.ok_or(Error::NotFound)?;
    let answer = Json(PairingState { paired: true, name: Some(user.name) });
    let set = cookie::set(secret, Some(KEEP_DAYS))?;
    Ok(([(SET_COOKIE, set)], answer).into_response())
}
