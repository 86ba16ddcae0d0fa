//! What the lists of the API share: newest first, 250 a page, links to this page and the next.

use wire::notify::Links;

use super::schema;

/// Rows of a page.
pub(super) const PAGE: u64 = 250;

/// The pairs of a query string.
pub(super) fn pairs(raw: Option<&str>) -> Vec<(String, String)> {
    serde_urlencoded::from_str(raw.unwrap_or_default()).unwrap_or_default()
}

/// The id after which a page begins, from the one parameter that every list has; or why another parameter is refused.
pub(super) fn older_than(name: &str, value: &str) -> Result<String, String> {
    match name {
        "older_than" if schema::is_uuid(value) => Ok(schema::uuid(value)),
        "older_than" => Err("older_than is not a valid UUID".to_owned()),
        other => Err(format!("Additional properties are not allowed ({other} was unexpected)")),
    }
}

/// The links to this page and, unless it is empty, to the next. `pairs` are the parameters of the request that the links repeat.
pub(super) fn links(address: &str, pairs: &[(String, String)], last: Option<&str>) -> Links {
    let link = |older_than: Option<&str>| {
        // `older_than` must be first: GOV.UK Notify's own clients take the first UUID of a link for it, and a reference may be a
        // UUID.
        let rest = pairs
            .iter()
            .filter(|(name, _)| older_than.is_none() || name != "older_than")
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<(&str, &str)> =
            older_than.map(|id| ("older_than", id)).into_iter().chain(rest).collect();
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("{address}{}{query}", if query.is_empty() { "" } else { "?" })
    };
    Links { current: link(None), next: last.map(|last| link(Some(last))) }
}
