//! Accepts API paths with a slash at the end, as clients of the assistance source write them.

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;

/// Removes the slash at the end of the path, as the routes expect.
pub(crate) fn without_slash(mut request: Request) -> Request {
    if let Some(uri) = tidied(request.uri()) {
        *request.uri_mut() = uri;
    }
    request
}

fn tidied(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    if !path.ends_with('/') || !(path.starts_with("/api/") || path.starts_with("/api-token-auth/")) {
        return None;
    }
    let path = path.trim_end_matches('/');
    let text = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(text).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_api_loses_its_slash_and_keeps_its_query() {
        let tidied = |text: &str| tidied(&text.parse().unwrap()).map(|uri| uri.to_string());
        assert_eq!(tidied("/api/v2/site/?page=2").as_deref(), Some("/api/v2/site?page=2"));
        assert_eq!(tidied("/api-token-auth/").as_deref(), Some("/api-token-auth"));
        assert_eq!(
            tidied("http://localhost/api/v2/site/5/").as_deref(),
            Some("http://localhost/api/v2/site/5")
        );
        for same in ["/", "/staff/", "/api/v2/site", "/api/v2/site?search=a/", "/v2/notifications/"] {
            assert_eq!(tidied(same), None, "{same}");
        }
    }
}
