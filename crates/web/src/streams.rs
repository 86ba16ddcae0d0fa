//! OpenStreams event streams. Each person may have a limited number; opening another one closes the oldest, whose page is most likely
//! gone.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// The open streams; cheap to clone.
#[derive(Clone, Debug)]
pub struct Streams {
    per_person: usize,
    open: Arc<Mutex<OpenStreams>>,
}

#[derive(Debug, Default)]
struct OpenStreams {
    next: u64,
    by_person: HashMap<String, VecDeque<(u64, watch::Sender<bool>)>>,
}

/// One open stream. It must stop when [`ended`](Self::ended) resolves, and is counted until it is dropped.
#[derive(Debug)]
pub struct OpenStream {
    id: u64,
    person: String,
    streams: Streams,
    ended: watch::Receiver<bool>,
}

impl Streams {
    /// No streams yet, with a limit for each person.
    pub fn new(per_person: usize) -> Self {
        Self { per_person: per_person.max(1), open: Arc::default() }
    }

    /// Opens a stream for this person and closes the oldest ones above the limit.
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

    /// The people who have an open stream.
    pub fn people(&self) -> Vec<String> {
        self.lock().by_person.keys().cloned().collect()
    }

    /// The number of open streams.
    pub fn count(&self) -> usize {
        self.lock().by_person.values().map(VecDeque::len).sum()
    }

    fn lock(&self) -> MutexGuard<'_, OpenStreams> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OpenStream {
    /// Resolves when a newer stream takes this one's place.
    pub async fn ended(&mut self) {
        // An error means that the sender was dropped, which happens only after it closed the stream.
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
