//! Bearer tokens: JWTs that integrators can inspect. Each has a row in the database, so that it can be revoked.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde::{Deserialize, Serialize};

use crate::context::Context;
use database::entity::token;
use web::error::Error;

/// The claim that distinguishes server tokens from user tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenUse {
    /// An API client's token: manages users.
    Server,
    /// A user's token: raises and updates the user's own callouts.
    User,
}

/// The claims of a token; times in seconds since 1970, as in RFC 7519.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    /// The id of the client or user.
    pub sub: String,
    /// The token's own id, by which it is revoked.
    pub jti: String,
    pub iat: i64,
    /// When it expires; absent if it is valid until revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exp: Option<i64>,
    pub token_use: TokenUse,
}

const ISSUER: &str = "tocsin";

/// Issues a token that is valid for this many seconds, or until it is revoked.
pub async fn issue(
    state: &Context,
    token_use: TokenUse,
    subject: &str,
    seconds: impl Into<Option<i64>>,
) -> Result<String, Error> {
    let now = state.now();
    let claims = Claims {
        iss: ISSUER.to_owned(),
        sub: subject.to_owned(),
        jti: state.new_id().to_string(),
        iat: now / 1000,
        exp: seconds.into().map(|seconds| now / 1000 + seconds),
        token_use,
    };
    let (client_id, user_id) = match token_use {
        TokenUse::Server => (Some(subject.to_owned()), None),
        TokenUse::User => (None, Some(subject.to_owned())),
    };
    let row = token::ActiveModel {
        id: Set(claims.jti.clone()),
        client_id: Set(client_id),
        user_id: Set(user_id),
        created_at: Set(now),
        expires_at: Set(claims.exp.map_or(token::NEVER, |seconds| seconds * 1000)),
        revoked_at: Set(None),
    };
    let transaction = state.write().await?;
    row.insert(&*transaction).await?;
    transaction.commit().await?;
    let key = EncodingKey::from_secret(&state.signing_key);
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key).map_err(Error::internal)
}

/// Verifies that a token is ours, not expired and not revoked; otherwise 401 that tells what to do.
pub async fn verify(state: &Context, jwt: &str) -> Result<Claims, Error> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[ISSUER]);
    // The library would use the machine's clock; ours comes from the state.
    validation.validate_exp = false;
    validation.set_required_spec_claims(&["iss"]);
    let key = DecodingKey::from_secret(&state.signing_key);
    let claims = jsonwebtoken::decode::<Claims>(jwt, &key, &validation)
        .map_err(|_| {
            Error::unauthorized("This token was not issued by this server. Request one at /api/oauth/token.")
        })?
        .claims;
    if claims.exp.is_some_and(|seconds| seconds * 1000 <= state.now()) {
        return Err(Error::unauthorized("This token has expired. Request a new one at /api/oauth/token."));
    }
    let kept = token::Entity::find_by_id(&claims.jti).one(&*state.db).await?;
    if kept.is_none_or(|row| row.revoked_at.is_some()) {
        return Err(Error::unauthorized("This token was revoked. Request a new one at /api/oauth/token."));
    }
    Ok(claims)
}
