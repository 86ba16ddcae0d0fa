//! Which lane a piece of work runs in: alarms first, bulk work last.
//!
//! The lane belongs to the task. The middleware sets it from the route, and [`Db`](crate::connection::Db) reads it: it decides who writes
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_without_a_lane_is_ordinary() {
        assert_eq!(Lane::current(), Lane::Ordinary);
        assert_eq!(Lane::Alarm.run(async { Lane::current() }).await, Lane::Alarm);
    }
}
