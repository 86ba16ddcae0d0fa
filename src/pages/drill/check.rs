//! What the drill tries, and what comes of it.

use crate::words::checks;

/// One thing that has to work on the day it counts.
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
    /// All of them, in the order in which they are tried: what asks the person comes first, while they look.
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

    /// Without these no call for help goes out.
    pub fn is_vital(self) -> bool {
        matches!(self, Self::SignedIn | Self::Call)
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        let words = checks();
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

/// How far a check is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CheckResult {
    /// Not tried yet.
    #[default]
    Pending,
    /// It is being tried.
    Running,
    /// It works, and how well.
    Passed(String),
    /// It does not, and how to mend it.
    Failed(String, &'static str),
}

impl CheckResult {
    /// It works.
    pub fn passed(words: impl Into<String>) -> Self {
        Self::Passed(words.into())
    }

    /// It does not.
    pub fn failed(words: impl Into<String>, how: &'static str) -> Self {
        Self::Failed(words.into(), how)
    }
}

/// What the whole drill says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything works.
    Ready,
    /// A call goes out; something else does not work.
    Nearly,
    /// No call goes out.
    NotReady,
}

impl Verdict {
    /// Of all that was found.
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
