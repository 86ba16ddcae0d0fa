//! `GET /api/v2/coverage`: for a resident, a site or the organisation, the providers on the television, whom they notify and how,
//! and the gaps; and the list of residents whose coverage has a gap.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::{
    Coverage, CoverageNotifier, Gap, NotifierKind, Provider, ResidentGap, Scope, ScopeKind,
};
use wire::field_errors::{FieldErrors, WHOLE};
use wire::fold::fold;
use wire::id::{NotifierId, OrganisationId, ProviderId, ResidentId, SiteId};
use wire::page::Page;

use crate::assistance::health::Healths;
use crate::assistance::picture::OrganisationCoverage;
use crate::assistance::view::Secrets;
use crate::assistance::{health, objects, view, visible};
use crate::auth::scopes::is_in_patch;
use crate::auth::staff::Staff;
use crate::context::Context;
use crate::state::AppState;
use database::entity::{assistance_provider, notifier, organisation, resident, site, user};
use database::search;
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::paging::Paging;
use web::parameters::Query;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_coverage)).routes(routes!(list_coverage_gaps))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Subject {
    resident: Option<i64>,
    site: Option<i64>,
    customer: Option<i64>,
}

impl Subject {
    fn scope(&self) -> Result<Scope, Refusal> {
        match (self.resident, self.site, self.customer) {
            (Some(id), None, None) => Ok(Scope::Resident(ResidentId(id))),
            (None, Some(id), None) => Ok(Scope::Site(SiteId(id))),
            (None, None, Some(id)) => Ok(Scope::Organisation(OrganisationId(id))),
            _ => {
                let mut errors = FieldErrors::new();
                errors.add(WHOLE, "Specify exactly one: a resident, a site or a customer.");
                Err(errors.into())
            }
        }
    }
}

/// The providers on the television, whom they notify, and the gaps.
#[utoipa::path(get, path = "/api/v2/coverage", tag = "assistance",
    params(("resident" = Option<i64>, Query), ("site" = Option<i64>, Query), ("customer" = Option<i64>, Query)),
    responses((status = 200, description = "television, told, gaps, counts", body = Coverage), (status = 400), (status = 401), (status = 403),
        (status = 404)))]
async fn get_coverage(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(Query(subject)): Detailed<Query<Subject>>,
) -> Result<Json<Coverage>, Refusal> {
    let scope = subject.scope()?;
    let db = &*state.db;
    let (name, seen) = subject_of(db, &staff, scope).await?;
    let picture = OrganisationCoverage::of(&state, staff.organisation_id).await?;
    let lives_there = |who: &&resident::Model| match scope {
        Scope::Resident(id) => who.id == id.0,
        Scope::Site(id) => who.site_id == Some(id.0),
        Scope::Organisation(_) => true,
    };
    let is_seen = |who: &&resident::Model| is_in_patch(&staff.person, who.site_id);
    let residents: Vec<_> = picture.residents.iter().filter(lives_there).filter(is_seen).collect();
    let counts = picture.counts(residents.iter().copied());
    let (television, told) = show(&state, staff.organisation_id, seen).await?;
    let gap = Gap::of(told.iter().map(|told| told.health.state));
    Ok(Json(Coverage {
        kind: scope.kind(),
        object_id: scope.id(),
        name,
        residents: i64::try_from(residents.len()).map_err(Error::internal)?,
        television,
        told,
        gaps: gap.into_iter().collect(),
        counts,
    }))
}

/// Its name, and the providers that everybody there sees; 404 if the caller may not read it.
async fn subject_of(
    db: &impl ConnectionTrait,
    staff: &Staff,
    scope: Scope,
) -> Result<(String, Vec<assistance_provider::Model>), Error> {
    let organisation_id = staff.organisation_id;
    let for_all = |also: Option<i64>| {
        let mut any = sea_orm::Condition::any()
            .add(assistance_provider::Column::Scope.eq(ScopeKind::Organisation.as_str()));
        if let Some(site) = also {
            any = any.add(assistance_provider::Column::SiteId.eq(site));
        }
        assistance_provider::Entity::find()
            .filter(assistance_provider::Column::OrganisationId.eq(organisation_id))
            .filter(any)
            .order_by(visible::rank(), sea_orm::Order::Asc)
            .order_by_asc(assistance_provider::Column::Id)
    };
    match scope {
        Scope::Resident(id) => {
            let who = visible::resident_of(db, &staff.person, id.0).await?;
            Ok((who.full_name(), visible::list(db, &who).await?))
        }
        Scope::Site(id) => {
            let found =
                site::Entity::find_by_id(id.0).filter(site::Column::OrganisationId.eq(organisation_id));
            let site = found.one(db).await?.filter(|site| is_in_patch(&staff.person, Some(site.id)));
            let site = site.ok_or(Error::NotFound)?;
            Ok((site.name, for_all(Some(site.id)).all(db).await?))
        }
        Scope::Organisation(id) if id.0 == organisation_id => {
            let found = organisation::Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound)?;
            Ok((found.name, for_all(None).all(db).await?))
        }
        Scope::Organisation(_) => Err(Error::NotFound),
    }
}

