//! Facts of a record, for staff.

use sea_orm::{ConnectionTrait, EntityTrait};
use wire::record::Fact;
use wire::time::Timestamp;

use database::entity::{resident, site};
use web::error::Error;

/// The kind of an assistance request.
pub(crate) const ASSISTANCE_REQUEST: &str = "assistance-request";

/// The most events of a record that are shown.
pub(crate) const EVENTS: u64 = 50;

pub(crate) fn fact(name: &str, value: impl Into<String>) -> Fact {
    Fact { name: name.to_owned(), value: value.into(), ..Fact::default() }
}

/// A fact with a time; with an empty value, only the time is shown.
pub(crate) fn fact_at(name: &str, value: impl Into<String>, at: i64) -> Fact {
    Fact { at: Some(Timestamp::from_millis(at)), ..fact(name, value) }
}

/// The resident with their telephone number and home.
pub(crate) fn resident_facts(resident: &resident::Model, site: Option<&site::Model>) -> Vec<Fact> {
    let link = Some(format!("tel:{}", resident.mobile)).filter(|_| !resident.mobile.is_empty());
    let telephone = Fact { link, ..fact("Telephone", resident.mobile.clone()) };
    let mut facts = vec![fact("Resident", resident.full_name()), telephone];
    facts.extend(site.map(|site| fact("Site", format!("{}, {}", site.name, site.address))));
    facts
}

pub(crate) async fn site_of(
    db: &impl ConnectionTrait,
    id: Option<i64>,
) -> Result<Option<site::Model>, Error> {
    match id {
        Some(id) => Ok(site::Entity::find_by_id(id).one(db).await?),
        None => Ok(None),
    }
}
