//! Positions that the server has not acknowledged.

use super::event::Position;
use std::collections::VecDeque;
use wire::location::LIST_LIMIT;

/// The newest unacknowledged positions, oldest first and never more than one request may carry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    waiting: Vec<Position>,
    /// The times of the newest finished positions: another tab's copy of them must not be sent again.
    done: VecDeque<i64>,
}

impl Outbox {
    /// Adds a position in time order; duplicates are ignored.
    pub fn add(&mut self, position: Position) {
        let place = self.waiting.partition_point(|other| other.at <= position.at);
        let known = self.waiting[..place].last().is_some_and(|last| *last == position);
        if known || self.done.contains(&position.at) {
            return;
        }
        self.waiting.insert(place, position);
        if self.waiting.len() > LIST_LIMIT {
            self.waiting.remove(0);
        }
    }

    /// Adds what another tab or an earlier page had saved.
    pub fn merge(&mut self, positions: Vec<Position>) {
        for position in positions {
            self.add(position);
        }
    }

    /// Removes what the server has acknowledged, or will never accept.
    pub fn drop_sent(&mut self, sent: &[Position]) {
        self.waiting.retain(|position| !sent.contains(position));
        for position in sent {
            if !self.done.contains(&position.at) {
                self.done.push_back(position.at);
            }
        }
        self.done.drain(..self.done.len().saturating_sub(LIST_LIMIT));
    }

    /// Clears the waiting positions, and keeps the finished ones.
    pub fn leave(&mut self) {
        self.waiting.clear();
    }

    /// The waiting positions.
    pub fn waiting(&self) -> &[Position] {
        &self.waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(at: i64) -> Position {
        Position { latitude: 1.0, longitude: 2.0, accuracy: Some(3.0), at }
    }

    #[test]
    fn the_outbox_keeps_the_newest_positions_in_order_without_duplicates() {
        let mut outbox = Outbox::default();
        for at in (0..600).rev().chain(590..600) {
            outbox.add(position(at));
        }
        assert_eq!(outbox.waiting().len(), LIST_LIMIT);
        assert!(outbox.waiting().is_sorted_by(|a, b| a.at < b.at));
        assert_eq!(outbox.waiting().last().map(|position| position.at), Some(599));
    }

    #[test]
    fn only_acknowledged_positions_are_dropped() {
        let mut outbox = Outbox::default();
        outbox.merge(vec![position(1), position(2), position(3)]);
        outbox.drop_sent(&[position(1), position(3)]);
        assert_eq!(outbox.waiting(), [position(2)]);
        outbox.merge(vec![position(1), position(4)]);
        assert_eq!(outbox.waiting(), [position(2), position(4)], "what is done with does not come back");
    }
}
