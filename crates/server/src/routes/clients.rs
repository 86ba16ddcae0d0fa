//! `/api/clients`: the API clients of an organisation, for its admins. Each client can also read and change itself with its
//! server token. The operator adds and revokes clients (`tocsin-server client`).

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::client::{ApiClient, ApiClientChange, ApiClientSecrets};
use wire::session::Role;
use wire::time::Timestamp;

use crate::auth::caller::{Admin, Caller};
use crate::deliveries::{Signer, secret};
use crate::state::AppState;
use database::entity::client::{Column, Entity, Model};
use database::entity::token;
use web::error::Error;
use web::json;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_clients))
        .routes(routes!(get_client, update_client))
        .routes(routes!(rotate_webhook_secret))
        .routes(routes!(delete_client_tokens))
}

/// The API clients of the organisation, by name.
#[utoipa::path(get, path = "/api/clients", tag = "oauth",
    responses((status = 200, description = "An array", body = Vec<ApiClient>), (status = 401), (status = 403)))]
async fn list_clients(
    State(state): State<AppState>,
    Admin(admin): Admin,
) -> Result<Json<Vec<ApiClient>>, Error> {
    let own = Column::OrganisationId.eq(admin.user.organisation_id.unwrap_or_default());
    let rows = Entity::find().filter(own).order_by_asc(Column::Name).order_by_asc(Column::Id);
    let mut clients = Vec::new();
    for row in rows.all(&*state.db).await? {
        clients.push(to_wire(&*state.db, row, state.now()).await?);
    }
    Ok(Json(clients))
}

/// One API client.
#[utoipa::path(get, path = "/api/clients/{id}", tag = "oauth", params(("id" = String, Path)),
    responses((status = 200, description = "The client", body = ApiClient), (status = 401), (status = 403), (status = 404)))]
async fn get_client(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiClient>, Error> {
    let row = own(&*state.db, &caller, &id).await?;
    Ok(Json(to_wire(&*state.db, row, state.now()).await?))
}

/// Sets the URL for webhooks about the callouts of the client's users and the callouts that it raised. The response to the first
/// URL also contains the signing secret, which is shown only then.
#[utoipa::path(patch, path = "/api/clients/{id}", tag = "oauth", params(("id" = String, Path)),
    request_body(content = ApiClientChange, description = "webhookUrl; an empty text removes it", example = json!({ "webhookUrl": "https://client.example/callouts" })),
    responses((status = 200, description = "client, webhookSecret", body = ApiClientSecrets), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn update_client(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<Json<ApiClientSecrets>, Error> {
    own(&*state.db, &caller, &id).await?;
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let change = ApiClientChange::read(body).map_err(Error::bad_request)?;
    if let Some(url) = change.webhook_url.as_deref().filter(|url| !url.is_empty()) {
        let checked = crate::deliveries::check::check_address(&state, url).await;
        checked.map_err(|refusal| Error::bad_request(format!("webhookUrl: {refusal}")))?;
    }
    let transaction = state.write().await?;
    let row = own(&*transaction, &caller, &id).await?;
    let mut webhook_secret = None;
    if let Some(url) = change.webhook_url {
        let signer = Signer::Client(row.id.clone());
        if !url.is_empty() && !secret::exists(&*transaction, &signer).await? {
            webhook_secret = Some(secret::rotate(&*transaction, &state, &signer).await?);
        }
        Entity::update_many()
            .filter(Column::Id.eq(&row.id))
            .col_expr(Column::WebhookUrl, Expr::value(Some(url).filter(|url| !url.is_empty())))
            .exec(&*transaction)
            .await?;
    }
    let row = own(&*transaction, &caller, &id).await?;
    let client = to_wire(&*transaction, row, state.now()).await?;
    transaction.commit().await?;
    Ok(Json(ApiClientSecrets { client, webhook_secret }))
}

/// Creates a new webhook secret; the old one also signs for a day.
#[utoipa::path(post, path = "/api/clients/{id}/rotate", tag = "oauth", params(("id" = String, Path)),
    responses((status = 200, description = "client, webhookSecret", body = ApiClientSecrets), (status = 401), (status = 403), (status = 404)))]
async fn rotate_webhook_secret(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiClientSecrets>, Error> {
    let transaction = state.write().await?;
    let row = own(&*transaction, &caller, &id).await?;
    let signer = Signer::Client(row.id.clone());
    let webhook_secret = Some(secret::rotate(&*transaction, &state, &signer).await?);
    let client = to_wire(&*transaction, row, state.now()).await?;
    transaction.commit().await?;
    Ok(Json(ApiClientSecrets { client, webhook_secret }))
}

/// Revokes every server token of a client. It can request a new one with its secret.
#[utoipa::path(delete, path = "/api/clients/{id}/tokens", tag = "oauth", params(("id" = String, Path)),
    responses((status = 204, description = "Revoked"), (status = 401), (status = 403), (status = 404)))]
async fn delete_client_tokens(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    let row = own(&*transaction, &caller, &id).await?;
    crate::auth::revoke::client_tokens(&*transaction, &row.id, state.now()).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A client of the admin's organisation, or the calling client; 404 for any other, 403 for other roles.
async fn own(db: &impl ConnectionTrait, caller: &Caller, id: &str) -> Result<Model, Error> {
    if matches!(caller, Caller::Service(_)) {
        return Err(Caller::no_service_key());
    }
    let id = id.trim().to_lowercase();
    let row = Entity::find_by_id(&id).one(db).await?;
    let is_own = |row: &Model| match caller {
        Caller::Client(client) => client.id == row.id,
        Caller::Service(_) => false,
        Caller::Person(person) => person.user.organisation_id == Some(row.organisation_id),
    };
    if let Caller::Person(person) = caller
        && person.role != Role::Admin
    {
        return Err(Error::forbidden(
            "This needs the role admin. Sign in with such an account, or send the client's own token.",
        ));
    }
    row.filter(is_own).ok_or(Error::NotFound)
}

async fn to_wire(db: &impl ConnectionTrait, row: Model, now: i64) -> Result<ApiClient, Error> {
    let tokens = token::Entity::find()
        .filter(token::Column::ClientId.eq(&row.id))
        .filter(token::Column::RevokedAt.is_null())
        .filter(token::Column::ExpiresAt.gt(now))
        .count(db)
        .await?;
    Ok(ApiClient {
        response_type_ids: row.response_types(),
        id: row.id,
        name: row.name,
        request_type: row.request_type.into(),
        default_response_type_id: row.default_response_type,
        may_create_callouts: row.may_create_callouts,
        active: row.active,
        webhook_url: row.webhook_url,
        token_count: i64::try_from(tokens).unwrap_or(i64::MAX),
        created_at: Timestamp::from_millis(row.created_at),
    })
}
