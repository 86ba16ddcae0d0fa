//! Desktop alerts for a controller while the page is hidden, repeated until the alarm is over.

use leptos::prelude::*;

use super::Watch;
use crate::device::popup;
use crate::frame::work;
use crate::links;
use crate::model::control::line::Line;
use crate::words::{self, counted, fill};

/// Seconds after which an alert is shown again.
const REPEAT_SECONDS: u32 = 15;
const ALARM: &str = "tocsin-alarm";
const LINE: &str = "tocsin-line";

/// The alerts, with what was shown and when.
#[derive(Clone, Copy)]
pub(super) struct Alerts {
    watch: Watch,
    news: Memo<Option<(u32, String)>>,
    history: StoredValue<AlertHistory>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct AlertHistory {
    alarm: Option<(usize, u32)>,
    alarm_ticks: u32,
    line: Option<Line>,
    line_ticks: u32,
}

impl Alerts {
    pub(super) fn new(watch: Watch, news: Memo<Option<(u32, String)>>) -> Self {
        let alerts = Self { watch, news, history: StoredValue::new(AlertHistory::default()) };
        // The first alert does not wait for a tick.
        Effect::new(move |_| {
            watch.waiting.track();
            watch.line.track();
            news.track();
            if watch.sound.is_leader() {
                alerts.update();
            }
        });
        alerts
    }

    /// A second has passed.
    pub(super) fn tick(self, is_leader: bool) {
        self.history.update_value(|history| {
            history.alarm_ticks += 1;
            history.line_ticks += 1;
        });
        if is_leader {
            self.update();
        }
    }

    fn update(self) {
        let waiting = self.watch.waiting.get_untracked();
        let line = self.watch.line.get_untracked();
        let number = self.news.with_untracked(|news| news.as_ref().map_or(0, |(number, _)| *number));
        let mut history = self.history.get_value();
        let alarm = waiting.first().map(|_| (waiting.len(), number));
        if alarm.is_none() && history.alarm.take().is_some() {
            work(popup::close(ALARM));
        }
        if !line.is_deaf() && history.line.take().is_some() {
            work(popup::close(LINE));
        }
        if document().hidden() {
            if let Some(first) =
                waiting.first().filter(|_| history.alarm != alarm || history.alarm_ticks >= REPEAT_SECONDS)
            {
                (history.alarm, history.alarm_ticks) = (alarm, 0);
                let body = match waiting.len() {
                    1 => fill(words::alarm().one, &[("name", &first.name), ("kind", first.kind)]),
                    count => counted(words::alarm().many, count as i64),
                };
                let path = links::control_callout(first.id);
                work(async move { _ = popup::show_alarm(words::alarm().title, &body, ALARM, &path).await });
            }
            if line.is_deaf() && (history.line != Some(line) || history.line_ticks >= REPEAT_SECONDS) {
                (history.line, history.line_ticks) = (Some(line), 0);
                let body =
                    if line == Line::SignedOut { words::watch().signed_out } else { words::watch().lost };
                work(
                    async move { _ = popup::show_alarm(words::watch().deaf, body, LINE, links::CONTROL).await },
                );
            }
        }
        self.history.set_value(history);
    }
}
