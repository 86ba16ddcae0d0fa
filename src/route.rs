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
