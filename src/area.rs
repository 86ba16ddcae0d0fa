//! The areas of the app, by path. Each area has its own frame.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::links;

/// An area of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    Resident,
    Television,
    Staff,
}

impl Area {
    /// The area of a path.
    pub fn of(path: &str) -> Self {
        if links::is_below(path, "/staff") {
            Self::Staff
        } else if links::is_below(path, links::TELEVISION) {
            Self::Television
        } else {
            Self::Resident
        }
    }
}

/// The area of the current address.
pub fn use_area() -> Memo<Area> {
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| Area::of(path)))
}
