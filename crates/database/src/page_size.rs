//! Pages that are bounded by bytes as well as by rows.

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
    fn a_page_holds_at_least_one_row_and_no_more_than_its_limit() {
        let first = |rows| first_within(rows, 500);
        assert_eq!(first(vec![("large", 9_000), ("next", 1)]), ["large"]);
        assert_eq!(first(vec![("one", 300), ("two", 200), ("three", 100)]), ["one", "two"]);
        assert!(first_within(Vec::<((), i64)>::new(), 500).is_empty());
    }
}
