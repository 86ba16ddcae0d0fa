//! Delays guesses after too many wrong ones: one after the other for one name and one origin.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;

use crate::error::Error;
use crate::room::{Place, Room};

/// Waiting guesses for one name from one origin. Multiplied by the delay, this stays below the time-out of a request.
const WAITING_PER_KEY: usize = 4;
/// Waiting guesses from one origin for all names.
const WAITING_PER_ORIGIN: usize = 8;
/// Waiting guesses in total.
const WAITING: usize = 512;

/// The lanes; cheap to clone.
#[derive(Clone, Debug)]
pub struct SlowQueue {
    delay: Duration,
    by_key: Room,
    by_origin: Room,
    mutexes: Arc<Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>>,
}

/// A guess that is being processed; the next one of the lane waits until it is dropped.
#[derive(Debug)]
pub struct SlowPlace {
    key: String,
    slow: SlowQueue,
    turn: Option<OwnedMutexGuard<()>>,
    _places: (Place, Place),
}

impl SlowQueue {
    /// Lanes that delay each guess by this duration.
    pub fn new(delay: Duration) -> Self {
        Self {
            delay,
            by_key: Room::new(WAITING, WAITING_PER_KEY),
            by_origin: Room::new(WAITING, WAITING_PER_ORIGIN),
            mutexes: Arc::default(),
        }
    }

    /// Waits for the guess's turn; 429 if too many are waiting already.
    pub(super) async fn wait(&self, key: String, origin: &str) -> Result<SlowPlace, Error> {
        let retry_after = self.delay.as_secs().max(1);
        let places = self.by_key.enter(&key).zip(self.by_origin.enter(origin));
        let places = places.ok_or(Error::TooManyRequests { retry_after })?;
        let mutex = self.mutexes().entry(key.clone()).or_default().clone();
        let mut waiting = SlowPlace { key, slow: self.clone(), turn: None, _places: places };
        waiting.turn = Some(mutex.lock_owned().await);
        tokio::time::sleep(self.delay).await;
        Ok(waiting)
    }

    fn mutexes(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<tokio::sync::Mutex<()>>>> {
        self.mutexes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for SlowPlace {
    fn drop(&mut self) {
        drop(self.turn.take());
        let mut mutexes = self.slow.mutexes();
        // Nobody else waits in this lane, so it is removed from the map.
        if mutexes.get(&self.key).is_some_and(|mutex| Arc::strong_count(mutex) == 1) {
            mutexes.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn guesses_in_one_lane_take_turns_and_those_of_another_do_not_wait_for_them() {
        let slow = SlowQueue::new(Duration::from_secs(5));
        let began = tokio::time::Instant::now();
        let wait = |key: &str, origin: &'static str| {
            let (slow, key) = (slow.clone(), key.to_owned());
            async move { slow.wait(key, origin).await.map(drop) }
        };
        let (one, two, other) = tokio::join!(wait("a", "x"), wait("a", "x"), async {
            wait("b", "y").await.unwrap();
            began.elapsed()
        });
        one.unwrap();
        two.unwrap();
        assert_eq!(began.elapsed(), Duration::from_secs(10));
        assert_eq!(other, Duration::from_secs(5));
        assert!(slow.mutexes().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_of_guesses_is_refused_and_leaves_nothing_behind() {
        let slow = SlowQueue::new(Duration::from_secs(5));
        let guesses = (0..100).map(|_| slow.wait("a".to_owned(), "x"));
        let ended =
            futures_util::future::join_all(guesses.map(|guess| async { guess.await.map(drop).is_ok() }));
        assert_eq!(ended.await.into_iter().filter(|waited| *waited).count(), WAITING_PER_KEY);
        assert!(slow.mutexes().is_empty());
        assert_eq!(slow.by_key.taken_places(), 0);
    }
}
