//! Coverage: what is on a resident's television, who would be told by what, and where nobody would.

use super::{NotifierKind, Provider, Resident, ScopeKind};
use crate::id::{NotifierId, ProviderId};
use crate::lenient::{Lenient, read_leniently};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How recent deliveries of a provider or of one of its notifiers went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Health {
    /// In one word.
    pub state: HealthState,
    /// Deliveries of the last 30 days that arrived.
    pub delivered: i64,
    /// Deliveries of the last 30 days that were given up.
    pub dead: i64,
    /// When one last arrived.
    pub delivered_at: Option<Timestamp>,
    /// When one was last given up.
    pub dead_at: Option<Timestamp>,
}

read_leniently!(Health { state, delivered, dead, delivered_at, dead_at });

/// Whether somebody would be reached, as far as is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HealthState {
    /// Nothing was ever delivered there.
    #[default]
    Untried,
    /// The newest delivery arrived.
    Works,
    /// The newest delivery was given up, or has failed so far.
    Failing,
    /// It said that it is gone, and is told no more.
    Disabled,
    /// A person without a device that could be told.
    Unreachable,
    /// Mail cannot go to the stored e-mail address.
    #[serde(rename = "bad_address")]
    BadAddress,
}

impl HealthState {
    const ALL: [Self; 6] =
        [Self::Untried, Self::Works, Self::Failing, Self::Disabled, Self::Unreachable, Self::BadAddress];

    /// The text on the wire.
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

    /// Nobody can rely on it.
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

/// The answer of `GET /api/v2/coverage?resident=|site=|customer=`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Coverage {
    /// What was asked about.
    #[serde(rename = "type")]
    pub kind: ScopeKind,
    /// Its number.
    pub object_id: i64,
    /// What it is called.
    pub name: String,
    /// How many residents that is about.
    pub residents: i64,
    /// What stands on their televisions, in its order. For a site or an organisation: what everybody there sees.
    pub television: Vec<Provider>,
    /// Everyone who would be told, and by what.
    pub told: Vec<Told>,
    /// What is wrong with it.
    pub gaps: Vec<Gap>,
    /// How many of those residents have which gap.
    pub counts: CoverageCounts,
}

read_leniently!(Coverage { kind = "type", object_id, name, residents, television, told, gaps, counts });

/// One who would be told.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Told {
    /// By which provider.
    pub provider: ProviderId,
    /// What the television shows for it.
    pub label: String,
    /// Which notifier.
    pub notifier: NotifierId,
    /// How.
    pub kind: NotifierKind,
    /// Who.
    pub name: String,
    /// An e-mail address, a web address, or a supporter's name.
    pub address: String,
    /// How its recent deliveries went.
    pub health: Health,
}

read_leniently!(Told { provider, label, notifier, kind, name, address, health });

/// What is wrong with somebody's cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// No provider: the television offers nobody.
    Nobody,
    /// Everyone who would be told was not reached the last time.
    OnlyFailing,
    /// One notifier in all: when that fails, nobody is told.
    OneNotifier,
}

impl Gap {
    /// Every gap, the worst first.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::OnlyFailing, Self::OneNotifier];

    /// The text on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::OnlyFailing => "only_failing",
            Self::OneNotifier => "one_notifier",
        }
    }

    /// What is wrong when these would be told. At most one: the worst.
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

/// How many residents have which gap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CoverageCounts {
    /// Nobody would be told.
    pub nobody: i64,
    /// Only those whom nothing reached the last time.
    pub only_failing: i64,
    /// One notifier in all.
    pub one_notifier: i64,
    /// Two or more, and one of them not failing.
    pub covered: i64,
}

read_leniently!(CoverageCounts { nobody, only_failing, one_notifier, covered });

/// One row of `GET /api/v2/coverage/gaps`: a resident with a gap.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ResidentGap {
    /// Who.
    pub resident: Resident,
    /// Where they live.
    pub site_name: Option<String>,
    /// What is wrong.
    pub gap: Option<Gap>,
}

read_leniently!(ResidentGap { resident, site_name, gap });

/// The answer of `GET /api/v2/assistance-provider/{id}/uncovered`: what deleting it would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Uncovered {
    /// How many residents see it now.
    pub residents: i64,
    /// How many of them would have nobody left.
    pub nobody: i64,
    /// Some of those by name.
    pub examples: Vec<Resident>,
}

read_leniently!(Uncovered { residents, nobody, examples });
