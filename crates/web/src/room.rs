//! Limits on concurrent work: a total number of places, and a number of places for each key, such as an address or a person.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The places of one kind of work; cheap to clone.
#[derive(Clone, Debug)]
pub struct Room(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    total: usize,
    per_key: usize,
    taken: Mutex<Occupancy>,
}

#[derive(Debug, Default)]
struct Occupancy {
    total: usize,
    by_key: HashMap<String, usize>,
}

/// A place in a room; dropping it frees the place.
#[derive(Debug)]
pub struct Place {
    room: Room,
    key: String,
}

impl Room {
    /// A room with this many places in total and this many for each key.
    pub fn new(total: usize, per_key: usize) -> Self {
        Self(Arc::new(Inner { total, per_key, taken: Mutex::default() }))
    }

    /// Takes a place for this key; `None` if the room is full or the key has used its share.
    pub fn enter(&self, key: &str) -> Option<Place> {
        let mut taken = self.taken();
        let own = taken.by_key.get(key).copied().unwrap_or_default();
        if taken.total >= self.0.total || own >= self.0.per_key {
            return None;
        }
        taken.total += 1;
        taken.by_key.insert(key.to_owned(), own + 1);
        Some(Place { room: self.clone(), key: key.to_owned() })
    }

    /// The number of places in use.
    pub fn taken_places(&self) -> usize {
        self.taken().total
    }

    fn taken(&self) -> MutexGuard<'_, Occupancy> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.room.taken();
        taken.total -= 1;
        // A key without places is removed, so that the map does not grow.
        if let Some(own) = taken.by_key.get_mut(&self.key) {
            *own -= 1;
            if *own == 0 {
                taken.by_key.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_cannot_take_the_places_of_another() {
        let room = Room::new(3, 2);
        let first = room.enter("one").unwrap();
        let _second = room.enter("one").unwrap();
        assert!(room.enter("one").is_none());
        let _third = room.enter("two").unwrap();
        assert!(room.enter("three").is_none(), "the room is full");
        drop(first);
        assert!(room.enter("three").is_some());
        assert_eq!(room.taken_places(), 2);
    }
}
