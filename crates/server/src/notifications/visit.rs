//! The notifications by which a visit is announced.

use serde_json::Value;

use database::entity::notification;

/// The officer whom the notification's values name.
pub(crate) fn officer_in(row: &notification::Model) -> Option<String> {
    let params: Value = serde_json::from_str(row.personalisation.as_deref()?).ok()?;
    params["officerEmail"].as_str().map(crate::auth::account::normal_email)
}

/// Who is on the other side of a visit that has no time: whoever visits for the resident, and the resident for whoever visits.
pub(crate) fn other_of_visit(row: &notification::Model, is_resident: bool) -> Option<String> {
    if is_resident { officer_in(row) } else { row.user_email.clone() }
}
