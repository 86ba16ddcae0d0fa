//! The id of a visit that several residents share.

use database::entity::user;

/// Separates the id of the visit from the account of the resident.
pub(crate) const OF: char = '~';

pub(crate) fn own_id(shared: &str, user: &user::Model) -> String {
    format!("{shared}{OF}{}", user.id)
}

/// The id by which the service that planned it knows a visit.
pub(crate) fn shared_id(id: &str) -> &str {
    id.split(OF).next().unwrap_or(id)
}
