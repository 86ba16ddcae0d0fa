//! Single histories, each for one rule of the design.

use super::history::{HistoryEvent, Network, Phone};
use super::world::World;
use crate::model::tracker::{Answer, Command, Event, Now, Position, Tracker};
use wire::callout::Callout;
use wire::id::CalloutId;
use wire::location::{GapReason, NoFixReason, ReportContent};
use wire::status::CalloutStatus;

#[test]
fn every_report_is_ten_seconds_after_the_one_before() {
    let mut world = World::new();
    world.phone = Phone::StandsStill;
    world.pass(600_000, |_| {});
    let gaps: Vec<_> = world.received.windows(2).skip(1).map(|pair| pair[1].at - pair[0].at).collect();
    assert!(gaps.len() >= 58 && gaps.iter().all(|gap| (9_750..=10_250).contains(gap)), "{gaps:?}");
    let fresh = world
        .received
        .iter()
        .filter(|received| matches!(received.report.reported, ReportContent::Fix(_)))
        .count();
    assert_eq!(fresh, world.received.len(), "a person who stands still is asked for a position each time");
}

#[test]
fn a_soft_cancel_does_not_change_the_reporting_interval() {
    let mut world = World::new();
    world.pass(30_000, |_| {});
    world.apply(&HistoryEvent::Dismissed);
    let before = world.received.len();
    world.pass(30_000, |_| {});
    assert_eq!(world.received.len() - before, 3);
}

#[test]
fn a_silence_is_reported_once_with_its_times() {
    let mut world = World::new();
    world.pass(30_000, |_| {});
    let hidden = world.now();
    world.apply(&HistoryEvent::Freeze(0));
    world.pass(300_000, |_| {});
    let before = world.received.len();
    let shown = world.now();
    world.show(0);
    world.pass(1_000, |_| {});
    assert!(world.received.len() > before, "within one second");
    world.pass(60_000, |_| {});
    let gaps: Vec<_> = world.received.iter().filter_map(|received| received.report.gap.clone()).collect();
    assert_eq!(gaps.len(), 1);
    assert_eq!((gaps[0].to.millis(), &gaps[0].reason), (shown.wall, &GapReason::Hidden));
    assert!((0..=10_000).contains(&(hidden.wall - gaps[0].from.millis())));
}

#[test]
fn positions_found_while_offline_are_sent_as_one_ordered_list() {
    let mut world = World::new();
    world.pass(15_000, |_| {});
    world.network = Network::Down;
    world.tell(0, Event::Online(false));
    world.pass(60_000, |_| {});
    world.network = Network::Good;
    let before = world.received.len();
    world.tell(0, Event::Online(true));
    world.pass(1_000, |_| {});
    let Some(ReportContent::Fixes(fixes)) =
        world.received.get(before).map(|received| received.report.reported.clone())
    else {
        panic!("no list went out within a second");
    };
    assert!(fixes.len() >= 6 && fixes.is_sorted_by_key(|fix| fix.recorded_at.clone()));
    assert!(world.received.iter().all(|received| received.report.gap.is_none()), "nothing was missed");
}

#[test]
fn a_reopened_page_continues_and_reports_the_gap() {
    let mut world = World::new();
    world.pass(30_000, |_| {});
    world.apply(&HistoryEvent::Kill(0));
    world.pass(120_000, |_| {});
    let before = world.received.len();
    world.apply(&HistoryEvent::Reopen(0));
    world.pass(1_000, |_| {});
    let gap = world.received[before..].iter().find_map(|received| received.report.gap.clone());
    assert_eq!(gap.map(|gap| gap.reason), Some(GapReason::Closed));
}

#[test]
fn a_phone_without_permission_reports_at_once() {
    let mut world = World::new();
    world.phone = Phone::Denied;
    world.apply(&HistoryEvent::Kill(0));
    world.apply(&HistoryEvent::Reopen(0));
    world.pass(1_000, |_| {});
    let first = world.received.first().map(|received| received.report.reported.clone());
    assert!(matches!(first, Some(ReportContent::NoFix { reason: NoFixReason::Denied, .. })), "{first:?}");
}

