//! The words of the alarm. They are in `index.html` too, since the alarm works before the app has loaded; the test
//! below compares the two, so that a text changed in one place only fails.

macro_rules! press_words {
    ($($(#[$doc:meta])* $name:ident: $english:literal,)*) => {
        /// One text for each `data-word` of `index.html`.
        pub struct Press {
            $(#[doc = concat!("\"", $english, "\"")] pub $name: &'static str,)*
        }

        /// The texts. The shell draws them from `index.html`; here they are for other pages that mention the alarm.
        pub const PRESS: Press = Press { $($name: $english,)* };

        /// Every text with its name.
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $english),)*];
    };
}

press_words! {
    skip: "Skip to the page",
    assistance: "Assistance",
    my_details: "My details",
    notifications: "Notifications",
    unloaded: "This page did not load. Check your connection, then load it again.",
    broken: "Something broke here. This page loads again by itself.",
    broken_kept: "Your alarm is kept.",
    idle: "Do you need help now?",
    counting: "Calling in a moment",
    sending: "Calling for help",
    late: "Not sent yet. Ring instead.",
    refused: "Not sent. Ring now.",
    out: "Not sent: you are signed out",
    received: "Your call for help has arrived",
    acknowledged: "A person has seen your call",
    ask: "Do you still need help?",
    late_more: "We keep trying for as long as this page is open.",
    refused_more: "Your call did not get through. Ring, or use the button again.",
    out_more: "Ring now. Or sign in: your call goes out at once.",
    received_more: "Keep this page open. If your phone asks, allow location, so that help finds you.",
    acknowledged_more: "Keep this page open, so that help can follow you.",
    ask_when: "You pressed and it was not sent:",
    ask_other: "Somebody pressed on this phone before you signed in, and it was not sent:",
    kind: "What kind of help?",
    security: "Security",
    medical: "Medical",
    alarm: "Call for help",
    now: "Send now",
    again: "Call for help again",
    how: "Tap once, or hold for 1 second",
    cancel: "Cancel",
    yes: "Yes, call for help now",
    no: "No, I am safe",
    step_saved: "Saved on this phone",
    step_sending: "Sending",
    step_received: "Received",
    step_acknowledged: "Seen by a person",
    cancelled: "Cancelled. Nothing was sent.",
    hint: "You have a few seconds to cancel.",
    signed_out: "You are signed out, so the alarm cannot go out.",
    sign_in_first: "Sign in first",
    ring: "Ring",
    text: "Send a text message",
    drill_due: "This phone was not tested this month.",
    drill: "Test this phone",
    loading: "This page is loading.",
    sign_in: "Sign in and send",
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn index_html_and_the_table_have_the_same_words() {
        let page = include_str!("../../index.html");
        let mut found = Vec::new();
        for part in page.split("data-word=\"").skip(1) {
            let (name, rest) = part.split_once('"').expect("a closed attribute");
            let (_, rest) = rest.split_once('>').expect("a closed tag");
            let (text, _) = rest.split_once('<').expect("an end tag");
            let words = ALL.iter().find(|(known, _)| *known == name).map(|(_, words)| *words);
            assert_eq!(Some(text), words, "data-word {name}");
            found.push(name);
        }
        for (name, _) in ALL {
            assert!(found.contains(name), "{name} stands nowhere in index.html");
        }
    }
}