/// The providers with their health, and everyone whom they notify.
async fn show(
    state: &Context,
    organisation_id: i64,
    rows: Vec<assistance_provider::Model>,
) -> Result<(Vec<Provider>, Vec<CoverageNotifier>), Error> {
    let db = &*state.db;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut by_provider = view::notifiers_of(db, &ids).await?;
    let all: Vec<_> = by_provider.values().flatten().cloned().collect();
    let healths = health::of_notifiers(db, organisation_id, &all, state.now()).await?;
    let names = supporters(db, &all).await?;
    let mut told = Vec::new();
    let mut providers = view::whole(db, rows, &Secrets::new()).await?;
    for provider in &mut providers {
        let notifiers = by_provider.remove(&provider.id.0).unwrap_or_default();
        provider.health = Some(health::together(notifiers.iter().filter_map(|row| healths.get(&row.id))));
        told.extend(notifiers.into_iter().map(|row| coverage_notifier(provider, row, &healths, &names)));
    }
    Ok((providers, told))
}

fn coverage_notifier(
    provider: &Provider,
    row: notifier::Model,
    healths: &Healths,
    names: &HashMap<String, String>,
) -> CoverageNotifier {
    let kind = row.kind();
    CoverageNotifier {
        provider: ProviderId(provider.id.0),
        label: provider.label.clone(),
        notifier: NotifierId(row.id),
        kind,
        name: row.name,
        health: healths.get(&row.id).cloned().unwrap_or_default(),
        address: match kind {
            NotifierKind::Push => names.get(&row.address).cloned().unwrap_or_default(),
            NotifierKind::Email | NotifierKind::Webhook => row.address,
        },
    }
}

/// The names of the supporters among these, by account.
async fn supporters(
    db: &impl ConnectionTrait,
    rows: &[notifier::Model],
) -> Result<HashMap<String, String>, Error> {
    let ids = rows.iter().filter(|row| row.kind() == NotifierKind::Push).map(|row| row.address.clone());
    let found = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(db).await?;
    Ok(found.into_iter().map(|row| (row.id, row.name)).collect())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct GapFilter {
    gap: Option<Gap>,
    site: Option<i64>,
    search: String,
}

/// The residents whose coverage has a gap, by name; with `gap=nobody` those for whom nobody would be notified.
#[utoipa::path(get, path = "/api/v2/coverage/gaps", tag = "assistance",
    params(("gap" = Option<String>, Query, description = "nobody, only_failing or one_notifier"), ("site" = Option<i64>, Query),
        ("search" = Option<String>, Query), ("page" = Option<u64>, Query), ("page_size" = Option<u64>, Query)),
    responses((status = 200, description = "count, next, previous, results", body = Page<ResidentGap>), (status = 400), (status = 401),
        (status = 403), (status = 404)))]
async fn list_coverage_gaps(
    State(state): State<AppState>,
    Detailed(staff): Detailed<Staff>,
    Detailed(paging): Detailed<Paging>,
    Detailed(Query(filter)): Detailed<Query<GapFilter>>,
) -> Result<Json<Page<ResidentGap>>, Refusal> {
    let picture = OrganisationCoverage::of(&state, staff.organisation_id).await?;
    let words = search::words(&filter.search);
    let wanted = |who: &&resident::Model| {
        let text = fold(&format!("{} {}", who.full_name(), who.email));
        filter.site.is_none_or(|site| who.site_id == Some(site))
            && is_in_patch(&staff.person, who.site_id)
            && words.iter().all(|word| text.contains(word))
    };
    let found: Vec<_> = picture
        .residents
        .iter()
        .filter(wanted)
        .filter_map(|who| Some((who, picture.gap(who)?)))
        .filter(|(_, gap)| filter.gap.is_none_or(|wanted| wanted == *gap))
        .collect();
    let sites =
        site::Entity::find().filter(site::Column::OrganisationId.eq(staff.organisation_id)).all(&*state.db);
    let sites: HashMap<_, _> = sites.await?.into_iter().map(|row| (row.id, row.name)).collect();
    let (skip, take) = (paging.offset(), paging.limit());
    let shown = found.iter().skip(usize::try_from(skip).unwrap_or(usize::MAX));
    let shown = shown.take(usize::try_from(take).unwrap_or_default()).map(|(who, gap)| ResidentGap {
        resident: objects::resident(who),
        site_name: who.site_id.and_then(|id| sites.get(&id).cloned()),
        gap: Some(*gap),
    });
    Ok(Json(paging.page(found.len() as u64, shown.collect())?))
}
