//! The key that a sender gives a visit.

/// The form in which homes and households are compared: trimmed and in lower case.
pub(crate) fn key(name: Option<&str>) -> Option<String> {
    name.map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty())
}
