//! Desktop alerts of what a controller must not miss, while nobody looks at a page of theirs; repeated until it is over.

use leptos::prelude::*;

use super::Watch;
use crate::device::popup;
use crate::frame::work;
use crate::links;
use crate::model::control::line::Line;
use crate::words::{alarm as words, counted, fill, watch as watch_words};

/// Seconds after which an alert is shown again.
const AGAIN: u32 = 15;
const ALARM: &str = "tocsin-alarm";
const LINE: &str = "tocsin-line";

/// What was shown, and when.
#[derive(Clone, Copy)]
pub(super) struct Alerts {
    watch: Watch,
    news: Memo<Option<(u32, String)>>,
    shown: StoredValue<Shown>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Shown {
    alarm: Option<(usize, u32)>,
    alarm_ticks: u32,
    line: Option<Line>,
    line_ticks: u32,
}

impl Alerts {
    pub(super) fn new(watch: Watch, news: Memo<Option<(u32, String)>>) -> Self {
        let alerts = Self { watch, news, shown: StoredValue::new(Shown::default()) };
        // The first alert does not wait for a tick.
        Effect::new(move |_| {
            watch.waiting.track();
            watch.line.track();
            news.track();
            if watch.sound.leads() {
                alerts.look();
            }
        });
        alerts
    }

    /// A second passed.
    pub(super) fn tick(self, leads: bool) {
        self.shown.update_value(|shown| {
            shown.alarm_ticks += 1;
            shown.line_ticks += 1;
        });
        if leads {
            self.look();
        }
    }

    fn look(self) {
        let waiting = self.watch.waiting.get_untracked();
        let line = self.watch.line.get_untracked();
        let number = self.news.with_untracked(|news| news.as_ref().map_or(0, |(number, _)| *number));
        let mut shown = self.shown.get_value();
        let alarm = waiting.first().map(|_| (waiting.len(), number));
        if alarm.is_none() && shown.alarm.take().is_some() {
            work(popup::close(ALARM));
        }
        if !line.is_deaf() && shown.line.take().is_some() {
            work(popup::close(LINE));
        }
        if document().hidden() {
            if let Some(first) =
                waiting.first().filter(|_| shown.alarm != alarm || shown.alarm_ticks >= AGAIN)
            {
                (shown.alarm, shown.alarm_ticks) = (alarm, 0);
                let body = match waiting.len() {
                    1 => fill(words().one, &[("name", &first.name), ("kind", first.kind)]),
                    count => counted(words().many, count as i64),
                };
                let path = links::control_callout(first.id);
                work(async move { _ = popup::alarm(words().title, &body, ALARM, &path).await });
            }
            if line.is_deaf() && (shown.line != Some(line) || shown.line_ticks >= AGAIN) {
                (shown.line, shown.line_ticks) = (Some(line), 0);
                let body =
                    if line == Line::SignedOut { watch_words().signed_out } else { watch_words().lost };
                work(async move { _ = popup::alarm(watch_words().deaf, body, LINE, links::CONTROL).await });
            }
        }
        self.shown.set_value(shown);
    }
}
