//! Lanes: the priority of a piece of work. Alarms are first, bulk work is last.
//!
//! The lane belongs to the task. The middleware sets it from the route. [`Db`](crate::connection::Db) reads it to decide which
//! writer is next and which pool serves a read. A background job without a lane runs in [`Priority::Ordinary`].

tokio::task_local! {
    static CURRENT: Priority;
}

/// The priority of a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Presses, location reports, the control room and automatic dispatch.
    Alarm,
    Ordinary,
    /// Imports, exports, reports and whole lists.
    Bulk,
}

impl Priority {
    /// The lane of the current task.
    pub fn current() -> Self {
        CURRENT.try_with(|priority| *priority).unwrap_or(Self::Ordinary)
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
        assert_eq!(Priority::current(), Priority::Ordinary);
        assert_eq!(Priority::Alarm.run(async { Priority::current() }).await, Priority::Alarm);
    }
}
