//! Words of one callout in the control room.

use super::table::table;

table! {
    /// One callout.
    CalloutWords callout {
        back: "All callouts",
        gone: "There is no callout {id}",
        gone_help: "Check the number in the address, or choose a callout from the list.",
        failed: "The callout could not be loaded",
        title: "Callout",
        pressed: "Pressed",
        phone: "Phone",
        place: "Position",
        nobody: "Nobody is on the way.",
        map: "Map of the callout",
        coordinates: "Coordinates",
        home: "Home",
        home_not_measured: "Home, not measured",
        home_unknown: "No address is known",
        address: "Address",
        open_map: "Open in a map",
        coarse: "Coarse: look in a wide circle, and ask for the address",
        gap: "No location from {from} to {to}: {reason}",
        gap_hidden: "the phone's screen was off",
        gap_offline: "the phone had no connection",
        gap_closed: "the page was closed",
        safe: "{name} says they are safe. The response goes on until you have spoken to them: ring, then stand down.",
        stood_down: "Stood down: the customer confirmed that nobody has to come. Cancel the response if somebody is on the way, then close.",
        again: "{name} pressed again {ago}. The danger may have grown.",
        uncovered: "No responder is in range. Ring a supplier and dispatch it by hand.",
        silent: "The phone is silent. It was last heard {ago}. Ring {name}.",
        unverified: "A test: it rings nobody until you verify it.",
        somebody_else: "Somebody was quicker",
        up_to_date: "What you see now is up to date. What you typed is kept.",
        automatic: "Demo: play it through",
        automatic_help: "The simulator takes every step until the callout is closed.",
        signed_out: "You are signed out, so this page stands still.",
        sign_in: "Sign in and come back here",
    }
}

table! {
    /// The steps of a controller.
    Steps steps {
        title: "What next",
        acknowledge: "Acknowledge",
        own: "Own",
        take_over: "Take over from {name}",
        verify: "Verify",
        verify_test: "Verify and ring responders",
        stand_down: "Stand down",
        dispatch: "Dispatch",
        arrive: "Responder is there",
        complete: "Responder has finished",
        cancel_response: "Cancel the response",
        close: "Close the callout",
        cancel_sure: "Cancel the response?",
        cancel_help: "{name} is called back, and nobody is on the way any more. You can dispatch somebody else after that.",
        keep: "Keep the response",
        put_away: "Not now",
        stand_down_lead: "The customer confirmed that nobody has to come. The callout stays open until you close it.",
        stand_down_note: "How they confirmed it",
    }
}

table! {
    /// Who is sent.
    DispatchWords dispatch {
        another_kind: "For other calls",
        title: "Response",
        choose: "Send a responder",
        by_hand: "Or ring a supplier and send them by hand",
        send: "Send",
        send_hand: "Sent by hand",
        send_name: "Send {name}",
        none: "No responders are known",
        none_help: "Add vehicles on the page Vehicles, or ring a supplier.",
        no_suppliers: "No suppliers are known",
        available: "Available",
        busy: "On a callout",
        off_duty: "Off duty",
        no_position: "No position",
        ringing: "Ringing",
        accepted: "Accepted",
        declined: "Declined",
        unknown_distance: "Distance unknown",
        away: "{distance}, {duration}",
        away_straight: "{distance} in a straight line",
        by_hand_note: "Dispatched by hand: no position and no estimate. Ring the company.",
        crew: "Crew",
        vehicle: "Vehicle",
        plate: "Plate",
        company: "Company",
        contact: "Contact",
        sent_at: "Sent",
        arrived_at: "Arrived",
        finished_at: "Finished",
        eta: "{duration}, {distance} away",
        eta_short: "{name} in {duration}",
        straight: "{distance} to the {direction}, in a straight line. No arrival time is known.",
        straight_short: "{name}, {distance} away",
        simulated: "Simulated: the vehicle, its road and its times are made up.",
        position: "Position",
        heading: "heading {direction}",
    }
}

table! {
    /// Messages with the resident.
    Messages messages {
        title: "Messages",
        none: "No messages yet. What you write shows on the resident's screen at once.",
        reply: "Write to {name}",
        send: "Send",
        enter: "Write a message first",
        too_long: "Write at most 2000 characters; this has {count}",
        resident: "Resident",
        control: "Control room",
    }
}

table! {
    /// The resident's details.
    Person person {
        title: "Resident",
        ring: "Ring {number}",
        no_number: "No telephone number is known",
        email: "E-mail",
        site: "Site",
        gender: "Gender",
        born: "Date of birth",
        vehicle: "Vehicle",
        plate: "Plate",
        number: "Number",
        calls: "Calls",
        no_calls: "Nobody has rung yet.",
        record: "Record a call",
        answered: "answered",
        unanswered: "no answer",
    }
}

table! {
    /// The form that records a call.
    PhonedWords phoned {
        title: "Record a call",
        number: "Number",
        answered: "Did somebody answer?",
        yes: "Yes",
        no: "No",
        note: "What was said",
        save: "Save the call",
        cancel: "Not now",
        enter_number: "Enter the number that was rung, like +44 7700 900123",
        choose_answered: "Choose whether somebody answered",
        too_long: "Write at most 2000 characters",
    }
}

table! {
    /// The closing form, and what it recorded.
    OutcomeWords outcome {
        complete_title: "The responder has finished",
        complete_lead: "Record what is known. You can go on with it when you close.",
        close_title: "Close the callout",
        close_lead: "Polling and location end, and nobody can change the callout any more.",
        title: "Outcome",
        category: "What was wrong",
        choose: "Choose one",
        details: "What happened",
        injuries: "Was anybody hurt?",
        neutral: "Was the situation calm when help came?",
        happy: "Was the resident content with the help?",
        follow_up: "Does somebody have to come back to it?",
        yes: "Yes",
        no: "No",
        unknown: "Not known",
        complete: "Save: finished",
        close: "Close the callout",
        cancel: "Not now",
        choose_category: "Choose what was wrong",
        too_long: "Write at most 4000 characters",
        categories_failed: "The list could not be loaded. Try again in a moment; what you typed is kept.",
    }
}

table! {
    /// What happened, in order.
    Timeline timeline {
        title: "History",
        none: "Nothing has been recorded yet.",
        system: "Tocsin",
        resident: "Resident",
        control: "Control room",
    }
}
