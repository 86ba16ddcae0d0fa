//! Properties, each checked over thousands of random histories. That one press makes one callout is the shell's
//! property: `tests/shell/histories.test.mjs` checks it in the same way.

use super::history::{HistoryEvent, Network, Phone, history_event};
use super::world::{ReceivedReport, World};
use proptest::prelude::*;
use wire::location::{NoFixReason, ReportContent};

fn history() -> impl Strategy<Value = Vec<(HistoryEvent, i64)>> {
    let seconds = prop_oneof![3 => 0..15i64, 1 => 15..400i64];
    prop::collection::vec((history_event(), seconds), 0..14)
}

fn live(history: &[(HistoryEvent, i64)]) -> World {
    live_in(World::new(), history)
}

fn live_in(mut world: World, history: &[(HistoryEvent, i64)]) -> World {
    for (history_event, seconds) in history {
        world.apply(history_event);
        world.pass(seconds * 1000 + 50, |_| {});
    }
    world
}

/// Everything recovers: the first tab is visible, and the network and the phone work.
fn recover(world: &mut World) {
    world.network = Network::Good;
    world.apply(&HistoryEvent::Hide(1));
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
            let last = world.received.last().map(|received| world.mono - received.at);
            assert!(last.is_some_and(|age| age <= 10_150), "the last report is {last:?} ms old");
        });
    }

    #[test]
    fn reports_stop_at_closed_and_not_before(history in history()) {
        let mut world = live(&history);
        recover(&mut world);
        world.pass(12_000, |_| {});
        let before = world.received.len();
        world.pass(20_500, |_| {});
        prop_assert!(world.received.len() >= before + 2);
        world.close();
        world.pass(12_000, |_| {});
        let polled = world.asked_after_close;
        prop_assert!(polled >= 1);
        world.pass(60_000, |_| {});
        prop_assert!(world.pages[0].tracker.as_ref().is_some_and(|tracker| tracker.is_closed()));
        // The other tab may still poll once: it learns of the end by its own request.
        prop_assert!(world.asked_after_close <= polled + 2, "{} after {polled}", world.asked_after_close);
    }

    #[test]
    fn a_phone_without_permission_says_so_in_every_report(history in history()) {
        let mut world = live(&history);
        world.phone = Phone::Denied;
        recover(&mut world);
        world.pass(15_000, |_| {});
        let before = world.received.len();
        world.pass(30_500, |_| {});
        let since = &world.received[before..];
        prop_assert!(since.len() >= 3);
        for received in since {
            let reason = match &received.report.reported {
                ReportContent::NoFix { reason, .. } => Some(*reason),
                _ => None,
            };
            prop_assert_eq!(reason, Some(NoFixReason::Denied));
        }
    }

    #[test]
    fn every_silence_is_explained(history in history()) {
        // Where the clock is set, a time proves nothing; and what the server rejects is never sent again.
        let spoils = |history_event: &HistoryEvent| {
            matches!(history_event, HistoryEvent::WallClockJumps(_) | HistoryEvent::Network(Network::Broken(400)))
        };
        prop_assume!(!history.iter().any(|(history_event, _)| spoils(history_event)));
        let mut world = live(&history);
        recover(&mut world);
        world.pass(25_000, |_| {});
        let mut known: Vec<_> = world.received.iter().flat_map(tells_of).collect();
        known.sort_unstable();
        let mut until = known[0].1;
        for (from, to) in known {
            prop_assert!(from - until < 45_000, "nothing tells of the time from {until} to {from}");
            until = until.max(to);
        }
    }

    #[test]
    fn two_phones_of_one_person_both_report_until_the_close(history in history()) {
        let mut world = live_in(World::of_two_phones(), &history);
        recover(&mut world);
        world.show(1);
        world.pass(15_000, |_| {});
        let began = world.received.len();
        world.pass(20_500, |_| {});
        for tab in 0..2 {
            let reports = world.received[began..].iter().filter(|received| received.tab == tab).count();
            prop_assert!(reports >= 2, "phone {tab} sent {reports} reports in 20 seconds");
        }
        world.close();
        world.pass(12_000, |_| {});
        let polled = world.asked_after_close;
        world.pass(60_000, |_| {});
        prop_assert_eq!(world.asked_after_close, polled);
    }
}

/// The times that a report explains: when it came, when its positions were measured, and its gap.
fn tells_of(received: &ReceivedReport) -> Vec<(i64, i64)> {
    let fixes = match &received.report.reported {
        ReportContent::Fix(fix) => std::slice::from_ref(fix),
        ReportContent::Fixes(fixes) => fixes,
        ReportContent::NoFix { .. } => &[],
    };
    let found = fixes.iter().filter_map(|fix| fix.recorded_at.as_ref()).map(|at| (at.millis(), at.millis()));
    let gap = received.report.gap.as_ref().map(|gap| (gap.from.millis(), gap.to.millis()));
    found.chain(gap).chain([(received.wall, received.wall)]).collect()
}

proptest! {
    // Each of these runs for a hundred minutes more.
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_trackers_memory_is_bounded(history in history()) {
        let mut world = live(&history);
        world.network = Network::Down;
        world.phone = Phone::Accurate(5.0);
        world.show(0);
        world.pass(600 * 10_000, |_| {});
        prop_assert!(world.storage[0].as_ref().is_some_and(|kept| kept.unsent.len() <= 500));
    }
}
