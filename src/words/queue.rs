//! Words of the queue of callouts.

use super::table::table;

table! {
    /// The queue.
    Queue queue {
        title: "Callouts",
        which: "Which callouts",
        open: "Open",
        demo: "Demo",
        closed: "Closed",
        updated: "Updated {ago}",
        count: "{shown} of {total} shown",
        unacknowledged: "{count} not acknowledged",
        more: "Show {count} more",
        old: "No connection since {time}. What you see is from then; it is asked for again by itself.",
        failed: "The callouts could not be loaded",
        none_open: "No open callouts",
        none_open_help: "A new one appears here by itself, with a sound and in the title of this tab.",
        none_demo: "No demo callouts",
        none_demo_help: "A resident's app in demonstration makes them; they never stand among the real ones.",
        none_closed: "No closed callouts",
        none_closed_help: "What you close is kept here.",
        choose: "All callouts and vehicles",
        choose_help: "Choose a callout from the list or on the map.",
        map: "Map of all callouts and vehicles",
        resident: "Resident {id}",
        real: "REAL",
        test: "TEST",
        security: "Security",
        medical: "Medical",
        demo_kind: "Demo",
        other_kind: "Alarm",
        not_acknowledged: "Not acknowledged",
        pressed_times: "Pressed again|Pressed again {count} times",
        says_safe: "Says they are safe",
        stood_down: "Stood down",
        no_coverage: "Nobody in range",
        automatic: "Played through",
        not_verified: "Test, not verified",
        owner: "Owner: {name}",
        owner_you: "Owner: you",
        no_owner: "No owner",
        pressed: "Pressed",
        position: "{accuracy}, {ago}",
        accuracy: "within {metres}",
        accuracy_unknown: "accuracy unknown",
        no_position: "No position",
        no_fix_denied: "No position: the phone does not allow it",
        no_fix_unavailable: "No position: the phone cannot tell",
        no_fix_timeout: "No position: the phone is still looking",
        heard: "Phone heard {ago}",
        heard_stale: "Stale: phone heard {ago}",
        heard_silent: "Silent: phone heard {ago}",
        never_heard: "Phone not heard since the press",
    }
}

table! {
    /// The status of a callout.
    Status status {
        created: "Help requested",
        dispatched: "Responder on the way",
        arrived: "Responder is there",
        cancelled: "Response cancelled",
        completed: "Responder has finished",
        closed: "Closed",
    }
}
