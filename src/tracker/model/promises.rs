//! The promises, each checked over thousands of random histories.

use super::world::{Happening, Network, Phone, World, happening};
use crate::tracker::Event;
use proptest::prelude::*;
use wire::location::{GapReason, Reported};

fn history() -> impl Strategy<Value = Vec<(Happening, i64)>> {
    let seconds = prop_oneof![3 => 0..15i64, 1 => 15..400i64];
    prop::collection::vec((happening(), seconds), 0..14)
}

fn live(history: &[(Happening, i64)]) -> World {
    let mut world = World::new();
    for (happening, seconds) in history {
        world.happen(happening);
        world.pass(seconds * 1000 + 50, |_| {});
    }
    world
}

/// Everything is well again: the first tab is in front, and the network and the phone work.
fn recover(world: &mut World) {
    world.network = Network::Good;
    world.happen(&Happening::Hide(1));
    world.show(0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn fifteen_seconds_after_any_history_a_report_is_never_older_than_ten(history in history()) {
        let mut world = live(&history);
        recover(&mut world);
        world.pass(15_000, |_| {});
        // A request takes 100 ms; the model's clock moves in steps of 50.
        world.pass(40_000, |world| {
            let last = world.arrived.last().map(|arrived| world.mono - arrived.at);
            assert!(last.is_some_and(|age| age <= 10_150), "the last report is {last:?} ms old");
        });
    }

    #[test]
    fn reports_end_at_closed_and_not_before(history in history()) {
        let mut world = live(&history);
        recover(&mut world);
        world.pass(12_000, |_| {});
        let before = world.arrived.len();
        world.pass(20_500, |_| {});
        prop_assert!(world.arrived.len() >= before + 2);
        world.close();
        world.pass(12_000, |_| {});
        let told = world.asked_after_close;
        prop_assert!(told >= 1);
        world.pass(60_000, |_| {});
        prop_assert!(world.pages[0].tracker.as_ref().is_some_and(|tracker| tracker.is_closed()));
        // The other tab may still ask once: it learns of the end by its own request.
        prop_assert!(world.asked_after_close <= told + 2, "{} after {told}", world.asked_after_close);
    }

}

proptest! {
    // Each of these lives for a hundred minutes more.
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_is_bounded(history in history()) {
        let mut world = live(&history);
        world.network = Network::Down;
        world.phone = Phone::Accurate(5.0);
        world.show(0);
        world.pass(600 * 10_000, |_| {});
        prop_assert!(world.storage.as_ref().is_some_and(|kept| kept.unsent.len() <= 500));
    }
}

#[test]
fn every_report_is_ten_seconds_after_the_one_before() {
    let mut world = World::new();
    world.phone = Phone::StandsStill;
    world.pass(600_000, |_| {});
    let gaps: Vec<_> = world.arrived.windows(2).skip(1).map(|pair| pair[1].at - pair[0].at).collect();
    assert!(gaps.len() >= 58 && gaps.iter().all(|gap| (9_750..=10_250).contains(gap)), "{gaps:?}");
    let fresh =
        world.arrived.iter().filter(|arrived| matches!(arrived.report.reported, Reported::Fix(_))).count();
    assert_eq!(fresh, world.arrived.len(), "a person who stands still is asked for a position each time");
}

#[test]
fn a_soft_cancel_changes_nothing_of_the_rhythm() {
    let mut world = World::new();
    world.pass(30_000, |_| {});
    world.happen(&Happening::Dismissed);
    let before = world.arrived.len();
    world.pass(30_000, |_| {});
    assert_eq!(world.arrived.len() - before, 3);
}

#[test]
fn a_silence_is_told_once_with_its_times() {
    let mut world = World::new();
    world.pass(30_000, |_| {});
    let hidden = world.now();
    world.happen(&Happening::Freeze(0));
    world.pass(300_000, |_| {});
    let before = world.arrived.len();
    let shown = world.now();
    world.show(0);
    world.pass(1_000, |_| {});
    assert!(world.arrived.len() > before, "within one second");
    world.pass(60_000, |_| {});
    let gaps: Vec<_> = world.arrived.iter().filter_map(|arrived| arrived.report.gap.clone()).collect();
    assert_eq!(gaps.len(), 1);
    assert_eq!((gaps[0].to.millis(), &gaps[0].reason), (shown.wall, &GapReason::Hidden));
    assert!((0..=10_000).contains(&(hidden.wall - gaps[0].from.millis())));
}

#[test]
fn what_was_found_while_offline_goes_as_one_list_in_order() {
    let mut world = World::new();
    world.pass(15_000, |_| {});
    world.network = Network::Down;
    world.tell(0, Event::Online(false));
    world.pass(60_000, |_| {});
    world.network = Network::Good;
    let before = world.arrived.len();
    world.tell(0, Event::Online(true));
    world.pass(1_000, |_| {});
    let Some(Reported::Fixes(fixes)) =
        world.arrived.get(before).map(|arrived| arrived.report.reported.clone())
    else {
        panic!("no list went out within a second");
    };
    assert!(fixes.len() >= 6 && fixes.is_sorted_by_key(|fix| fix.recorded_at.clone()));
    assert!(world.arrived.iter().all(|arrived| arrived.report.gap.is_none()), "nothing was missed");
}

#[test]
fn a_page_that_was_killed_goes_on_and_tells_the_gap() {
    let mut world = World::new();
    world.pass(30_000, |_| {});
    world.happen(&Happening::Kill(0));
    world.pass(120_000, |_| {});
    let before = world.arrived.len();
    world.happen(&Happening::Reopen(0));
    world.pass(1_000, |_| {});
    let gap = world.arrived[before..].iter().find_map(|arrived| arrived.report.gap.clone());
    assert_eq!(gap.map(|gap| gap.reason), Some(GapReason::Closed));
}
