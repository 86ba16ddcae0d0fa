//! When work that needs no lease is repeated: each of its steps is one transaction, so any number of servers may look at once.

use std::time::Duration;

use tokio::time::{sleep, timeout};

/// The shortest and the longest pause between two looks.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Between two looks while there is something to do.
    pub busy: Duration,
    /// Between two looks while there is nothing: what other servers left is found then.
    pub idle: Duration,
}

impl Pace {
    /// Waits after a look: `busy`, and then until the next step is due, until news arrives, or until `idle` has passed. News is
    /// only taken while waiting: a burst of it causes one look.
    pub async fn wait(&self, due_in: Option<Duration>, news: impl Future<Output = ()>) {
        sleep(self.busy).await;
        let longest = due_in.map_or(self.idle, |due| due.min(self.idle));
        let _ = timeout(longest.saturating_sub(self.busy), news).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};
    use tokio::time::Instant;

    const PACE: Pace = Pace { busy: Duration::from_secs(1), idle: Duration::from_secs(5) };

    async fn waited(due: Option<u64>, news: impl Future<Output = ()>) -> u64 {
        let begun = Instant::now();
        PACE.wait(due.map(Duration::from_secs), news).await;
        begun.elapsed().as_secs()
    }

    #[tokio::test(start_paused = true)]
    async fn the_next_look_is_when_a_step_is_due_or_news_arrives_and_never_sooner_than_a_second() {
        assert_eq!(waited(Some(0), pending()).await, 1);
        assert_eq!(waited(Some(3), pending()).await, 3);
        assert_eq!(waited(Some(60), pending()).await, 5);
        assert_eq!(waited(None, pending()).await, 5);
        assert_eq!(waited(None, ready(())).await, 1);
    }
}
