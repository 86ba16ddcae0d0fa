//! The server's routes: those in its description, and the few that are not.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::TestServer;

/// Routes that the description omits, with their methods.
const UNDESCRIBED: [&str; 5] =
    ["GET /healthz", "GET /metrics", "GET /api/openapi.json", "GET /api/docs", "ANY /v2/{*rest}"];

/// Every route: `METHOD /path`.
pub async fn all() -> BTreeSet<String> {
    let server = TestServer::start().await;
    let description = server.anonymous().get("/api/openapi.json").await.body;
    let mut routes = BTreeSet::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let method = method.to_uppercase();
            if ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method.as_str()) {
                routes.insert(format!("{method} {path}"));
            }
        }
    }
    routes.extend(UNDESCRIBED.map(str::to_owned));
    routes
}

/// A route is described if it is added by `routes!`. A route added in another way must be in the list above; otherwise it would
/// have no row.
#[test]
fn no_route_is_added_where_nobody_sees_it() {
    let mut found = BTreeSet::new();
    for part in ["src", "../notify/src", "../web/src"] {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(part), &mut found);
    }
    let listed: BTreeSet<String> =
        UNDESCRIBED.iter().map(|route| route.split_once(' ').unwrap().1.to_owned()).collect();
    assert_eq!(found, listed, "name each of them in UNDESCRIBED");
}

fn walk(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for part in text.split(".route(").skip(1) {
            let literal = part.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
            let (route, _) =
                literal.unwrap_or_else(|| panic!("{}: write the route's path here", path.display()));
            found.insert(route.to_owned());
        }
        for other in [".nest(", ".route_service(", ".nest_service("] {
            assert!(!text.contains(other), "{}: {other} hides routes", path.display());
        }
    }
}
