//! Coverage: the providers on a resident's television, who would be notified by which notifier, and gaps.

use super::{NotifierKind, Provider, Resident, ScopeKind};
use crate::id::{NotifierId, ProviderId};
use crate::lenient::{Lenient, read_leniently};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The results of recent deliveries of a provider, or of one of its notifiers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    pub state: HealthState,
    /// Number of successful deliveries in the last 30 days.
    pub delivered: i64,
    /// Number of failed deliveries in the last 30 days.
    pub dead: i64,
    /// The last successful delivery.
    pub delivered_at: Option<Timestamp>,
    /// The last failed delivery.
    pub dead_at: Option<Timestamp>,
}

read_leniently!(Health { state, delivered, dead, delivered_at, dead_at });

/// Whether a notifier is expected to reach anybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum HealthState {
    /// Nothing was delivered yet.
    #[default]
    Untried,
    /// The newest delivery succeeded.
    Works,
    /// The newest delivery failed, or all its attempts so far.
    Failing,
    /// The receiver answered 410 Gone; nothing more is sent to it.
    Disabled,
    /// A person without a device that could receive a push.
    Unreachable,
    /// The stored e-mail address is not valid.
    #[serde(rename = "bad_address")]
    BadAddress,
}

impl HealthState {
    const ALL: [Self; 6] =
        [Self::Untried, Self::Works, Self::Failing, Self::Disabled, Self::Unreachable, Self::BadAddress];

    /// The value used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Untried => "untried",
            Self::Works => "works",
            Self::Failing => "failing",
            Self::Disabled => "disabled",
            Self::Unreachable => "unreachable",
            Self::BadAddress => "bad_address",
        }
    }

    /// Whether it must not be relied on.
    pub fn is_bad(self) -> bool {
        matches!(self, Self::Failing | Self::Disabled | Self::Unreachable | Self::BadAddress)
    }
}

impl Lenient for HealthState {
    fn read(value: serde_json::Value) -> Option<Self> {
        let text = value.as_str()?;
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// The response of `GET /api/v2/coverage?resident=|site=|customer=`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coverage {
    /// Whether it is the coverage of a resident, a site or an organisation.
    #[serde(rename = "type")]
    pub kind: ScopeKind,
    pub object_id: i64,
    pub name: String,
    /// Number of residents included.
    pub residents: i64,
    /// The providers on their televisions, in that order. For a site or an organisation: those that all its residents see.
    pub television: Vec<Provider>,
    /// Everybody who would be notified, with the notifier.
    pub told: Vec<CoverageNotifier>,
    pub gaps: Vec<Gap>,
    /// Number of residents by gap.
    pub counts: CoverageCounts,
}

read_leniently!(Coverage { kind = "type", object_id, name, residents, television, told, gaps, counts });

/// A notifier that would be used, and the person or system it reaches.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CoverageNotifier {
    pub provider: ProviderId,
    /// The label on the television.
    pub label: String,
    pub notifier: NotifierId,
    pub kind: NotifierKind,
    pub name: String,
    /// An e-mail address, a URL, or a supporter's name.
    pub address: String,
    pub health: Health,
}

read_leniently!(CoverageNotifier { provider, label, notifier, kind, name, address, health });

/// A gap in a resident's coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CoverageGap))]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// No provider: the television offers nobody.
    Nobody,
    /// The last delivery to every notifier failed.
    OnlyFailing,
    /// Only one notifier: when it fails, nobody is notified.
    OneNotifier,
}

impl Gap {
    /// Every gap, the most serious first.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::OnlyFailing, Self::OneNotifier];

    /// The value used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::OnlyFailing => "only_failing",
            Self::OneNotifier => "one_notifier",
        }
    }

    /// The most serious gap of notifiers with these states.
    pub fn of(told: impl IntoIterator<Item = HealthState>) -> Option<Self> {
        let states: Vec<_> = told.into_iter().collect();
        match states.len() {
            0 => Some(Self::Nobody),
            _ if states.iter().all(|state| state.is_bad()) => Some(Self::OnlyFailing),
            1 => Some(Self::OneNotifier),
            _ => None,
        }
    }
}

impl Lenient for Gap {
    fn read(value: serde_json::Value) -> Option<Self> {
        let text = value.as_str()?;
        Self::ALL.into_iter().find(|gap| gap.as_str() == text)
    }
}

/// Number of residents by gap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CoverageCounts {
    /// No notifier at all.
    pub nobody: i64,
    /// Only notifiers whose last delivery failed.
    pub only_failing: i64,
    pub one_notifier: i64,
    /// Two or more notifiers, at least one of them not failing.
    pub covered: i64,
}

read_leniently!(CoverageCounts { nobody, only_failing, one_notifier, covered });

/// One item of `GET /api/v2/coverage/gaps`: a resident with a gap.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResidentGap {
    pub resident: Resident,
    pub site_name: Option<String>,
    pub gap: Option<Gap>,
}

read_leniently!(ResidentGap { resident, site_name, gap });

/// The response of `GET /api/v2/assistance-provider/{id}/uncovered`: the effect of deleting the provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = UncoveredResidents))]
pub struct Uncovered {
    /// Number of residents who see the provider now.
    pub residents: i64,
    /// Number of those who would have no provider left.
    pub nobody: i64,
    /// Some of those residents.
    pub examples: Vec<Resident>,
}

read_leniently!(Uncovered { residents, nobody, examples });
