//! What a provider can be for: an organisation, one of its sites, one of its residents.

use crate::id::{CustomerId, ResidentId, SiteId};
use crate::lenient::read_leniently;
use crate::postal_address::PostalAddress;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// An organisation that houses residents.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Customer {
    /// Its number.
    pub id: CustomerId,
    /// What it is called.
    pub name: String,
    /// Its name as addresses write it.
    pub slug: String,
    /// When it was added.
    pub created: Timestamp,
    /// When it last changed.
    pub modified: Timestamp,
    /// Still housed by it.
    pub is_active: bool,
    /// Whether the next provider in scope is told when nobody of the first can be.
    pub escalation: bool,
}

read_leniently!(Customer { id, name, slug, created, modified, is_active, escalation });

/// The body of `PATCH /api/v2/customer/{id}`: what is left out stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerChange {
    /// Whether the next provider in scope is told when nobody of the first can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalation: Option<bool>,
}

/// A building, street or estate.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Site {
    /// Its number.
    pub id: SiteId,
    /// What it is called.
    pub name: String,
    /// Its name as addresses write it.
    pub slug: String,
    /// Whose it is.
    pub customer: CustomerId,
    /// When it was added.
    pub created: Timestamp,
    /// When it last changed.
    pub modified: Timestamp,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// People live there.
    pub is_active: bool,
    /// The source's number of the site's calendar.
    pub calendar: Option<i64>,
    /// Where it is, in words.
    #[serde(skip_serializing_if = "PostalAddress::is_empty")]
    pub address: PostalAddress,
    /// The same in one line, while nobody has entered its parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line: Option<String>,
}

read_leniently!(Site {
    id,
    name,
    slug,
    customer,
    created,
    modified,
    lat,
    lon,
    is_active,
    calendar,
    address,
    address_line,
});

/// Somebody who lives somewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Resident {
    /// Their number.
    pub id: ResidentId,
    /// First and family name.
    pub name: String,
    /// Where to write to.
    pub email: String,
    /// Where they live.
    pub site: Option<SiteId>,
    /// The organisation that houses them.
    pub customer: CustomerId,
    /// How they hold their home, such as `tenant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenure: Option<String>,
    /// Their own address, as far as it is not the site's.
    #[serde(skip_serializing_if = "PostalAddress::is_empty")]
    pub address: PostalAddress,
    /// Degrees north of their home, when that is not the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
}

read_leniently!(Resident { id, name, email, site, customer, tenure, address, lat, lon });

/// The body of `PATCH /api/v2/resident/{id}`: what is left out stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResidentChange {
    /// How they hold their home; an empty text empties it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenure: Option<String>,
}
