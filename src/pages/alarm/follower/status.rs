//! The state of the resident's callout, and the screen that shows it.

use crate::model::tracker::View;

/// The state of the resident's callout. One value, so that "none is open" and "not known yet" cannot be mixed up.
#[derive(Clone, Debug, Default)]
pub enum Status {
    /// Whether one is open is not known yet.
    #[default]
    Loading,
    Idle,
    /// This one is being followed.
    Following(Box<View>),
    /// This one was closed while it was followed; it stays on the screen until the resident has read it.
    Ended(Box<View>),
}

impl Status {
    /// The view of the callout, if there is one.
    pub fn view(&self) -> Option<&View> {
        match self {
            Self::Following(view) | Self::Ended(view) => Some(view),
            Self::Loading | Self::Idle => None,
        }
    }
}

/// Which screen is shown. It changes rarely, so that a poll with a small change loses nothing typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    #[default]
    Button,
    /// Help is being found, on the way, or there.
    Tracking,
    /// "I am safe now" was pressed.
    Dismissed,
    /// Over for the resident, and not closed yet.
    Over,
    /// Closed while the resident was looking.
    Ended,
}

impl Screen {
    /// The screen for a status.
    pub fn of(status: &Status) -> Self {
        match status {
            Status::Loading | Status::Idle => Self::Button,
            Status::Ended(_) => Self::Ended,
            Status::Following(view) if view.callout.cancelled_by_customer => Self::Dismissed,
            Status::Following(view) if view.callout.status.is_over_for_resident() => Self::Over,
            Status::Following(_) => Self::Tracking,
        }
    }
}
