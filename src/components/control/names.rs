//! Names of callouts and their parts on the controller's screens.

use wire::callout::ResponseEta;
use wire::classification::{DEMO, MEDICAL, SECURITY, TEST};
use wire::control::ControlCallout;
use wire::customer::Customer;
use wire::responder::Responder;
use wire::status::CalloutStatus;

use crate::ui::Tone;
use crate::words::{self, fill};

/// The resident's name, or their number when no name is known.
pub fn full_name(customer: &Customer) -> String {
    let name = customer.full_name();
    if name.is_empty() { fill(words::queue().resident, &[("id", &customer.id.to_string())]) } else { name }
}

/// Security, medical or demo, as a word.
pub fn kind(control: &ControlCallout) -> &'static str {
    let words = words::queue();
    match control.callout.response_type_id {
        None | Some(SECURITY) => words.security,
        Some(MEDICAL) => words.medical,
        Some(DEMO) => words.demo_kind,
        Some(_) => words.other_kind,
    }
}

/// REAL or TEST. No classification means REAL.
pub fn reality(control: &ControlCallout) -> &'static str {
    if control.callout.callout_classification_id == Some(TEST) {
        words::queue().test
    } else {
        words::queue().real
    }
}

/// When the button was pressed; when the request arrived, if the phone did not say.
pub fn pressed_at(control: &ControlCallout) -> i64 {
    control.asked_at()
}

/// The callout's status in words.
pub fn status_words(of: &CalloutStatus) -> String {
    let words = words::status();
    match of {
        CalloutStatus::Created => words.created,
        CalloutStatus::ResponderDispatched => words.dispatched,
        CalloutStatus::ResponderArrived => words.arrived,
        CalloutStatus::ResponderCancelled => words.cancelled,
        CalloutStatus::ResponderCompleted => words.completed,
        CalloutStatus::Closed => words.closed,
        CalloutStatus::Other(text) => text,
    }
    .to_owned()
}

/// The tone of a status: waiting for somebody, or confirmed by a person.
pub fn status_tone(of: &CalloutStatus) -> Tone {
    match of {
        CalloutStatus::Created | CalloutStatus::ResponderCancelled => Tone::Waiting,
        CalloutStatus::ResponderDispatched => Tone::Accent,
        CalloutStatus::ResponderArrived | CalloutStatus::ResponderCompleted => Tone::Confirmed,
        CalloutStatus::Closed | CalloutStatus::Other(_) => Tone::Plain,
    }
}

/// The callsign, or the name of the crew where there is none.
pub fn vehicle_name(responder: &Responder) -> String {
    match responder.callsign.as_deref().map(str::trim) {
        Some(callsign) if !callsign.is_empty() => callsign.to_owned(),
        _ => format!("{} {}", responder.name, responder.surname).trim().to_owned(),
    }
}

/// Who owns the callout; `own_email` is the reader's e-mail address.
pub fn owner_words(control: &ControlCallout, own_email: &str) -> String {
    match control.callout.owned_by.as_deref() {
        Some(name) if name == own_email => words::queue().owner_you.to_owned(),
        Some(name) => fill(words::queue().owner, &[("name", name)]),
        None => words::queue().no_owner.to_owned(),
    }
}

/// The estimate, while somebody is on the way.
pub fn coming_eta(control: &ControlCallout) -> Option<&ResponseEta> {
    control.callout.eta().filter(|_| control.callout.status == CalloutStatus::ResponderDispatched)
}

/// Who is coming and when: "Kilo 7 in 2 mins".
pub fn coming_words(control: &ControlCallout) -> Option<String> {
    if control.callout.status != CalloutStatus::ResponderDispatched {
        return None;
    }
    let name = control.callout.incident_detail.responder.as_ref().map(vehicle_name)?;
    match coming_eta(control) {
        Some(eta) => {
            Some(fill(words::dispatch().eta_short, &[("name", &name), ("duration", &eta.duration_text)]))
        }
        None => {
            let distance = control.callout.distance.distance.text.as_ref()?;
            Some(fill(words::dispatch().straight_short, &[("name", &name), ("distance", distance)]))
        }
    }
}
