//! Homes of residents: their own address, completed by their site's, and its coordinates.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::geo::metres_between;
use wire::postal_address::PostalAddress;

use crate::fleet::road::Place;
use database::entity::{resident, site};
use web::error::Error;

/// The distance from the home in metres within which a resident counts as at home. The accuracy of the position is added.
const AT_HOME: f64 = 150.0;

/// The limit for that accuracy: with a coarser position, a resident does not count as at home.
const COARSE_MOST: f64 = 1000.0;

/// A resident's home.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Home {
    /// The postal address.
    pub(crate) address: PostalAddress,
    /// The coordinates; `None` if they are unknown.
    pub(crate) place: Option<Place>,
    pub(crate) site_name: Option<String>,
}

impl Home {
    fn of(resident: &resident::Model, site: Option<&site::Model>) -> Self {
        let of_site = site.map(site_address).unwrap_or_default();
        let own = resident.latitude.zip(resident.longitude);
        Self {
            address: own_address(resident).at_site(&of_site),
            place: own.or_else(|| site.and_then(|site| site.latitude.zip(site.longitude))),
            site_name: site.map(|site| site.name.clone()),
        }
    }

    /// Whether a resident at this position may be at home.
    pub(crate) fn may_be_at(&self, place: Place, accuracy: Option<f64>) -> bool {
        let reach = AT_HOME + accuracy.unwrap_or_default().min(COARSE_MOST);
        self.place.is_none_or(|home| metres_between(home, place) <= reach)
    }

    /// Whether neither address nor coordinates are known.
    pub(crate) fn is_unknown(&self) -> bool {
        self.address.is_empty() && self.place.is_none()
    }
}

/// A resident's own address, without its site's.
pub(crate) fn own_address(row: &resident::Model) -> PostalAddress {
    PostalAddress {
        flat: row.flat.clone(),
        street: row.street.clone(),
        town: row.town.clone(),
        region: row.region.clone(),
        postcode: row.postcode.clone(),
        country: row.country.clone(),
        uprn: row.uprn.clone(),
    }
}

/// The parts of a site's address.
pub(crate) fn site_parts(row: &site::Model) -> PostalAddress {
    PostalAddress {
        flat: None,
        street: row.street.clone(),
        town: row.town.clone(),
        region: row.region.clone(),
        postcode: row.postcode.clone(),
        country: row.country.clone(),
        uprn: row.uprn.clone(),
    }
}

/// The address of a site that has only one line; `None` if its parts are known.
pub(crate) fn site_line(row: &site::Model) -> Option<String> {
    let line = row.address.trim();
    (site_parts(row).is_empty() && !line.is_empty()).then(|| line.to_owned())
}

/// A site's address; a single line becomes the street.
fn site_address(row: &site::Model) -> PostalAddress {
    match site_line(row) {
        Some(line) => PostalAddress { street: Some(line), ..PostalAddress::default() },
        None => site_parts(row),
    }
}

/// The homes of these residents, by resident id.
pub(crate) async fn of_residents<'a>(
    db: &impl ConnectionTrait,
    residents: impl Iterator<Item = &'a resident::Model> + Clone,
) -> Result<HashMap<i64, Home>, Error> {
    let mut ids: Vec<i64> = residents.clone().filter_map(|resident| resident.site_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let sites = match ids.is_empty() {
        true => Vec::new(),
        false => site::Entity::find().filter(site::Column::Id.is_in(ids)).all(db).await?,
    };
    let sites: HashMap<i64, site::Model> = sites.into_iter().map(|row| (row.id, row)).collect();
    let home = |row: &resident::Model| (row.id, Home::of(row, row.site_id.and_then(|id| sites.get(&id))));
    Ok(residents.map(home).collect())
}

pub(crate) async fn of_resident(db: &impl ConnectionTrait, row: &resident::Model) -> Result<Home, Error> {
    Ok(of_residents(db, std::iter::once(row)).await?.remove(&row.id).unwrap_or_default())
}
