//! Words for asking for assistance, on the phone and on the television, and for those who are asked.

use super::table::table;

table! {
    /// Asking, and what becomes of it.
    Assistance assistance {
        title: "Ask for assistance",
        lead: "Choose who you need.",
        danger: "In danger? Use the alarm.",
        to_alarm: "Go to the alarm",
        none: "There is nobody to ask yet",
        none_help: "Your housing team adds the people and services that you can ask here.",
        open: "What you asked",
        sure: "Ask {label}?",
        sure_yes: "Yes",
        sure_no: "Not now",
        ask_other: "Ask somebody else",
        ask_next: "Ask {label}",
        sending: "Asking: {name}",
        sending_next: "This can take a few minutes. It says here when somebody has it.",
        emailed_next: "An e-mail may be read late. When it is pressing, ask somebody else too.",
        emailed: "The e-mail to {name} has gone out",
        delivered: "{name} has your request",
        delivered_next: "Nobody has answered yet. It says here when somebody does.",
        some_cannot_next: "Somebody you asked cannot come. Others may still answer. It says here when they do.",
        coming: "{name} is coming",
        coming_next: "They said so themselves.",
        cannot: "{name} cannot come",
        cannot_next: "You can ask somebody else, or call for help.",
        failed: "{name} could not be told",
        failed_next: "Nobody knows of your request. Ask somebody else, or call for help.",
        and: "{names} and {name}",
        told_soon: "The message to {name} is going out",
        told_again: "No answer from {name} yet. Trying again.",
        told_email: "The e-mail to {name} has gone out",
        told_push: "It is on the phone of {name}",
        told_webhook: "The system of {name} has it",
        told_nobody: "{name} could not be told",
        told: "How they were told",
        asked_at: "Asked",
        answered_at: "Answered",
        not_yours: "This page is for residents and supporters.",
        sign_in_first: "Sign in to ask for assistance.",
    }
}

table! {
    /// Those who are asked.
    Supporter supporter {
        title: "Who needs you",
        lead: "Requests that were sent to you.",
        none: "Nobody has asked for you",
        none_help: "When somebody does, it stands here, and your devices tell you.",
        asks: "{name} asks for you",
        place: "Lives at {site}",
        waits: "Waits for an answer",
        answer_now: "Open and answer",
        open: "Open",
        nobody: "Nobody can come yet",
        back: "All requests",
        devices: "Your devices",
        devices_lead: "A request shows on these, also when this page is closed.",
        no_device: "No device tells you yet. Add this one.",
        add: "Tell me on this device",
        adding: "Asking your browser",
        test: "Test",
        testing: "Waiting for the device",
        reached: "The device answered after {seconds} s",
        not_reached: "The device did not answer. Check that it is on, connected and allows messages.",
        never_tested: "Not tested yet",
        last_reached: "Answered a test",
        remove: "Remove",
        removed: "This device is told no more.",
        refused: "Your browser did not allow messages. Allow them for this site in its settings, then try again.",
        unsupported: "This browser cannot be told when the page is closed. On an iPhone, add Tocsin to the home screen first.",
        unreachable: "Your browser's message service cannot be reached. Try again later.",
    }
}

table! {
    /// "I am coming", by somebody who was notified: a supporter, or staff on the request's record.
    Answering answering {
        title: "Your answer",
        coming: "I am coming",
        cannot: "I cannot come",
        you_come: "You said that you are coming. {name} sees it.",
        you_cannot: "You said that you cannot come. {name} sees it.",
        others: "{name} is coming",
        answer_why: "{name} waits for an answer.",
        change: "Change my answer",
        keep: "Keep my answer",
        not_asked: "Only those who were asked can answer.",
    }
}

table! {
    /// The resident's televisions.
    Televisions televisions {
        title: "Your televisions",
        lead: "Open {address} on the television. It shows a code.",
        code: "Code on the television",
        code_hint: "Six letters and digits, such as K7Q-M4R.",
        code_missing: "Enter the code that the television shows",
        name: "What to call it",
        name_hint: "Such as Living room.",
        pair: "Connect",
        scanned: "The code is filled in. Connect only if your television shows the same one.",
        sign_in_first: "Sign in to connect this television.",
        paired: "Connected. The television changes in a moment.",
        none: "No television is connected",
        seen: "Last seen",
        remove: "Disconnect",
    }
}

table! {
    /// Another name for a television.
    TelevisionName television_name {
        rename: "Rename",
        title: "Rename this television",
        name: "What to call it",
        enter: "Enter what to call it",
        too_long: "Use at most {count} characters",
        save: "Save",
        keep: "Cancel",
    }
}
