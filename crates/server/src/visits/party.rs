//! The resident and the officer of a visit, who each answer it.

use wire::session::Role;

use database::entity::visit;

/// Whose side somebody is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    /// Who is visited.
    Resident,
    /// Who visits, or somebody of the office.
    Officer,
}

impl Party {
    /// The side of somebody with this role.
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
