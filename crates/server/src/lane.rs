//! Which lane a piece of work runs in: alarms first, bulk work last.
//!
//! The lane belongs to the task. The middleware sets it from the route, and [`Db`](crate::db::Db) reads it: it decides who writes
//! next and which pool of connections is read through. A job without a lane runs in [`Lane::Ordinary`].

tokio::task_local! {
    static CURRENT: Lane;
}

/// How urgent a piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Presses, heartbeats, the control room and automatic dispatch.
    Alarm,
    /// Everything else.
    Ordinary,
    /// Imports, exports, reports and whole lists.
    Bulk,
}

impl Lane {
    /// The lane of the task that asks.
    pub fn current() -> Self {
        CURRENT.try_with(|lane| *lane).unwrap_or(Self::Ordinary)
    }

    /// Runs this work in the lane.
    pub async fn run<F: Future>(self, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }
}

/// The class of a route, which decides its lane and its limits.
///
/// Alarms need nothing else to work, so whatever they touch is in the lane too: signing in is not, reading who is signed in is.
pub fn of_route(method: &str, route: &str) -> Lane {
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
    // Whole reports of closed callouts are bulk work, though they stand below the control room's address.
    let is_report = route.ends_with("/report");
    if is_in(&BULK) || is_report {
        Lane::Bulk
    } else if is_in(&ALARM) || asks_for_assistance || (method == "GET" && route == "/api/session") {
        Lane::Alarm
    } else {
        Lane::Ordinary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alarms_have_their_own_lane_and_bulk_reads_never_share_it() {
        assert_eq!(of_route("POST", "/api/callouts"), Lane::Alarm);
        assert_eq!(of_route("POST", "/api/callouts/{id}/location"), Lane::Alarm);
        assert_eq!(of_route("POST", "/api/control/callouts/{id}/acknowledge"), Lane::Alarm);
        assert_eq!(of_route("GET", "/api/control/callouts/{id}/report"), Lane::Bulk);
        assert_eq!(of_route("GET", "/api/v2/coverage/gaps"), Lane::Bulk);
        assert_eq!(of_route("POST", "/api/v2/assistance-provider/import"), Lane::Bulk);
        assert_eq!(of_route("POST", "/api/session"), Lane::Ordinary);
        assert_eq!(of_route("POST", "/v2/notifications/email"), Lane::Ordinary);
    }

    #[tokio::test]
    async fn work_without_a_lane_is_ordinary() {
        assert_eq!(Lane::current(), Lane::Ordinary);
        assert_eq!(Lane::Alarm.run(async { Lane::current() }).await, Lane::Alarm);
    }
}
