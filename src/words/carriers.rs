//! Words for the channels of e-mails, texts and letters.

use super::table::table;

table! {
    /// What prevents sending.
    CarriersWords carriers {
        email: "E-mails",
        text: "Texts",
        letter: "Letters",
        and: "and",
        missing: "{ways} cannot be sent from here",
        missing_help: "Whoever runs this server can change that: e-mails need a mail server or GOV.UK Notify, texts and letters need GOV.UK Notify.",
        key_problem: "Nothing can be sent in the name of {service} now",
        own_key_problem: "Nothing can be sent in the organisation's own name now",
        said: "GOV.UK Notify says: {problem}",
        key_help: "An admin can try the key under Services.",
        own_key_help: "Whoever runs this server looks after that key.",
    }
}
