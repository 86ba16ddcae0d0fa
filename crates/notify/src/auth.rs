//! Authentication of API callers: a JWT that the client signed with its key, valid for 30 seconds.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::refusal::Refusal;
use crate::state::NotifyState;
use database::entity::{notify_key, notify_service};

/// How many seconds the client's clock may be off.
const LEEWAY: i64 = 30;

const GENERAL: &str = "Invalid token: make sure your API token matches the example at \
                       https://docs.notifications.service.gov.uk/rest-api.html#authorisation-header";

/// A service, identified by one of its keys.
#[derive(Clone, Debug)]
pub(super) struct ApiKey {
    pub(super) service: notify_service::Model,
    pub(super) key: notify_key::Model,
}

#[derive(Deserialize)]
struct Claims {
    iat: Option<f64>,
}

impl FromRequestParts<NotifyState> for ApiKey {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &NotifyState) -> Result<Self, Refusal> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let header = header.filter(|header| !header.is_empty()).ok_or_else(|| {
            let message = "Unauthorized: authentication token must be provided";
            Refusal::auth(StatusCode::UNAUTHORIZED, message)
        })?;
        let token = header
            .split_at_checked(7)
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer "))
            .map(|(_, token)| token)
            .ok_or_else(|| {
                let message = "Unauthorized: authentication bearer scheme must be used";
                Refusal::auth(StatusCode::UNAUTHORIZED, message)
            })?;
        verify(state, token).await
    }
}

fn forbidden(message: &str) -> Refusal {
    Refusal::auth(StatusCode::FORBIDDEN, message)
}

async fn verify(state: &NotifyState, token: &str) -> Result<ApiKey, Refusal> {
    let part = |number: usize| -> Option<Value> {
        let bytes = URL_SAFE_NO_PAD.decode(token.split('.').nth(number)?).ok()?;
        serde_json::from_slice(&bytes).ok()
    };
    let (Some(head), Some(claims)) = (part(0), part(1)) else { return Err(forbidden(GENERAL)) };
    let issuer = claims.get("iss").ok_or_else(|| forbidden("Invalid token: iss field not provided"))?;
    let service_id = issuer.as_str().and_then(|text| Uuid::try_parse(text).ok());
    let service_id =
        service_id.ok_or_else(|| forbidden("Invalid token: service id is not the right data type"))?;
    let service = notify_service::Entity::find_by_id(service_id.to_string()).one(&*state.db).await?;
    let service = service.ok_or_else(|| forbidden("Invalid token: service not found"))?;
    let keys = notify_key::Entity::find()
        .filter(notify_key::Column::ServiceId.eq(&service.id))
        .all(&*state.db)
        .await?;
    if keys.is_empty() {
        return Err(forbidden("Invalid token: service has no API keys"));
    }
    if !service.active {
        return Err(forbidden("Invalid token: service is archived"));
    }
    if head["alg"] != "HS256" {
        return Err(forbidden("Invalid token: algorithm used is not HS256"));
    }
    for key in keys {
        let secret = state.unseal(&key.secret).map_err(web::error::Error::from)?;
        let Some(claims) = signed(token, &secret) else { continue };
        let Some(issued) = claims.iat else { continue };
        let now = state.now() / 1000;
        #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 fit")]
        if (issued - now as f64).abs() > LEEWAY as f64 {
            return Err(forbidden("Error: Your system clock must be accurate to within 30 seconds"));
        }
        if key.expired_at.is_some() {
            return Err(forbidden("Invalid token: API key revoked"));
        }
        return Ok(ApiKey { service, key });
    }
    Err(forbidden("Invalid token: API key not found"))
}

fn signed(token: &str, secret: &str) -> Option<Claims> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.validate_exp = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_secret(secret.as_bytes()), &rules)
        .ok()
        .map(|token| token.claims)
}
