//! Words for the time between the press and the close. Long because one screen says all of it.

use super::table::table;

/// What the tracker's screen says.
pub struct Tracking {
    /// The control room has it, nobody has looked yet.
    pub waiting: (&'static str, &'static str),
    /// A controller has seen it.
    pub seen: (&'static str, &'static str),
    /// Nobody is in range.
    pub no_coverage: (&'static str, &'static str),
    pub no_coverage_seen: (&'static str, &'static str),
    /// Somebody is on the way.
    pub on_the_way: (&'static str, &'static str),
    /// They are within a few steps.
    pub nearly_there: (&'static str, &'static str),
    /// The vehicle has not reported its position since this time.
    pub lost_sight: fn(&str) -> String,
    /// The company is on the way, without a position.
    pub company_on_the_way: (&'static str, &'static str),
    pub arrived: (&'static str, &'static str),
    /// The response was called back.
    pub cancelled: (&'static str, &'static str),
    /// The responder has finished.
    pub completed: (&'static str, &'static str),
    pub closed: (&'static str, &'static str),
    /// A status that this version does not know.
    pub unknown: &'static str,
    /// After "I am safe now".
    pub dismissed: (&'static str, &'static str),
    pub dismissed_test: (&'static str, &'static str),

    /// After the control room has spoken with the resident.
    pub stood_down: (&'static str, &'static str),
    /// While a test is open.
    pub test_open: (&'static str, &'static str),
    /// Beside a distance along no road.
    pub straight: fn(&str) -> String,
    /// Where there is no estimate.
    pub no_arrival_time: &'static str,
    /// Beside what the simulator made up.
    pub simulated: &'static str,
    /// Beside the estimated time.
    pub away: &'static str,
    /// Before the age of an estimate.
    pub as_of: &'static str,
    pub distance: &'static str,
    /// Heading of the responder's card.
    pub who: &'static str,
    pub callsign: &'static str,
    pub vehicle: &'static str,
    pub plate: &'static str,
    pub position: &'static str,
    pub company: &'static str,
    pub contact: &'static str,
    pub ring: fn(&str) -> String,

    /// Heading of the map.
    pub map: &'static str,
    /// In the map's place, until it is there or for good.
    pub map_instead: &'static str,
    /// While the callout is a test.
    pub test: &'static str,

    /// Heading of the messages.
    pub messages: &'static str,
    /// While there are none.
    pub no_messages: &'static str,
    /// The label of the text box.
    pub write: &'static str,
    pub send: &'static str,
    pub message_missing: &'static str,
    pub message_long: &'static str,
    pub you: &'static str,
    pub control_room: &'static str,

    /// Heading of the location.
    pub location: &'static str,
    /// What was sent last.
    pub sent_within: fn(f64) -> String,
    /// The same, where the phone does not say how exact it is.
    pub sent_vague: &'static str,
    /// While the phone looks.
    pub looking: &'static str,
    /// The phone has it, the server not yet.
    pub waiting_to_send: fn(usize) -> String,
    /// The three reasons for having none.
    pub denied: &'static str,
    /// How to allow it.
    pub denied_how: &'static str,
    pub unavailable: &'static str,
    pub timeout: &'static str,
    /// Found before, and nothing newer since.
    pub nothing_newer: &'static str,
    /// Approximate only, with how to change it.
    pub approximate: fn(f64) -> String,
    /// How to change it.
    pub approximate_how: &'static str,
    /// What a phone needs.
    pub keep_screen_on: &'static str,
    /// A silence, from and to.
    pub gap: fn(&str, &str, &str) -> String,
    /// Reasons of a silence.
    pub gap_hidden: &'static str,
    pub gap_offline: &'static str,
    pub gap_closed: &'static str,
    pub gap_other: &'static str,

    pub offline: &'static str,
    pub trying: fn(&str) -> String,
    /// Signed out while it is open.
    pub signed_out: &'static str,

    /// Heading of the steps.
    pub steps: &'static str,
    pub step_received: &'static str,
    /// A step of a call for one kind of help.
    pub step_received_security: &'static str,
    /// A step of a call for the other kind.
    pub step_received_medical: &'static str,
    pub step_again: &'static str,
    /// Above the scene, once somebody pressed again.
    pub again_told: fn(&str) -> String,
    pub step_seen: &'static str,
    pub step_dispatched: &'static str,
    pub step_arrived: &'static str,
    pub step_completed: &'static str,
    pub step_closed: &'static str,

    pub safe: &'static str,
    pub safe_means: &'static str,
    pub safe_yes: &'static str,
    /// Puts the question away.
    pub safe_no: &'static str,

    /// Heading of what was recorded.
    pub recorded: &'static str,
    pub what: &'static str,
    pub injuries: &'static str,
    pub follow_up: &'static str,
    pub happy: &'static str,
    pub notes: &'static str,
    pub came: &'static str,
    pub number: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub done: &'static str,
    /// While location is still reported after the callout is over for the resident.
    pub still_followed: &'static str,
}

