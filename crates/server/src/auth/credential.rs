//! The credential of an event stream. A stream outlives the check at its start, so it must check again.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use crate::auth::caller::{Caller, Person, by_token};
use crate::auth::session;
use crate::context::Context;
use web::cookie;
use web::error::Error;

/// A session's secret or a bearer token, kept for as long as the stream lasts.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Credential {
    /// The secret of a browser's cookie.
    Session(String),
    /// The token of the `Authorization` header.
    Token(String),
}

impl<S: Send + Sync> FromRequestParts<S> for Credential
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let bearer = parts.headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok());
        let bearer = bearer.and_then(|text| text.split_once(' ')).map(|(_, jwt)| jwt.trim().to_owned());
        let secret = || cookie::read(&parts.headers).map(str::to_owned);
        let found = bearer.map(Self::Token).or_else(|| secret().map(Self::Session));
        found.ok_or_else(|| Error::unauthorized("You are not signed in. Sign in, or send a token."))
    }
}

impl Credential {
    /// The current account of the holder; `None` once the credential was revoked or has expired. This check does not keep the
    /// session alive.
    pub async fn holder(&self, state: &Context) -> Result<Option<Person>, Error> {
        match self {
            Self::Session(secret) => Ok(session::holder(state, secret).await?.map(Person::from_user)),
            Self::Token(jwt) => match by_token(state, jwt).await {
                Ok(Caller::Person(person)) => Ok(Some(person)),
                Ok(Caller::Client(_) | Caller::Service(_)) | Err(Error::Unauthorized(_)) => Ok(None),
                Err(error) => Err(error),
            },
        }
    }
}
