//! The objects that a provider can belong to: an organisation, one of its sites, or one of its residents.

use crate::id::{OrganisationId, ResidentId, SiteId};
use crate::lenient::read_leniently;
use crate::postal_address::PostalAddress;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// An organisation: a landlord or a council.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Organisation))]
pub struct Organisation {
    pub id: OrganisationId,
    pub name: String,
    /// The name in the form used in URLs.
    pub slug: String,
    pub created: Timestamp,
    pub modified: Timestamp,
    pub is_active: bool,
    /// Whether the next provider in scope is notified when the first one reaches nobody.
    pub escalation: bool,
}

read_leniently!(Organisation { id, name, slug, created, modified, is_active, escalation });

/// The body of `PATCH /api/v2/customer/{id}`. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = OrganisationChange))]
pub struct OrganisationChange {
    /// Whether the next provider in scope is notified when the first one reaches nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalation: Option<bool>,
}

/// A building, street or estate.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Site {
    pub id: SiteId,
    pub name: String,
    /// The name in the form used in URLs.
    pub slug: String,
    pub customer: OrganisationId,
    pub created: Timestamp,
    pub modified: Timestamp,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    pub is_active: bool,
    /// The source's number of the site's calendar.
    pub calendar: Option<i64>,
    #[serde(skip_serializing_if = "PostalAddress::is_empty")]
    pub address: PostalAddress,
    /// The address in one line, when its parts have not been entered.
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

/// A resident with their home.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resident {
    pub id: ResidentId,
    pub name: String,
    pub email: String,
    pub site: Option<SiteId>,
    pub customer: OrganisationId,
    /// The tenure, such as `tenant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenure: Option<String>,
    /// The resident's own address, where it differs from the site's.
    #[serde(skip_serializing_if = "PostalAddress::is_empty")]
    pub address: PostalAddress,
    /// Degrees north of the home, when it differs from the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east of the home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
}

read_leniently!(Resident { id, name, email, site, customer, tenure, address, lat, lon });

/// The body of `PATCH /api/v2/resident/{id}`. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResidentChange {
    /// An empty text clears the tenure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenure: Option<String>,
}
