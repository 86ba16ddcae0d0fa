//! Customers, sites and residents in the format of the contract.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::assistance::{ContentObject, Organisation, Resident, Scope, Site};
use wire::id::{OrganisationId, ResidentId, SiteId};
use wire::time::Timestamp;

use crate::homes;
use database::entity::{organisation, resident, site};
use web::error::Error;

/// An organisation, with the keys of the contract.
pub fn organisation(row: organisation::Model) -> Organisation {
    Organisation {
        id: OrganisationId(row.id),
        slug: slug(&row.name),
        name: row.name,
        created: Timestamp::from_millis(row.created_at),
        modified: Timestamp::from_millis(row.created_at.max(row.updated_at)),
        is_active: row.active,
        escalation: row.escalation,
    }
}

/// A site, with the keys of the published example.
pub fn site(row: site::Model) -> Site {
    Site { address_line: None, ..site_with_line(row) }
}

/// A site, including its address in one line if the parts are unknown.
pub fn site_with_line(row: site::Model) -> Site {
    Site {
        id: SiteId(row.id),
        slug: slug(&row.name),
        name: row.name.clone(),
        customer: OrganisationId(row.organisation_id),
        created: Timestamp::from_millis(row.created_at),
        modified: Timestamp::from_millis(row.created_at.max(row.updated_at)),
        lat: row.latitude,
        lon: row.longitude,
        is_active: row.active,
        calendar: row.calendar,
        address: homes::site_parts(&row),
        address_line: homes::site_line(&row),
    }
}

/// A resident, with the keys of the contract.
pub fn resident(row: &resident::Model) -> Resident {
    Resident {
        id: ResidentId(row.id),
        name: row.full_name(),
        email: row.email.clone(),
        site: row.site_id.map(SiteId),
        customer: OrganisationId(row.organisation_id),
        tenure: row.tenure.clone(),
        address: homes::own_address(row),
        lat: row.latitude,
        lon: row.longitude,
    }
}

/// The complete objects of these scopes.
pub async fn of_scopes(
    db: &impl ConnectionTrait,
    scopes: &[Scope],
) -> Result<HashMap<Scope, ContentObject>, Error> {
    let ids = |wanted: fn(&Scope) -> Option<i64>| scopes.iter().filter_map(wanted).collect::<Vec<_>>();
    let organisations = ids(|scope| matches!(scope, Scope::Organisation(_)).then(|| scope.id()));
    let sites = ids(|scope| matches!(scope, Scope::Site(_)).then(|| scope.id()));
    let residents = ids(|scope| matches!(scope, Scope::Resident(_)).then(|| scope.id()));
    let mut found = HashMap::new();
    if !organisations.is_empty() {
        for row in
            organisation::Entity::find().filter(organisation::Column::Id.is_in(organisations)).all(db).await?
        {
            found.insert(
                Scope::Organisation(OrganisationId(row.id)),
                ContentObject::Organisation(organisation(row)),
            );
        }
    }
    if !sites.is_empty() {
        for row in site::Entity::find().filter(site::Column::Id.is_in(sites)).all(db).await? {
            found.insert(Scope::Site(SiteId(row.id)), ContentObject::Site(site(row)));
        }
    }
    if !residents.is_empty() {
        for row in resident::Entity::find().filter(resident::Column::Id.is_in(residents)).all(db).await? {
            found.insert(Scope::Resident(ResidentId(row.id)), ContentObject::Resident(resident(&row)));
        }
    }
    Ok(found)
}

/// A name in the form for URLs: `Acacia Avenue` is `acacia-avenue`.
fn slug(name: &str) -> String {
    let letters = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let text: String = name.chars().map(letters).collect();
    text.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_has_no_blanks_at_its_ends() {
        assert_eq!(slug("Acacia Avenue"), "acacia-avenue");
        assert_eq!(slug(" St. John's — Court! "), "st-john-s-court");
    }
}
