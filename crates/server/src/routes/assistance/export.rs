//! `GET /api/v2/assistance-provider/export`: all providers as JSON or CSV, in the format of the import.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::assistance::view::Secrets;
use crate::assistance::{sheet, view};
use crate::auth::staff::OrganisationAdmin;
use crate::state::AppState;
use database::entity::assistance_provider::{Column, Entity};
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::parameters::Query;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(export_providers))
}

/// The format of an export or import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// A list of request bodies.
    #[default]
    Json,
    /// One line for each notifier.
    Csv,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choice {
    format: Format,
}

/// Exports every provider of the organisation, without secrets.
#[utoipa::path(get, path = "/api/v2/assistance-provider/export", tag = "assistance",
    params(("format" = Option<String>, Query, description = "json or csv")),
    responses((status = 200, description = "A file", content((Vec<wire::openapi::ProviderRow> = "application/json"), (String = "text/csv"))), (status = 400), (status = 401), (status = 403)))]
async fn export_providers(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    Detailed(Query(choice)): Detailed<Query<Choice>>,
) -> Result<Response, Refusal> {
    let db = &*state.db;
    let own =
        Entity::find().filter(Column::OrganisationId.eq(admin.organisation_id)).order_by_asc(Column::Id);
    let mut providers = Vec::new();
    // In parts, because the notifiers of all providers may exceed the limit of one statement.
    for part in own.all(db).await?.chunks(500) {
        providers.extend(view::whole(db, part.to_vec(), &Secrets::new()).await?);
    }
    let (text, kind, name) = match choice.format {
        Format::Csv => (sheet::write(&providers)?, "text/csv; charset=utf-8", "providers.csv"),
        Format::Json => {
            let bodies: Vec<Value> = providers
                .iter()
                .map(|provider| {
                    let mut body = provider.to_draft().to_body();
                    body["id"] = provider.id.0.into();
                    body
                })
                .collect();
            let text = serde_json::to_string_pretty(&bodies).map_err(Error::internal)?;
            (text, "application/json", "providers.json")
        }
    };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, text).into_response())
}
