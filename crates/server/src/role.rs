//! Who may do what: the six roles.

use serde::{Deserialize, Serialize};

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Lives there and raises alerts.
    Resident,
    /// Is told when a resident asks for assistance.
    Supporter,
    /// Housing officer.
    Officer,
    /// Leads officers.
    Manager,
    /// Registers who is told, and manages accounts.
    Admin,
    /// Sits in the control room.
    Controller,
}

impl Role {
    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Supporter => "supporter",
            Self::Officer => "officer",
            Self::Manager => "manager",
            Self::Admin => "admin",
            Self::Controller => "controller",
        }
    }

    /// Reads the word; nothing for one that is not a role.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Resident, Self::Supporter, Self::Officer, Self::Manager, Self::Admin, Self::Controller]
            .into_iter()
            .find(|role| role.as_str() == word)
    }

    /// Whether sessions of this role end when idle and after a time.
    pub fn is_staff(self) -> bool {
        !matches!(self, Self::Resident | Self::Supporter)
    }
}
