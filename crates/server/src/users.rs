//! `/api/users`: what an admin does to the accounts of their organisation.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::account;
use crate::error::Error;
use crate::state::AppState;
use crate::table::user;
use crate::viewer::Admin;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(delete_sessions))
}

/// Signs an account out of every browser and strikes its tokens, for a phone that was lost.
#[utoipa::path(delete, path = "/api/users/{id}/sessions", tag = "users",
    responses((status = 204, description = "Signed out everywhere"), (status = 401), (status = 403), (status = 404)))]
async fn delete_sessions(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    user::Entity::find_by_id(&id)
        .filter(user::Column::CustomerId.eq(admin.user.customer_id))
        .one(&*transaction)
        .await?
        .ok_or(Error::NotFound)?;
    account::sign_out(&*transaction, &id, state.now()).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
