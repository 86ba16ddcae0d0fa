//! Lanes: the priority of a piece of work. Alarms are first, bulk work is last.
//!
//! The lane belongs to the task. The middleware sets it from the route. [`Db`](crate::connection::Db) reads it to decide which
//! writer is next and which pool serves a read. A background job without a lane runs in [`Lane::Ordinary`].

tokio::task_local! {
    static CURRENT: Lane;
}

/// The priority of a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Presses, location reports, the control room and automatic dispatch.
    Alarm,
    Ordinary,
    /// Imports, exports, reports and whole lists.
    Bulk,
}

impl Lane {
    /// The lane of the current task.
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
