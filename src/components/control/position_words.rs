//! A position in words: accuracy, age, or why there is none.

use wire::accuracy;
use wire::control::ControlCallout;
use wire::location::NoFixReason;

use super::ViewContext;
use crate::model::control::freshness::stale_after;
use crate::ui::when;
use crate::words::{self, fill};

/// `±12 m` reads badly aloud; "within 12 m" does not.
pub fn metres(metres: f64) -> String {
    if metres < 1000.0 { format!("{:.0} m", metres.max(1.0)) } else { format!("{:.1} km", metres / 1000.0) }
}

/// The resident's position as far as known: "within 12 m, 8 sec ago".
pub fn position_words(control: &ControlCallout, now: i64) -> String {
    let words = words::queue();
    let Some(position) = &control.position else {
        return match control.no_fix {
            None => words.no_position,
            Some(NoFixReason::Denied) => words.no_fix_denied,
            Some(NoFixReason::Unavailable) => words.no_fix_unavailable,
            Some(NoFixReason::Timeout) => words.no_fix_timeout,
        }
        .to_owned();
    };
    let accuracy = match position.accuracy.and_then(accuracy::known) {
        Some(radius) => fill(words.accuracy, &[("metres", &metres(radius))]),
        None => words.accuracy_unknown.to_owned(),
    };
    let ago = when::ago(position.found_at(), now);
    fill(words.position, &[("accuracy", &accuracy), ("ago", &ago)])
}

/// A heading as people say it: `north-east`.
pub fn compass(degrees: f64) -> &'static str {
    const NAMES: [&str; 8] =
        ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
    NAMES[((degrees.rem_euclid(360.0) + 22.5) / 45.0) as usize % 8]
}

/// Whether the position is older than three heartbeats; a closed callout's may be.
pub fn is_position_stale(control: &ControlCallout, context: &ViewContext) -> bool {
    let old = |at: i64| context.now - at > stale_after(context.heartbeat_seconds);
    !control.callout.status.is_closed() && control.position.as_ref().is_some_and(|at| old(at.found_at()))
}
