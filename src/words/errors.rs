//! What went wrong, and what to do.

/// Words for every kind of failed request.
pub struct Errors {
    /// The title of a form's summary.
    pub problem: &'static str,
    /// Before the page's title while a form has problems.
    pub title_prefix: &'static str,
    pub offline: &'static str,
    pub signed_out: &'static str,
    pub not_allowed: &'static str,
    pub not_found: &'static str,
    /// Another 4xx without words.
    pub refused: &'static str,
    /// 5xx, or an answer that cannot be read.
    pub down: &'static str,
    /// The button that asks again.
    pub try_again: &'static str,
    /// While something loads, for screen readers.
    pub loading: &'static str,
}

pub(super) const ENGLISH: Errors = Errors {
    problem: "There is a problem",
    title_prefix: "Error: ",
    offline: "No connection to Tocsin. Check your internet, then try again.",
    signed_out: "You are signed out. Sign in to go on.",
    not_allowed: "Your account may not do this. Sign in with another account, or ask your housing officer.",
    not_found: "It is not here. It may have been removed, or belong to somebody else.",
    refused: "Tocsin did not take this. Check what you entered, then try again.",
    down: "Tocsin does not answer properly. Try again in a minute.",
    try_again: "Try again",
    loading: "Loading",
};
