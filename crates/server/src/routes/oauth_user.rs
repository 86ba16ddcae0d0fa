//! `/api/oauth/user`: the users that an API client registers with its server token.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::id::{ResidentId, UserId};
use wire::oauth::{NewUser, RegisteredUser, Subscription};
use wire::session::Role;
use wire::time::Timestamp;

use crate::accounts::NewAccount;
use crate::auth::account;
use crate::auth::caller::ServerToken;
use crate::auth::password::Origin;
use crate::context::Change;
use crate::state::AppState;
use database::entity::{resident, user};
use web::error::Error;
use web::json::JsonBody;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_user))
        .routes(routes!(get_subscription))
        .routes(routes!(delete_user))
}

/// Registers a user, who can then request a user token. The e-mail address may be an opaque id such as
/// `guid_1234@company.example`.
#[utoipa::path(post, path = "/api/oauth/user", tag = "oauth",
    request_body(content = NewUser, description = "email and a password of 8 characters or more",
        example = json!({ "email": "guid_1234@company.example", "password": "correct horse" })),
    responses((status = 201, description = "Registered", body = RegisteredUser), (status = 400), (status = 401), (status = 403),
        (status = 409, description = "The e-mail address is registered already")))]
async fn create_user(
    State(state): State<AppState>,
    ServerToken(client): ServerToken,
    JsonBody(new): JsonBody<NewUser>,
) -> Result<(StatusCode, Json<RegisteredUser>), Error> {
    new.check().map_err(|complaint| Error::bad_request(format!("{complaint}.")))?;
    if account::find(&*state.db, &new.email).await?.is_some() {
        return Err(account::taken());
    }
    let hash = state.hashing.hash(new.password, state.random.as_ref(), Origin::Known(&client.id)).await?;
    let new = NewAccount {
        email: new.email,
        name: String::new(),
        surname: String::new(),
        password_hash: Some(hash),
        role: Role::Resident,
        team: None,
        organisation_id: client.organisation_id,
        site_id: None,
        tenure: None,
        client_id: Some(client.id),
    };
    let transaction = state.write().await?;
    let user = crate::accounts::create(&state, &*transaction, new).await?;
    let customer_id = resident_id(&*transaction, &user.id).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(RegisteredUser { id: UserId(user.id), email: user.email, customer_id })))
}

async fn resident_id(db: &impl ConnectionTrait, user_id: &str) -> Result<ResidentId, Error> {
    let found = resident::Entity::find().filter(resident::Column::UserId.eq(user_id)).one(db).await?;
    Ok(ResidentId(found.ok_or_else(|| Error::internal("a new resident is missing"))?.id))
}

/// Whether a user may raise callouts, and of which types.
#[utoipa::path(get, path = "/api/oauth/user/{id}/subscription", tag = "oauth",
    responses((status = 200, description = "The subscription", body = Subscription), (status = 401), (status = 403), (status = 404)))]
async fn get_subscription(
    State(state): State<AppState>,
    ServerToken(client): ServerToken,
    Path(id): Path<String>,
) -> Result<Json<Subscription>, Error> {
    let user = registered(&*state.db, &client.id, id).await?;
    Ok(Json(Subscription {
        user_id: UserId(user.id),
        active: user.active,
        response_type_ids: client.response_types(),
        created_at: Timestamp::from_millis(user.created_at),
        deactivated_at: (!user.active).then(|| Timestamp::from_millis(user.updated_at)),
    }))
}

/// Deactivates a user: ends all sessions, revokes all tokens, and prevents signing in. Their callouts are kept.
#[utoipa::path(delete, path = "/api/oauth/user/{id}", tag = "oauth",
    responses((status = 204, description = "Deactivated"), (status = 401), (status = 403), (status = 404)))]
async fn delete_user(
    State(state): State<AppState>,
    ServerToken(client): ServerToken,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    let user = registered(&*transaction, &client.id, id).await?;
    if user.active {
        crate::accounts::deactivate(&*transaction, &state, &user.id).await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}

/// A user that this client registered; all others are 404.
async fn registered(db: &impl ConnectionTrait, client_id: &str, id: String) -> Result<user::Model, Error> {
    let found = user::Entity::find_by_id(id).filter(user::Column::ClientId.eq(client_id)).one(db).await?;
    found.ok_or(Error::NotFound)
}
