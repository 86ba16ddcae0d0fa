//! Form rows that can be added, moved, removed and restored. A row keeps its key, so that typed text and focus stay
//! with it.

/// The rows, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat<T> {
    rows: Vec<(i64, T)>,
    next: i64,
    removed: Option<(usize, (i64, T))>,
}

impl<T> Default for Repeat<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), next: 0, removed: None }
    }
}

impl<T: Clone> Repeat<T> {
    /// Rows with these values.
    pub fn of(values: impl IntoIterator<Item = T>) -> Self {
        let mut repeat = Self::default();
        for value in values {
            repeat.add(value);
        }
        repeat
    }

    /// The keys, in order.
    pub fn keys(&self) -> Vec<i64> {
        self.rows.iter().map(|(key, _)| *key).collect()
    }

    /// The values, in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().map(|(_, value)| value)
    }

    /// The row with this key.
    pub fn get(&self, key: i64) -> Option<&T> {
        self.rows.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a row at the end; returns its key.
    pub fn add(&mut self, value: T) -> i64 {
        let key = self.next;
        self.next += 1;
        self.rows.push((key, value));
        key
    }

    /// Removes a row; it can be restored until the next removal.
    pub fn remove(&mut self, key: i64) {
        if let Some(at) = self.place(key) {
            self.removed = Some((at, self.rows.remove(at)));
        }
    }

    /// The last removed row.
    pub fn removed(&self) -> Option<&T> {
        self.removed.as_ref().map(|(_, (_, value))| value)
    }

    /// Restores the last removed row in its place; returns its key.
    pub fn undo(&mut self) -> Option<i64> {
        let (at, row) = self.removed.take()?;
        let key = row.0;
        self.rows.insert(at.min(self.rows.len()), row);
        Some(key)
    }

    /// Moves a row up or down, within the list.
    pub fn shift(&mut self, key: i64, down: bool) {
        let Some(at) = self.place(key) else { return };
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        if to < self.rows.len() {
            self.rows.swap(at, to);
        }
    }

    fn place(&self, key: i64) -> Option<usize> {
        self.rows.iter().position(|(known, _)| *known == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(repeat: &Repeat<&'static str>) -> Vec<&'static str> {
        repeat.values().copied().collect()
    }

    #[test]
    fn a_removed_row_is_restored_in_its_place() {
        let mut rows = Repeat::of(["a", "b", "c"]);
        rows.remove(1);
        assert_eq!((values(&rows), rows.removed()), (vec!["a", "c"], Some(&"b")));
        assert_eq!(rows.undo(), Some(1));
        assert_eq!((values(&rows), rows.undo()), (vec!["a", "b", "c"], None));
    }

    #[test]
    fn rows_move_and_keep_their_keys() {
        let mut rows = Repeat::of(["a", "b", "c"]);
        rows.shift(0, false);
        rows.shift(2, true);
        assert_eq!(values(&rows), ["a", "b", "c"], "no higher than first, no lower than last");
        rows.shift(0, true);
        assert_eq!((values(&rows), rows.keys()), (vec!["b", "a", "c"], vec![1, 0, 2]));
        assert_eq!(rows.get(0), Some(&"a"));
    }

    #[test]
    fn a_row_key_is_never_reused() {
        let mut rows = Repeat::of(["a"]);
        rows.remove(0);
        assert_eq!(rows.add("b"), 1);
        assert_eq!((rows.len(), rows.is_empty()), (1, false));
    }
}