#[test]
fn a_shown_tab_takes_over_from_a_frozen_one_with_its_unsent_positions() {
    let mut world = World::new();
    world.pass(12_000, |_| {});
    world.apply(&HistoryEvent::OpenBehind(1));
    world.network = Network::Down;
    world.pass(40_000, |_| {});
    world.apply(&HistoryEvent::Freeze(0));
    world.network = Network::Good;
    let before = world.received.len();
    world.show(1);
    world.pass(1_500, |_| {});
    let fixes = match world.received.get(before).map(|received| &received.report.reported) {
        Some(ReportContent::Fixes(fixes)) => fixes.len(),
        _ => 0,
    };
    assert!(fixes >= 3, "{fixes} positions of the other tab");
    let gaps = world.received[before..].iter().filter(|received| received.report.gap.is_some()).count();
    assert_eq!(gaps, 0, "the resident was followed all the time");
}

#[test]
fn a_visible_tab_takes_over_from_a_visible_one_that_hangs() {
    let mut world = World::new();
    world.pass(12_000, |_| {});
    world.show(1);
    world.pass(12_000, |_| {});
    world.apply(&HistoryEvent::Stall(1));
    world.pass(4_000, |_| {});
    let before = world.received.len();
    world.pass(20_000, |_| {});
    assert!(
        world.received.len() >= before + 2
            && world.received[before..].iter().all(|received| received.tab == 0)
    );
}

#[test]
fn a_tab_opened_in_the_background_reports_nothing() {
    let mut world = World::new();
    world.pass(12_000, |_| {});
    world.apply(&HistoryEvent::OpenBehind(1));
    world.pass(200_000, |_| {});
    assert!(world.received.iter().all(|received| received.tab == 0));
}

#[test]
fn without_network_and_position_the_silence_is_reported_afterwards() {
    let mut world = World::new();
    world.phone = Phone::Unavailable;
    world.pass(35_000, |_| {});
    world.network = Network::Down;
    world.pass(120_000, |_| {});
    world.network = Network::Good;
    let before = world.received.len();
    world.pass(12_000, |_| {});
    let gap = world.received[before].report.gap.clone().expect("the silence is reported");
    assert_eq!(gap.reason, GapReason::Offline);
    assert!(gap.to.millis() - gap.from.millis() > 110_000);
    world.pass(60_000, |_| {});
    assert_eq!(world.received.iter().filter(|received| received.report.gap.is_some()).count(), 1, "once");
}

#[test]
fn a_position_timed_by_another_clock_is_as_old_as_its_arrival() {
    let weeks = 1024 * 7 * 86_400_000;
    // An hour and a half is an old place of the phone's own clock; the others are another clock's.
    for (ahead, age) in [(-90 * 60_000, 90 * 60_000), (-weeks, 0), (-978_307_200_000, 0), (5_000, 0)] {
        let mut world = World::new();
        world.phone = Phone::Unavailable;
        world.pass(12_000, |_| {});
        let now = world.now();
        let (latitude, longitude, at) = (51.5, -0.1, now.wall + ahead);
        world.tell(0, Event::Fixed(Position { latitude, longitude, accuracy: Some(8.0), at }));
        world.pass(12_000, |_| {});
        let polled = world.received.iter().find_map(|received| match &received.report.reported {
            ReportContent::Fix(fix) => fix.recorded_at.as_ref().map(|at| at.millis()),
            _ => None,
        });
        assert_eq!(polled, Some(now.wall - age), "{ahead} ms ahead");
    }
}

#[test]
fn a_saved_callout_is_shown_until_the_first_response_and_not_after_it() {
    let now = Now { wall: 1_000_000, mono: 0 };
    let of = |id, status| Box::new(Callout { id: CalloutId(id), status, ..Callout::default() });
    let mut tracker = Tracker::new(*of(7, CalloutStatus::Created), 10_000);
    for other in [of(8, CalloutStatus::ResponderArrived), of(7, CalloutStatus::Closed)] {
        tracker.handle(now, Event::Recalled(other));
        assert_eq!(tracker.view().callout.status, CalloutStatus::Created);
    }
    tracker.handle(now, Event::Recalled(of(7, CalloutStatus::ResponderDispatched)));
    assert_eq!(tracker.view().callout.status, CalloutStatus::ResponderDispatched);

    let asked = tracker.handle(now, Event::Shown);
    let seq = asked.iter().find_map(|command| match command {
        Command::Poll(seq, ..) => Some(*seq),
        _ => None,
    });
    let answer = Answer::Fresh(of(7, CalloutStatus::ResponderArrived), None);
    tracker.handle(now, Event::Answered(seq.expect("it asks at once"), answer));
    tracker.handle(now, Event::Recalled(of(7, CalloutStatus::ResponderDispatched)));
    assert_eq!(tracker.view().callout.status, CalloutStatus::ResponderArrived);
}
