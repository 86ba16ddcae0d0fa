//! `POST /api/v2/assistance-provider/test`: a provider in a form, saved or not, tried once by the real code path.

use axum::Json;
use axum::extract::State;
use futures_util::future::try_join_all;
use sea_orm::EntityTrait;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::{NewProvider, NotifierTrial, ProviderDraft, Scope, Trials};

use crate::assistance::check::check;
use crate::assistance::requests::notify_provider::{RequestMessage, target};
use crate::assistance::store;
use crate::auth::staff::OrganisationAdmin;
use crate::context::Context;
use crate::deliveries;
use crate::state::AppState;
use database::entity::{assistance_provider, assistance_request, notifier, resident};
use web::detail::{AnyJson, Detailed, Refusal};
use web::error::Error;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(test_provider))
}

/// Notifies every notifier of this body once, as a request would, and returns what was sent and answered. Nothing is stored or
/// retried. If the body has the `id` of a stored provider, its notifiers with ids sign with their own secret; others with a
/// temporary one.
#[utoipa::path(post, path = "/api/v2/assistance-provider/test", tag = "assistance",
    request_body(content = wire::openapi::ProviderRow, description = "As for POST /api/v2/assistance-provider, optionally with the id of a stored one"),
    responses((status = 200, description = "results: one or more for each notifier", body = Trials), (status = 400), (status = 401),
        (status = 403), (status = 404)))]
async fn test_provider(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    AnyJson(body): AnyJson,
) -> Result<Json<Trials>, Refusal> {
    let stored = match body["id"].as_i64() {
        Some(id) => Some(store::find(&*state.db, admin.organisation_id, id).await?.id),
        None => None,
    };
    let new = check(&state, admin.organisation_id, stored, ProviderDraft::default(), &body).await?;
    let story = story(&state, admin.organisation_id, new.scope).await?;
    let provider = unsaved(&state, admin.organisation_id, stored, &new);
    let (state, story, provider) = (&state, &story, &provider);
    let mut places = [0_i64; 3];
    let tries = new.notifiers.into_iter().map(|notifier| {
        let place = &mut places[notifier.kind as usize];
        let path = format!("{}.{place}", notifier.kind.list());
        *place += 1;
        let row = notifier::Model {
            id: notifier.id.map_or(0, |id| id.0),
            provider_id: provider.id,
            position: 0,
            kind: notifier.kind.as_str().to_owned(),
            name: notifier.name,
            address: notifier.address,
            disabled_at: None,
            created_at: state.now(),
        };
        async move {
            let target = target(state, story, provider, row)?;
            let trials = deliveries::try_once(state, "assistance.requested", target).await?;
            Ok::<_, Error>(
                trials.into_iter().map(move |trial| NotifierTrial { notifier: path.clone(), trial }),
            )
        }
    });
    let results = try_join_all(tries).await?.into_iter().flatten().collect();
    Ok(Json(Trials { results }))
}

/// A test request by a fictitious resident: an address may be mistyped, and a real name would cause alarm.
async fn story(state: &Context, organisation_id: i64, scope: Scope) -> Result<RequestMessage, Error> {
    let site_id = match scope {
        Scope::Organisation(_) => None,
        Scope::Site(id) => Some(id.0),
        Scope::Resident(id) => {
            resident::Entity::find_by_id(id.0).one(&*state.db).await?.and_then(|who| who.site_id)
        }
    };
    let request = assistance_request::Model {
        id: 0,
        organisation_id,
        site_id,
        resident_id: 0,
        provider_id: 0,
        label: String::new(),
        created_at: state.now(),
    };
    RequestMessage::test(&*state.db, request).await
}

fn unsaved(
    state: &Context,
    organisation_id: i64,
    stored: Option<i64>,
    new: &NewProvider,
) -> assistance_provider::Model {
    assistance_provider::Model {
        id: stored.unwrap_or_default(),
        organisation_id,
        scope: new.scope.kind().as_str().to_owned(),
        site_id: matches!(new.scope, Scope::Site(_)).then(|| new.scope.id()),
        resident_id: matches!(new.scope, Scope::Resident(_)).then(|| new.scope.id()),
        name: new.name.clone(),
        label: new.label.clone(),
        created_at: state.now(),
        updated_at: state.now(),
    }
}
