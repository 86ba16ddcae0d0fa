//! The key that a sender gives a visit.

/// A home or household as it is compared: without blanks around it, in lower case.
pub(crate) fn key(name: Option<&str>) -> Option<String> {
    name.map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty())
}
