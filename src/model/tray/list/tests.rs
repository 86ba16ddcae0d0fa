//! The list against a server that holds a hundred thousand rows.

use super::*;
use proptest::prelude::*;

fn row(number: usize) -> Notification {
    Notification { id: NotificationId(format!("{number:06}")), ..Notification::default() }
}

/// A server with rows `count` down to 1, newest first.
fn ask(count: usize, next_request: &PageRequest) -> Vec<Notification> {
    let from =
        next_request.before.as_ref().map_or(count + 1, |id| id.0.parse().expect("the ids here are numbers"));
    (1..from).rev().take(PAGE).map(row).collect()
}

fn begin(count: usize) -> List {
    let first = ask(count, &PageRequest { page: 0, before: None });
    List::begin(first, Total::Unknown)
}

/// Scrolls to these rows, and fetches until they are loaded.
fn show(list: &mut List, count: usize, shown: Range<usize>) {
    while let Some(next_request) = list.next_request(shown.clone()) {
        let rows = ask(count, &next_request);
        list.insert_page(&next_request, rows);
        list.evict(shown.clone());
    }
}

fn id_at(list: &List, index: usize) -> Option<&str> {
    list.get(index).map(|row| row.id.0.as_str())
}

#[test]
fn of_a_hundred_thousand_rows_a_thousand_stay_loaded() {
    let count = 100_000;
    let mut list = begin(count);
    for top in (0..count).step_by(70) {
        show(&mut list, count, top..top + 30);
        assert_eq!(id_at(&list, top), Some(format!("{:06}", count - top).as_str()));
        assert!(
            list.loaded_rows().count() <= (MAX_LOADED_PAGES + 3) * PAGE,
            "{} kept at {top}",
            list.loaded_rows().count()
        );
    }
    assert!(list.is_complete());
    assert_eq!(list.set_size(), Some(count));
    show(&mut list, count, 500..530);
    assert_eq!(id_at(&list, 500), Some("099500"));
    show(&mut list, count, 99_970..100_000);
    assert_eq!(id_at(&list, 99_999), Some("000001"));
}

#[test]
fn an_empty_list_is_complete() {
    let list = List::begin(Vec::new(), Total::Exactly(0));
    assert!(list.is_complete() && list.next_request(0..30).is_none());
    assert_eq!(list.set_size(), Some(0));
}

#[test]
fn new_rows_wait_and_then_are_first() {
    let mut list = begin(250);
    show(&mut list, 250, 0..30);
    let newest = ask(253, &PageRequest { page: 0, before: None });
    assert_eq!(list.count_new(&newest), 3);
    assert_eq!(id_at(&list, 0), Some("000250"), "nothing moves before it is asked for");
    list.join(newest, Total::Exactly(253));
    assert_eq!((id_at(&list, 0), id_at(&list, 3)), (Some("000253"), Some("000250")));
    let again = ask(254, &PageRequest { page: 0, before: None });
    assert_eq!(list.count_new(&again), 1);
    list.join(again, Total::Exactly(254));
    show(&mut list, 254, 240..254);
    let ids: Vec<_> = (0..254).map(|index| id_at(&list, index).unwrap().to_owned()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] > pair[1]) && ids.len() == 254);
}

#[test]
fn after_a_long_sleep_the_list_starts_over() {
    let mut list = begin(250);
    let newest = ask(900, &PageRequest { page: 0, before: None });
    assert_eq!(list.count_new(&newest), PAGE);
    list.join(newest, Total::Exactly(900));
    assert_eq!((id_at(&list, 0), list.length()), (Some("000900"), PAGE));
}

#[test]
fn a_row_is_updated_and_removed_in_its_place() {
    let mut list = begin(250);
    list.total = Total::Exactly(250);
    assert!(list.update(&Notification { is_read_status: true, ..row(249) }));
    assert!(list.get(1).unwrap().is_read_status);
    assert!(!list.update(&row(999)));
    assert_eq!(list.remove(&row(249).id), Some(1));
    assert_eq!((id_at(&list, 1), list.length(), list.total), (Some("000248"), PAGE - 1, Total::Exactly(249)));
    assert_eq!(list.remove(&row(999).id), None);
}

#[test]
fn stale_pages_are_fetched_again_and_stay_meanwhile() {
    let mut list = begin(250);
    show(&mut list, 250, 0..30);
    list.mark_stale();
    assert_eq!(id_at(&list, 0), Some("000250"));
    assert_eq!(list.next_request(0..30), Some(PageRequest { page: 0, before: None }));
    show(&mut list, 250, 0..30);
    assert_eq!(list.next_request(0..30), None);
}

#[test]
fn a_late_response_changes_nothing() {
    let mut list = begin(250);
    let before = list.clone();
    list.insert_page(&PageRequest { page: 0, before: Some(row(7).id) }, vec![row(6)]);
    list.insert_page(&PageRequest { page: 5, before: Some(row(7).id) }, vec![row(6)]);
    assert_eq!(list, before);
}

#[test]
fn the_total_is_read_as_the_server_writes_it() {
    assert_eq!(Total::read("512"), Total::Exactly(512));
    assert_eq!(Total::read("10000+"), Total::AtLeast(10_000));
    assert_eq!(Total::read("many"), Total::Unknown);
    assert_eq!(Total::AtLeast(10_000).words().as_deref(), Some("10000+"));
}

proptest! {
    #[test]
    fn any_scrolling_shows_the_right_rows(tops in prop::collection::vec(0_usize..3000, 1..12)) {
        let count = 2500;
        let mut list = begin(count);
        for top in tops {
            let top = top.min(list.length().saturating_sub(1));
            show(&mut list, count, top..top + 30);
            for index in top..(top + 30).min(count) {
                let next_request = format!("{:06}", count - index);
                prop_assert_eq!(id_at(&list, index), Some(next_request.as_str()));
            }
        }
    }
}
