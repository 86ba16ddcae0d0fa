//! The street address of a position: the geocoder's, otherwise the resident's home if they may be there.

use wire::geo::metres_between;

use crate::geocoder::{Geocoded, SAME_PLACE};
use crate::homes::Home;
use database::entity::{callout, callout_location};

/// The description of an address that was not geocoded for this position.
const HOME: &str = "The resident's home";

/// An address in the format of the callout contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FormattedAddress {
    pub(crate) formatted: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) place_id: Option<String>,
    pub(crate) description: Option<&'static str>,
}

/// The address of this position; `None` if it is unknown.
pub(crate) fn of(
    row: &callout::Model,
    at: &callout_location::Model,
    home: Option<&Home>,
) -> Option<FormattedAddress> {
    geocoded(row, at).or_else(|| at_home(at, home?))
}

fn geocoded(row: &callout::Model, at: &callout_location::Model) -> Option<FormattedAddress> {
    let found = Geocoded::read(row.geocoded.as_deref()?)?;
    let is_near = metres_between(found.place(), (at.latitude, at.longitude)) <= SAME_PLACE;
    let formatted = found.formatted.filter(|_| is_near)?;
    Some(FormattedAddress {
        formatted: Some(formatted),
        region: found.region,
        city: found.city,
        country: found.country,
        place_id: found.place_id,
        description: None,
    })
}

fn at_home(at: &callout_location::Model, home: &Home) -> Option<FormattedAddress> {
    let may_be_home = home.may_be_at((at.latitude, at.longitude), at.accuracy);
    let formatted = home.address.line().filter(|_| may_be_home)?;
    Some(FormattedAddress {
        formatted: Some(formatted),
        region: home.address.region.clone(),
        city: home.address.town.clone(),
        country: home.address.country.clone(),
        place_id: None,
        description: Some(HOME),
    })
}
