//! The coverage of all residents: the health of every notifier of an organisation by scope, compared with all residents.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use wire::assistance::{CoverageCounts, Gap, HealthState, Scope};
use wire::id::{OrganisationId, ResidentId, SiteId};

use super::health;
use crate::context::Context;
use database::entity::{assistance_provider, notifier, resident};
use web::error::Error;

/// The coverage of one organisation.
pub struct OrganisationCoverage {
    organisation_id: i64,
    /// For each scope, the providers with the health of each notifier.
    states: HashMap<Scope, Vec<(i64, HealthState)>>,
    /// The residents in the order of their names.
    pub residents: Vec<resident::Model>,
}

impl OrganisationCoverage {
    /// Reads the current coverage.
    pub async fn of(state: &Context, organisation_id: i64) -> Result<Self, Error> {
        let db = &*state.db;
        let own = assistance_provider::Column::OrganisationId.eq(organisation_id);
        let providers = assistance_provider::Entity::find().filter(own).all(db).await?;
        let scopes: HashMap<_, _> = providers.iter().map(|row| (row.id, row.scope())).collect();
        let notifiers = notifiers_of_organisation(db, organisation_id).await?;
        let healths = health::of_notifiers(db, organisation_id, &notifiers, state.now()).await?;
        let mut states: HashMap<Scope, Vec<_>> = HashMap::new();
        for row in notifiers {
            let Some(scope) = scopes.get(&row.provider_id) else { continue };
            let state = healths.get(&row.id).map(|health| health.state).unwrap_or_default();
            states.entry(*scope).or_default().push((row.provider_id, state));
        }
        let residents = resident::Entity::find()
            .filter(resident::Column::OrganisationId.eq(organisation_id))
            .order_by_asc(resident::Column::Surname)
            .order_by_asc(resident::Column::Name)
            .order_by_asc(resident::Column::Id)
            .all(db)
            .await?;
        Ok(Self { organisation_id, states, residents })
    }

    /// The gap in a resident's coverage, if any.
    pub fn gap(&self, who: &resident::Model) -> Option<Gap> {
        Gap::of(self.states(who).map(|(_, state)| state))
    }

    /// Whether this provider is the resident's only working one.
    pub fn depends_on(&self, who: &resident::Model, provider_id: i64) -> bool {
        self.states(who).all(|(id, _)| id == provider_id)
    }

    /// How many of these residents have which gap.
    pub fn counts<'a>(&self, residents: impl Iterator<Item = &'a resident::Model>) -> CoverageCounts {
        let mut counts = CoverageCounts::default();
        for who in residents {
            match self.gap(who) {
                Some(Gap::Nobody) => counts.nobody += 1,
                Some(Gap::OnlyFailing) => counts.only_failing += 1,
                Some(Gap::OneNotifier) => counts.one_notifier += 1,
                None => counts.covered += 1,
            }
        }
        counts
    }

    fn states(&self, who: &resident::Model) -> impl Iterator<Item = (i64, HealthState)> {
        let scopes = [
            Some(Scope::Organisation(OrganisationId(self.organisation_id))),
            who.site_id.map(|id| Scope::Site(SiteId(id))),
            Some(Scope::Resident(ResidentId(who.id))),
        ];
        scopes.into_iter().flatten().filter_map(|scope| self.states.get(&scope)).flatten().copied()
    }
}

async fn notifiers_of_organisation(
    db: &impl ConnectionTrait,
    organisation_id: i64,
) -> Result<Vec<notifier::Model>, Error> {
    let ids = assistance_provider::Entity::find()
        .select_only()
        .column(assistance_provider::Column::Id)
        .filter(assistance_provider::Column::OrganisationId.eq(organisation_id))
        .into_query();
    let found = notifier::Entity::find().filter(notifier::Column::ProviderId.in_subquery(ids));
    Ok(found.order_by_asc(notifier::Column::Id).all(db).await?)
}
