//! Event streams that are open. One person may have so many; one more ends the oldest, whose page has most likely gone.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// The open streams; cheap to clone.
#[derive(Clone, Debug)]
pub struct Streams {
    per_person: usize,
    open: Arc<Mutex<Open>>,
}

#[derive(Debug, Default)]
struct Open {
    next: u64,
    by_person: HashMap<String, VecDeque<(u64, watch::Sender<bool>)>>,
}

/// One open stream. The stream ends when [`ended`](Self::ended) does, and is counted until it is dropped.
#[derive(Debug)]
pub struct OpenStream {
    id: u64,
    person: String,
    streams: Streams,
    ended: watch::Receiver<bool>,
}

impl Streams {
    /// No stream yet, and this many for one person.
    pub fn new(per_person: usize) -> Self {
        Self { per_person: per_person.max(1), open: Arc::default() }
    }

    /// Counts one more stream of this person, and ends the oldest ones that are too many.
    pub fn open(&self, person: &str) -> OpenStream {
        let (end, ended) = watch::channel(false);
        let mut open = self.lock();
        open.next += 1;
        let id = open.next;
        let own = open.by_person.entry(person.to_owned()).or_default();
        own.push_back((id, end));
        while own.len() > self.per_person {
            if let Some((_, oldest)) = own.pop_front() {
                oldest.send_replace(true);
            }
        }
        OpenStream { id, person: person.to_owned(), streams: self.clone(), ended }
    }

    /// Everybody who has one open.
    pub fn people(&self) -> Vec<String> {
        self.lock().by_person.keys().cloned().collect()
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.lock().by_person.values().map(VecDeque::len).sum()
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OpenStream {
    /// Waits until the stream has to end because a newer one took its place.
    pub async fn ended(&mut self) {
        // An error says that the sender is gone, which it is only after it ended the stream.
        let _ = self.ended.wait_for(|ended| *ended).await;
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        let mut open = self.streams.lock();
        if let Some(own) = open.by_person.get_mut(&self.person) {
            own.retain(|(id, _)| *id != self.id);
            if own.is_empty() {
                open.by_person.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_more_stream_of_a_person_ends_the_oldest_of_theirs_only() {
        let streams = Streams::new(2);
        let mut other = streams.open("other");
        let mut oldest = streams.open("one");
        let mut second = streams.open("one");
        let third = streams.open("one");
        oldest.ended().await;
        assert_eq!(streams.count(), 3);
        for alive in [&mut second, &mut other] {
            let ended = tokio::time::timeout(std::time::Duration::from_millis(1), alive.ended()).await;
            assert!(ended.is_err());
        }
        drop((oldest, second, third, other));
        assert_eq!(streams.count(), 0);
    }
}
