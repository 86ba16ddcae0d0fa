//! The two parties of a visit, who each answer it: resident and officer.

use wire::session::Role;

use database::entity::visit;

/// The party that a person belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    /// The resident who is visited.
    Resident,
    /// The visiting officer, or other staff.
    Officer,
}

impl Party {
    /// The party of people with this role.
    pub(crate) fn of(role: &Role) -> Self {
        if *role == Role::Resident { Self::Resident } else { Self::Officer }
    }

    pub(crate) fn email(self, visit: &visit::Model) -> Option<&String> {
        match self {
            Self::Resident => visit.resident_email.as_ref(),
            Self::Officer => visit.officer_email.as_ref(),
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Resident => Self::Officer,
            Self::Officer => Self::Resident,
        }
    }
}
