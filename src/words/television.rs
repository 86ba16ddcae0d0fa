//! Words on the television, which are read from three metres away.

use super::table::table;

table! {
    /// The television.
    TelevisionWords television {
        loading: "One moment",
        unreachable: "No connection",
        unreachable_help: "This television keeps trying. In danger, telephone.",
        pair_title: "Connect this television",
        pair_open: "On a phone, open",
        pair_enter: "Enter this code there",
        pair_scan: "Or point the phone's camera here",
        pair_expires: "The code changes after ten minutes.",
        paired: "Connected to {name}",
        not_a_resident: "This television is signed in as {name}",
        not_a_resident_help: "It is for residents. Sign out in this browser first.",
        title: "Who do you need?",
        keys: "Arrows to choose · OK to ask · Back to return",
        none: "There is nobody to ask yet",
        none_help: "Your housing team adds the people that you can ask here.",
        alarm: "Call for help",
        asking: "Asking: {label}",
        ask_failed: "Not sent yet. Trying again.",
        ask_next: "Ask {label}",
        other: "Ask somebody else",
        done: "Done",
        alarm_title: "Call for help now?",
        alarm_lead: "The control room is called. Somebody comes to you.",
        alarm_yes: "Yes, call for help",
        alarm_no: "No, go back",
        alarm_sending: "Calling for help",
        alarm_sending_next: "Your call is being sent.",
        alarm_coming_next: "{name} is coming to you.",
        alarm_eta: "There in about {duration}",
        alarm_sent_at: "On the way since {time}",
        alarm_somebody: "Somebody",
        alarm_there_next: "{name} has arrived.",
        alarm_there_at: "There since {time}",
        alarm_straight: "{distance} away, in a straight line. Nobody knows yet when they arrive.",
        alarm_open: "Your call: {title}",
        alarm_ring: "To speak to somebody, ring",
    }
}
