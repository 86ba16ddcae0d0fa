//! The lane of a route: alarms first, bulk work last.

use database::priority::Priority;

/// The lane of a route, which decides its priority and its limits.
///
/// Everything that an alarm needs is in the alarm lane, including reading who is signed in. Signing in is not needed for an
/// alarm.
pub fn of_route(method: &str, route: &str) -> Priority {
    const ALARM: [&str; 6] =
        ["/api/callouts", "/api/callout/", "/api/control/", "/api/respond", "/api/track", "/acknowledge/"];
    const BULK: [&str; 10] = [
        "/api/v2/coverage",
        "/api/v2/assistance-provider/export",
        "/api/v2/assistance-provider/import",
        "/api/v2/resident",
        "/api/v2/site",
        "/api/reports",
        "/api/sent",
        "/api/governance",
        "/api/documents",
        "/api/users/import",
    ];
    let is_in = |list: &[&str]| list.iter().any(|start| route.starts_with(start));
    let asks_for_assistance = method == "POST" && route.starts_with("/api/v2/assistance-request");
    // Reports of closed callouts are bulk work, although their paths are below the control room's.
    let is_report = route.ends_with("/report");
    if is_in(&BULK) || is_report {
        Priority::Bulk
    } else if is_in(&ALARM) || asks_for_assistance || (method == "GET" && route == "/api/session") {
        Priority::Alarm
    } else {
        Priority::Ordinary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alarms_have_their_own_lane_and_bulk_reads_never_share_it() {
        assert_eq!(of_route("POST", "/api/callouts"), Priority::Alarm);
        assert_eq!(of_route("POST", "/api/callouts/{id}/location"), Priority::Alarm);
        assert_eq!(of_route("POST", "/api/control/callouts/{id}/acknowledge"), Priority::Alarm);
        assert_eq!(of_route("GET", "/api/control/callouts/{id}/report"), Priority::Bulk);
        assert_eq!(of_route("GET", "/api/v2/coverage/gaps"), Priority::Bulk);
        assert_eq!(of_route("POST", "/api/v2/assistance-provider/import"), Priority::Bulk);
        assert_eq!(of_route("POST", "/api/session"), Priority::Ordinary);
        assert_eq!(of_route("POST", "/v2/notifications/email"), Priority::Ordinary);
    }
}
