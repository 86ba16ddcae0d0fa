//! Whose residents a provider is for.

use crate::id::{CustomerId, ResidentId, SiteId};
use crate::lenient::Lenient;
use serde::{Deserialize, Serialize};

/// A `content_type`, which the answer calls `type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScopeKind {
    /// Everybody of an organisation.
    #[default]
    Customer,
    /// Everybody of a site.
    Site,
    /// One resident.
    Resident,
}

impl ScopeKind {
    /// Every kind, in the order in which a resident sees them.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Site, Self::Resident];

    /// The text on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Site => "site",
            Self::Resident => "resident",
        }
    }

    /// The kind of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl Lenient for ScopeKind {
    fn read(value: serde_json::Value) -> Option<Self> {
        value.as_str().and_then(Self::parse)
    }
}

/// A `content_type` with its `object_id`: a site's number cannot be taken for a resident's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everybody of this organisation.
    Customer(CustomerId),
    /// Everybody of this site.
    Site(SiteId),
    /// This resident.
    Resident(ResidentId),
}

impl Scope {
    /// The object of this kind and number.
    pub fn new(kind: ScopeKind, id: i64) -> Self {
        match kind {
            ScopeKind::Customer => Self::Customer(CustomerId(id)),
            ScopeKind::Site => Self::Site(SiteId(id)),
            ScopeKind::Resident => Self::Resident(ResidentId(id)),
        }
    }

    /// Its kind.
    pub fn kind(self) -> ScopeKind {
        match self {
            Self::Customer(_) => ScopeKind::Customer,
            Self::Site(_) => ScopeKind::Site,
            Self::Resident(_) => ScopeKind::Resident,
        }
    }

    /// The number of the object.
    pub fn id(self) -> i64 {
        match self {
            Self::Customer(id) => id.0,
            Self::Site(id) => id.0,
            Self::Resident(id) => id.0,
        }
    }
}
