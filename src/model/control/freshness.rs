//! How long a phone has been silent, counted in missed heartbeats: seconds mean nothing without the interval.

use wire::control::ControlCallout;

/// Missed heartbeats after which data is shown as stale.
pub const STALE_AFTER: i64 = 3;
/// Missed heartbeats after which the silence itself is an alarm.
pub const SILENT_AFTER: i64 = 6;

/// How old the last heartbeat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeartbeatAge {
    Recent,
    /// Three heartbeats or more are missing.
    Stale,
    /// Six heartbeats or more are missing.
    Silent,
}

/// Judges a phone that last reported at `last` (milliseconds) and reports every `interval_seconds`.
pub fn heartbeat_age(last: i64, now: i64, interval_seconds: u32) -> HeartbeatAge {
    let interval = i64::from(interval_seconds.max(1)) * 1000;
    match (now - last) / interval {
        missed if missed >= SILENT_AFTER => HeartbeatAge::Silent,
        missed if missed >= STALE_AFTER => HeartbeatAge::Stale,
        _ => HeartbeatAge::Recent,
    }
}

/// Judges the phone of a callout; a closed callout's phone may be silent. Without any heartbeat, the time of the
/// press counts.
pub fn callout_heartbeat_age(control: &ControlCallout, now: i64, interval_seconds: u32) -> HeartbeatAge {
    if control.callout.status.is_closed() {
        return HeartbeatAge::Recent;
    }
    let last = control.last_heard_at.as_ref().map_or_else(|| control.asked_at(), |at| at.millis());
    heartbeat_age(last, now, interval_seconds)
}

/// Milliseconds after which a position counts as stale.
pub fn stale_after(interval_seconds: u32) -> i64 {
    STALE_AFTER * i64::from(interval_seconds.max(1)) * 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_missed_heartbeats_are_stale_and_six_an_alarm() {
        let at = |seconds: i64| heartbeat_age(1_000_000, 1_000_000 + seconds * 1000, 10);
        assert_eq!(at(-5), HeartbeatAge::Recent, "clocks disagree");
        assert_eq!(at(29), HeartbeatAge::Recent);
        assert_eq!(at(30), HeartbeatAge::Stale);
        assert_eq!(at(59), HeartbeatAge::Stale);
        assert_eq!(at(60), HeartbeatAge::Silent);
    }

    #[test]
    fn a_longer_interval_delays_staleness() {
        assert_eq!(heartbeat_age(0, 59_000, 20), HeartbeatAge::Recent);
        assert_eq!(heartbeat_age(0, 60_000, 20), HeartbeatAge::Stale);
    }
}