pub(super) const ENGLISH: Tracking = Tracking {
    waiting: ("Your call has arrived", "The control room has it. A person there opens it next."),
    seen: ("A person has seen your call", "They are finding somebody to come to you."),
    no_coverage: (
        "Your call has arrived",
        "Nobody is close to you yet. The control room is told, and you can ring too.",
    ),
    no_coverage_seen: (
        "A person has seen your call",
        "Nobody is close to you yet. They look for somebody to come. You can ring too.",
    ),
    on_the_way: ("Help is on the way", "Stay where you are, if it is safe there."),
    nearly_there: (
        "Help is almost with you",
        "Let them in, if you can do so safely. If nobody is with you soon, ring.",
    ),
    lost_sight: |time| {
        format!("We have not heard from the vehicle since {time}. If nobody is with you soon, ring.")
    },
    company_on_the_way: (
        "Help is on the way",
        "This company is sending somebody to you. Ring them, if you want to know more.",
    ),
    arrived: ("Help is here", "Look for the vehicle below."),
    cancelled: (
        "Nobody is coming now",
        "This response was called back. If you still need help, press the button or ring.",
    ),
    completed: ("Your helper has finished", "The control room closes your call next."),
    closed: ("Your call is closed", "It is over. If you need help again, press the button."),
    unknown: "Your call goes on",
    dismissed: (
        "You said that you are safe",
        "The control room will still ring you. Your location goes on being sent until they close your call.",
    ),
    dismissed_test: (
        "Your test is open",
        "Nobody is sent. Your location goes on being sent until the control room closes it.",
    ),
    stood_down: (
        "Nobody is sent to you",
        "The control room has spoken with you. If you need help, call again at any time.",
    ),
    test_open: ("This is a test", "Nobody is sent to you. If you need help, call for help now."),
    away: "away",
    straight: |direction| format!("to the {direction}, in a straight line"),
    no_arrival_time: "Nobody knows yet when they arrive.",
    simulated: "This is a demonstration: the vehicle, its road and its times are made up.",
    as_of: "As of",
    distance: "to go",
    who: "Who is coming",
    callsign: "Call sign",
    vehicle: "Vehicle",
    plate: "Number plate",
    position: "Last seen",
    company: "Company",
    contact: "Ask for",
    ring: |number| format!("Ring {number}"),
    map: "Map",
    map_instead: "The map comes when the connection lets it. Everything it shows stands in words on this page.",
    test: "This is a test. If you need help, call for help now.",
    messages: "Messages",
    no_messages: "Messages between you and the control room appear here.",
    write: "Write to the control room",
    send: "Send",
    message_missing: "Write something first",
    message_long: "Use at most 2000 characters",
    you: "You",
    control_room: "Control room",
    location: "Your location",
    sent_within: |metres| format!("Sent, within {}", metres_words(metres)),
    sent_vague: "Sent. Your phone does not say how exact it is.",
    looking: "Your phone is looking for you. If it asks, allow location.",
    waiting_to_send: |count| format!("Not sent yet: {count}"),
    denied: "Your phone does not allow location. The control room does not see where you are.",
    denied_how: "Open your browser's settings for this page, allow location, and come back. Or write where you are below.",
    unavailable: "Your phone cannot tell where you are. Go to a window or outside, if it is safe.",
    timeout: "Your phone has not found you yet. It goes on looking.",
    nothing_newer: "Your phone has found nothing newer. The control room sees this place, and how old it is.",
    approximate: |metres| format!("Your phone gives only a rough location, within {}.", metres_words(metres)),
    approximate_how: "Android: Settings, Location, App permissions, your browser, Use precise location. iPhone: Settings, Privacy, Location Services, your browser, Precise Location.",
    keep_screen_on: "Keep this page open and your screen on, so that we can follow you.",
    gap: |from, to, why| format!("No location from {from} to {to}: {why}"),
    gap_hidden: "the screen was off, or another app was in front.",
    gap_offline: "there was no connection.",
    gap_closed: "this page was closed.",
    gap_other: "this page was asleep.",
    offline: "Your phone has no connection. What you see may be old. We keep trying.",
    trying: |time| format!("No answer since {time}. What you see may be old. We keep trying."),
    signed_out: "You are signed out, so the control room no longer hears from this phone.",
    steps: "What has happened",
    step_received: "Your call arrived",
    step_received_security: "Your call for security arrived",
    step_received_medical: "Your call for medical help arrived",
    step_again: "You pressed again",
    again_told: |time| format!("You pressed again at {time}. The control room knows."),
    step_seen: "Seen by a person",
    step_dispatched: "Help set off",
    step_arrived: "Help arrived",
    step_completed: "Help finished",
    step_closed: "Call closed",
    safe: "I am safe now",
    safe_means: "Your call leaves this screen, and the control room rings you to make sure. Help may still come, and your location is sent until they have closed your call.",
    safe_yes: "Yes, I am safe",
    safe_no: "Not yet",
    recorded: "What was recorded",
    what: "What it was",
    injuries: "Anybody hurt",
    follow_up: "More to be done",
    happy: "You were content",
    notes: "Notes",
    came: "Who came",
    number: "Number of your call",
    yes: "Yes",
    no: "No",
    done: "Done",
    still_followed: "Your location goes on being sent until the control room closes your call.",
};

/// `12 m`, `1.5 km`: no more digits than the phone knows.
fn metres_words(metres: f64) -> String {
    // Whole numbers only: the tables for writing fractions would weigh more than this file.
    match metres.round() as i64 {
        ..1000 => format!("{} m", (metres.round() as i64).max(1)),
        metres => format!("{}.{} km", (metres + 50) / 1000, (metres + 50) / 100 % 10),
    }
}

table! {
    /// Who comes, in one line.
    Crew crew {
        of: "{name} of {company}",
    }
}

#[cfg(test)]
mod tests {
    use super::metres_words;

    #[test]
    fn metres_have_no_more_digits_than_their_accuracy() {
        assert_eq!(metres_words(12.3), "12 m");
        assert_eq!(metres_words(0.2), "1 m");
        assert_eq!(metres_words(1530.0), "1.5 km");
    }
}
