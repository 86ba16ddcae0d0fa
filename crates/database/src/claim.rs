//! Rows of a queue that one worker claims at a time.

use sea_orm::{ColumnTrait, Condition};

/// Rows of a queue that nobody works on: `until` is empty or over. A claim lasts no longer than `millis`; one that seems to was
/// made by a clock that was set back since.
pub fn is_free(until: impl ColumnTrait, steady: i64, millis: i64) -> Condition {
    Condition::any().add(until.is_null()).add(until.lte(steady)).add(until.gt(steady + millis))
}

/// Bytes that one claim may hold. Claimed rows are written again whole, and other writers wait for that.
pub const CLAIM_BYTES: i64 = 512 * 1024;

/// The first of these rows that one claim may hold, by their sizes in bytes; always one.
pub fn bounded<T>(found: Vec<(T, i64)>) -> Vec<T> {
    crate::claim::first_within(found, CLAIM_BYTES)
}

/// The first of these rows whose sizes together stay within the limit; always one.
pub fn first_within<T>(rows: Vec<(T, i64)>, limit: i64) -> Vec<T> {
    let mut total = 0;
    let first = rows.into_iter().enumerate().take_while(|(number, (_, size))| {
        total += size;
        *number == 0 || total <= limit
    });
    first.map(|(_, (row, _))| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_holds_at_least_one_row_and_no_more_than_its_bytes() {
        assert_eq!(bounded(vec![("large", 9_000_000), ("next", 1)]), ["large"]);
        assert_eq!(bounded(vec![("one", 300_000), ("two", 200_000), ("three", 100_000)]), ["one", "two"]);
        assert!(bounded(Vec::<((), i64)>::new()).is_empty());
    }
}
