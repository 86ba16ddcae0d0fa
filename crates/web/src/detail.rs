//! How this API refuses: `{"detail": "…"}`, or messages at the path of each field.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::DbErr;
use serde_json::json;
use wire::field_errors::FieldErrors;

use crate::error::Error;

/// What every handler of this API can answer instead of its result.
#[derive(Debug)]
pub enum Refusal {
    /// As in the other APIs, in this one's words.
    Plain(Error),
    /// 400: everything that is wrong with the body.
    Fields(FieldErrors),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Plain(error)
    }
}

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        Self::Plain(error.into())
    }
}

impl From<FieldErrors> for Refusal {
    fn from(errors: FieldErrors) -> Self {
        Self::Fields(errors)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = match self {
            Self::Fields(errors) => {
                return (StatusCode::BAD_REQUEST, axum::Json(errors.to_json())).into_response();
            }
            Self::Plain(error) => error,
        };
        let detail = match &error {
            Error::Database(_) | Error::Internal(_) => {
                "Something went wrong on our side. Try again.".to_owned()
            }
            Error::Answer(_, body) => body["message"].as_str().unwrap_or_default().to_owned(),
            told => told.to_string(),
        };
        let (mut parts, _) = error.into_response().into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        (parts.status, parts.headers, axum::Json(json!({ "detail": detail }))).into_response()
    }
}

/// Any extractor, refusing as this API does.
#[derive(Clone, Copy, Debug)]
pub struct Detailed<T>(pub T);

impl<T: FromRequestParts<S, Rejection = Error>, S: Send + Sync> FromRequestParts<S> for Detailed<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        Ok(Self(T::from_request_parts(parts, state).await?))
    }
}

/// A JSON body as it came, for bodies whose every field is judged.
#[derive(Clone, Debug)]
pub struct AnyJson(pub serde_json::Value);

impl<S: Send + Sync> FromRequest<S> for AnyJson {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let bytes = crate::json::read_body(request, state).await?;
        Ok(Self(crate::json::parse(&bytes)?))
    }
}
