//! `POST /api-token-auth/`: the sign-in of clients of the assistance source. The response contains a token for
//! `Authorization: Bearer` or `JWT`.

use axum::Json;
use axum::extract::{Request, State};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::{ApiToken, ApiTokenRequest};
use wire::field_errors::FieldErrors;

use crate::auth::token::TokenUse;
use crate::auth::{account, token};
use crate::context::Context;
use crate::routes::oauth_token::user_lifetime;
use crate::state::AppState;
use web::client_address::ClientAddress;
use web::detail::Refusal;
use web::error::Error;
use web::json::{JsonOrForm, parse};
use web::throttle;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create_api_token))
}

/// Issues a token for a user name and a password, as JSON or as a form. A trailing slash is accepted, too.
#[utoipa::path(post, path = "/api-token-auth", tag = "assistance",
    request_body(content = ApiTokenRequest, description = "username and password",
        example = json!({ "username": "admin@demo.example", "password": "tocsin-demo" })),
    responses((status = 200, description = "token", body = ApiToken), (status = 400, description = "What is missing, or non_field_errors: the password is wrong"),
        (status = 429)))]
async fn create_api_token(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    request: Request,
) -> Result<Json<ApiToken>, Refusal> {
    let (username, password) = credentials(&state, request).await?;
    let checked =
        account::check_password(&state, &username, password, throttle::Origin::program(address)).await;
    let user = match checked {
        Err(Error::Unauthorized(message)) => {
            let mut errors = FieldErrors::default();
            errors.add("non_field_errors", message);
            return Err(errors.into());
        }
        checked => checked?,
    };
    let jwt = token::issue(&state, TokenUse::User, &user.id, user_lifetime(&state, &user)).await?;
    Ok(Json(ApiToken { token: jwt }))
}

async fn credentials(state: &Context, request: Request) -> Result<(String, String), Refusal> {
    let fields: Value = match JsonOrForm::read(request, state).await? {
        JsonOrForm::Json(body) => parse(&body)?,
        JsonOrForm::Form(body) => {
            let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).unwrap_or_default();
            pairs.into_iter().map(|(name, value)| (name, Value::String(value))).collect()
        }
    };
    let mut errors = FieldErrors::default();
    let mut text = |name: &str| match &fields[name] {
        // PostgreSQL cannot store NUL, so no account has such a name.
        Value::String(text) if !text.is_empty() && !text.contains('\0') => text.clone(),
        _ => {
            errors.add(name, "Send it as text.");
            String::new()
        }
    };
    let credentials = (text("username"), text("password"));
    if errors.is_empty() { Ok(credentials) } else { Err(errors.into()) }
}
