//! One tab: alive or not, visible or not, frozen or not, with its timer and phone.

use super::history::Phone;
use crate::model::tracker::{Answer, Command, Event, Now, Position, Tracker};
use wire::callout::Callout;
use wire::location::{LocationReport, NoFixReason, ReportContent};

const MINUTE: i64 = 60_000;

#[derive(Default)]
pub struct Page {
    pub tracker: Option<Tracker>,
    pub visible: bool,
    pub frozen: bool,
    /// The browser's lock, which a frozen page keeps.
    pub has_lock: bool,
    pub life: u32,
    /// What each request of this life contained.
    carried: Vec<(u64, LocationReport)>,
    watching: bool,
    watch_due: Option<i64>,
    locate_due: Option<i64>,
}

impl Page {
    pub fn open(&mut self, callout: Callout) {
        *self = Self { life: self.life + 1, ..Self::default() };
        self.tracker = Some(Tracker::new(callout, 10_000));
    }

    pub fn kill(&mut self) {
        *self = Self { life: self.life + 1, ..Self::default() };
    }

    pub fn watch(&mut self, mono: i64) {
        self.watching = true;
        self.watch_due = Some(mono + 300);
    }

    pub fn locate(&mut self, mono: i64) {
        self.locate_due = Some(mono + 400);
    }

    /// The earliest time at which the browser has an event for the page.
    pub fn next_due(&self, mono: i64) -> i64 {
        let Some(tracker) = self.tracker.as_ref().filter(|_| !self.frozen) else { return i64::MAX };
        let wake = tracker.next_wake().unwrap_or(i64::MAX).max(mono);
        if !self.visible {
            return if wake == i64::MAX { wake } else { (wake + MINUTE - 1) / MINUTE * MINUTE };
        }
        let watch = self.watch_due.filter(|_| self.watching);
        [watch, self.locate_due].into_iter().flatten().fold(wake, i64::min)
    }

    /// The browser's events for the page now: none while it is frozen, no location while it is hidden.
    pub fn due(&mut self, now: Now, phone: Phone) -> Vec<Event> {
        let mut events = Vec::new();
        let Some(tracker) = self.tracker.as_ref().filter(|_| !self.frozen) else { return events };
        // A hidden page's timers are held back to one a minute.
        let held_back = !self.visible && now.mono % MINUTE != 0;
        if tracker.next_wake().is_some_and(|at| at <= now.mono) && !held_back {
            events.push(Event::Woke);
        }
        if !self.visible {
            return events;
        }
        let watched = self.watching && self.watch_due.is_some_and(|at| at <= now.mono);
        let located = self.locate_due.is_some_and(|at| at <= now.mono);
        if !watched && !located {
            return events;
        }
        self.locate_due = None;
        if watched {
            self.watch_due = (phone != Phone::StandsStill).then_some(now.mono + 2_500);
        }
        match phone {
            Phone::Accurate(accuracy) => events.push(Event::Fixed(position(accuracy, now))),
            Phone::StandsStill => events.push(Event::Fixed(position(15.0, now))),
            Phone::Denied => {
                self.watching = false;
                events.push(Event::NotFixed(NoFixReason::Denied));
            }
            Phone::Unavailable => events.push(Event::NotFixed(NoFixReason::Unavailable)),
            Phone::Silent => {}
        }
        events
    }

    pub fn handle(&mut self, now: Now, event: Event) -> Vec<Command> {
        match event {
            Event::Hidden => self.visible = false,
            Event::Shown => self.visible = true,
            _ => {}
        }
        let Some(tracker) = self.tracker.as_mut().filter(|_| !self.frozen) else { return Vec::new() };
        let todo = tracker.handle(now, event);
        for command in &todo {
            if let Command::Report(seq, _, report, _) = command {
                self.carried.push((*seq, report.clone()));
            }
        }
        todo
    }

    /// The times of the positions that this response acknowledges to a leading page, which records them.
    pub fn acknowledged_by(&mut self, event: &Event) -> Vec<String> {
        let leads = self.tracker.as_ref().is_some_and(|tracker| tracker.leads() && !self.frozen);
        let Event::Answered(seq, Answer::Fresh(..) | Answer::Unchanged) = event else { return Vec::new() };
        let Some(at) = self.carried.iter().position(|(carried, _)| carried == seq).filter(|_| leads) else {
            return Vec::new();
        };
        times(&self.carried.remove(at).1)
    }
}

/// When each position of a list was measured.
pub fn times(report: &LocationReport) -> Vec<String> {
    let ReportContent::Fixes(fixes) = &report.reported else { return Vec::new() };
    fixes.iter().filter_map(|fix| fix.recorded_at.as_ref().map(ToString::to_string)).collect()
}

fn position(accuracy: f64, now: Now) -> Position {
    Position {
        latitude: -26.1,
        longitude: 28.0 + now.mono as f64 * 1e-9,
        accuracy: Some(accuracy),
        at: now.wall,
    }
}
