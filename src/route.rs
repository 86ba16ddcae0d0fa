//! Every address of the app. A link written anywhere else is a defect: here one sees at once what exists.

/// The alarm, and while a callout is open the tracker.
pub const HOME: &str = "/";
/// The resident's sign-in.
pub const SIGN_IN: &str = "/sign-in";
/// The resident's own details, which travel with every callout.
pub const ME: &str = "/me";

/// The staff's entry. It is another page with another wasm, so links to it are plain loads.
pub const STAFF: &str = "/staff/";
/// The staff's sign-in.
pub const STAFF_SIGN_IN: &str = "/staff/sign-in";
/// The control room.
pub const CONTROL: &str = "/staff/control";

/// Responders, their vehicles and the suppliers.
pub const CONTROL_VEHICLES: &str = "/staff/control/vehicles";

/// The staff's sign-in, which goes on to `to` afterwards.
pub fn staff_sign_in(to: &str) -> String {
    format!("{STAFF_SIGN_IN}?to={to}")
}

/// Whether a sign-in may go on there: a page of the staff, and never the sign-in itself.
pub fn is_staff_path(path: &str) -> bool {
    path.starts_with(STAFF) && !path.starts_with(STAFF_SIGN_IN) && !path.contains("//")
}

/// A queue of the control room: `open`, `demo` or `closed`.
pub fn control_queue(state: &str) -> String {
    with_queue(CONTROL.to_owned(), state)
}

/// One callout with its queue beside it.
pub fn control_callout_in(id: wire::id::CalloutId, state: &str) -> String {
    with_queue(control_callout(id), state)
}

fn with_queue(path: String, state: &str) -> String {
    if state == "open" { path } else { format!("{path}?state={state}") }
}

/// The page of vehicles with a form open: `kind` is `responder` or `supplier`, `which` its number or `new`.
pub fn control_vehicle_form(kind: &str, which: &str) -> String {
    format!("{CONTROL_VEHICLES}?{kind}={which}")
}

/// One callout in the control room.
pub fn control_callout(id: wire::id::CalloutId) -> String {
    format!("{CONTROL}/{id}")
}

/// A telephone link. Only digits and a leading plus are dialled.
pub fn telephone(number: &str) -> String {
    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{dialled}")
}

/// A link to the public map of a place, for a person who has only its coordinates.
pub fn place(latitude: f64, longitude: f64) -> String {
    format!("geo:{latitude:.6},{longitude:.6}")
}
