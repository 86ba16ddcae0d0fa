//! Selects the rows of a queue that one worker may claim at a time.

use sea_orm::{ColumnTrait, Condition};

/// Matches rows that no worker holds: `until` is empty or has passed. A lease lasts at most `millis`; a longer one was written
/// before the clock was set back, and has expired, too.
pub fn is_free(until: impl ColumnTrait, steady: i64, millis: i64) -> Condition {
    Condition::any().add(until.is_null()).add(until.lte(steady)).add(until.gt(steady + millis))
}

/// The most bytes that one claim may hold. A claim rewrites each row completely, and other writers wait for it.
pub const CLAIM_BYTES: i64 = 512 * 1024;

/// Keeps the leading rows whose sizes, in bytes, fit into one claim; at least one row.
pub fn bounded<T>(found: Vec<(T, i64)>) -> Vec<T> {
    crate::claim::first_within(found, CLAIM_BYTES)
}

/// Keeps the leading rows whose sizes add up to the limit at most; at least one row.
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
