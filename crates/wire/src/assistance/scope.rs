//! The scope of a provider: whose residents it serves.

use crate::id::{OrganisationId, ResidentId, SiteId};
use crate::lenient::Lenient;
use serde::{Deserialize, Serialize};

/// A `content_type`; responses call it `type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum ScopeKind {
    /// All residents of an organisation.
    #[default]
    #[serde(rename = "customer")]
    Organisation,
    /// All residents of a site.
    Site,
    Resident,
}

impl ScopeKind {
    /// Every kind, in the order in which residents see them.
    pub const ALL: [Self; 3] = [Self::Organisation, Self::Site, Self::Resident];

    /// The value used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organisation => "customer",
            Self::Site => "site",
            Self::Resident => "resident",
        }
    }

    /// The kind with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl Lenient for ScopeKind {
    fn read(value: serde_json::Value) -> Option<Self> {
        value.as_str().and_then(Self::parse)
    }
}

/// A `content_type` with its `object_id`, so that a site's number cannot be mistaken for a resident's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All residents of this organisation.
    Organisation(OrganisationId),
    /// All residents of this site.
    Site(SiteId),
    Resident(ResidentId),
}

impl Scope {
    /// The scope of this kind and number.
    pub fn new(kind: ScopeKind, id: i64) -> Self {
        match kind {
            ScopeKind::Organisation => Self::Organisation(OrganisationId(id)),
            ScopeKind::Site => Self::Site(SiteId(id)),
            ScopeKind::Resident => Self::Resident(ResidentId(id)),
        }
    }

    /// The kind of the object.
    pub fn kind(self) -> ScopeKind {
        match self {
            Self::Organisation(_) => ScopeKind::Organisation,
            Self::Site(_) => ScopeKind::Site,
            Self::Resident(_) => ScopeKind::Resident,
        }
    }

    /// The number of the object.
    pub fn id(self) -> i64 {
        match self {
            Self::Organisation(id) => id.0,
            Self::Site(id) => id.0,
            Self::Resident(id) => id.0,
        }
    }
}
