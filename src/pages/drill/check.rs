//! The drill's checks and their results.

use crate::words;

/// One prerequisite of a call for help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    SignedIn,
    PopUps,
    Location,
    Call,
    Screen,
    Storage,
    Installed,
    Push,
}

impl Check {
    /// All checks in order: those that ask the person for permission come first, while they are looking.
    pub const ALL: [Self; 8] = [
        Self::SignedIn,
        Self::PopUps,
        Self::Location,
        Self::Call,
        Self::Screen,
        Self::Storage,
        Self::Installed,
        Self::Push,
    ];

    /// Without these no call for help is sent.
    pub fn is_vital(self) -> bool {
        matches!(self, Self::SignedIn | Self::Call)
    }

    /// The name of the check.
    pub fn title(self) -> &'static str {
        let words = words::checks();
        match self {
            Self::SignedIn => words.signed_in,
            Self::PopUps => words.pop_ups,
            Self::Location => words.location,
            Self::Call => words.call,
            Self::Screen => words.screen,
            Self::Storage => words.storage,
            Self::Installed => words.installed,
            Self::Push => words.push,
        }
    }
}

/// The result of a check.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CheckResult {
    #[default]
    Pending,
    Running,
    /// It works, and how well.
    Passed(String),
    /// It fails, and how to repair it.
    Failed(String, &'static str),
}

impl CheckResult {
    /// A passed check.
    pub fn passed(words: impl Into<String>) -> Self {
        Self::Passed(words.into())
    }

    /// A failed check.
    pub fn failed(words: impl Into<String>, how: &'static str) -> Self {
        Self::Failed(words.into(), how)
    }
}

/// The verdict of the whole drill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Ready,
    /// A call is sent; something else does not work.
    Nearly,
    /// No call is sent.
    NotReady,
}

impl Verdict {
    /// The verdict on all results.
    pub fn of(result: &[(Check, CheckResult)]) -> Self {
        let failed = |result: &CheckResult| matches!(result, CheckResult::Failed(..));
        if result.iter().any(|(check, result)| check.is_vital() && failed(result)) {
            Self::NotReady
        } else if result.iter().any(|(_, result)| failed(result)) {
            Self::Nearly
        } else {
            Self::Ready
        }
    }
}
