//! The notifications that announce a visit.

use serde_json::Value;

use database::entity::notification;

/// The officer in the notification's personalisation.
pub(crate) fn officer_in(row: &notification::Model) -> Option<String> {
    let params: Value = serde_json::from_str(row.personalisation.as_deref()?).ok()?;
    params["officerEmail"].as_str().map(crate::auth::account::normal_email)
}

/// The other party of a visit without a time: the officer for the resident, the resident for the officer.
pub(crate) fn other_of_visit(row: &notification::Model, is_resident: bool) -> Option<String> {
    if is_resident { officer_in(row) } else { row.user_email.clone() }
}
