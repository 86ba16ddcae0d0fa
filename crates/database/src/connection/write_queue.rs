//! The queue of writers. SQLite allows one writer at a time, so waiting writers are served by lane, alarms first.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::priority::Priority;

/// Turns that an urgent lane takes in a row before a waiting lane below it gets one, so that no writer waits without end.
const TURNS_IN_A_ROW: u32 = 16;

/// The queue; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct WriteQueue(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    is_taken: bool,
    in_a_row: u32,
    waiting: [VecDeque<oneshot::Sender<WritePermit>>; 3],
}

/// The right to write. Dropping it passes the right to the next waiting writer.
#[derive(Debug)]
pub struct WritePermit(Option<WriteQueue>);

impl WriteQueue {
    /// Waits for a turn in this lane.
    pub async fn acquire(&self, priority: Priority) -> WritePermit {
        let (give, take) = oneshot::channel();
        {
            let mut state = self.state();
            if !state.is_taken {
                state.is_taken = true;
                return WritePermit(Some(self.clone()));
            }
            state.waiting[priority as usize].push_back(give);
        }
        take.await.expect("BUG: every waiting writer receives a turn")
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pass_on(self) {
        loop {
            let next = {
                let mut state = self.state();
                let Some(next) = state.next() else {
                    state.is_taken = false;
                    return;
                };
                next
            };
            match next.send(WritePermit(Some(self.clone()))) {
                Ok(()) => return,
                // That writer stopped waiting, so the next one is served.
                Err(mut permit) => permit.0 = None,
            }
        }
    }
}

impl State {
    fn next(&mut self) -> Option<oneshot::Sender<WritePermit>> {
        let is_waiting = |queue: &VecDeque<oneshot::Sender<WritePermit>>| !queue.is_empty();
        let first = self.waiting.iter().position(is_waiting)?;
        let below = self.waiting.iter().skip(first + 1).position(is_waiting).map(|at| at + first + 1);
        let priority = match below {
            Some(below) if self.in_a_row >= TURNS_IN_A_ROW => {
                self.in_a_row = 0;
                below
            }
            _ => {
                self.in_a_row += 1;
                first
            }
        };
        self.waiting[priority].pop_front()
    }
}

impl Drop for WritePermit {
    fn drop(&mut self) {
        if let Some(queue) = self.0.take() {
            queue.pass_on();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    async fn order_of(priorities: &[Priority]) -> Vec<Priority> {
        let queue = WriteQueue::default();
        let held = queue.acquire(Priority::Bulk).await;
        let served = Arc::new(Mutex::new(Vec::new()));
        let mut tasks = Vec::new();
        for priority in priorities.iter().copied() {
            let (queue, served) = (queue.clone(), served.clone());
            tasks.push(tokio::spawn(async move {
                let _permit = queue.acquire(priority).await;
                served.lock().expect("nobody panics").push(priority);
            }));
            tokio::task::yield_now().await;
        }
        drop(held);
        for task in tasks {
            task.await.expect("nobody panics");
        }
        let order = served.lock().expect("nobody panics");
        order.clone()
    }

    #[tokio::test]
    async fn an_alarm_passes_everybody_who_waits_to_write() {
        let order = order_of(&[Priority::Bulk, Priority::Ordinary, Priority::Bulk, Priority::Alarm]).await;
        assert_eq!(order, [Priority::Alarm, Priority::Ordinary, Priority::Bulk, Priority::Bulk]);
    }

    #[tokio::test]
    async fn a_flood_of_alarms_does_not_stop_the_others_without_end() {
        let mut priorities = vec![Priority::Ordinary];
        priorities.extend([Priority::Alarm; 40]);
        let order = order_of(&priorities).await;
        let place = order.iter().position(|priority| *priority == Priority::Ordinary).unwrap();
        assert!(place <= 17, "{place}");
    }

    #[tokio::test]
    async fn a_writer_that_gave_up_waiting_does_not_stop_the_queue() {
        let queue = WriteQueue::default();
        let held = queue.acquire(Priority::Alarm).await;
        let given_up = tokio::time::timeout(Duration::from_millis(1), queue.acquire(Priority::Alarm)).await;
        assert!(given_up.is_err());
        drop(held);
        drop(queue.acquire(Priority::Bulk).await);
        drop(queue.acquire(Priority::Bulk).await);
    }
}
