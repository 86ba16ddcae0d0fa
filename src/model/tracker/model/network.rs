//! The network and the server of the model.

use super::history::Network;
use super::world::{DelayedAnswer, ReceivedReport, World};
use crate::model::tracker::{Answer, Command, Event};
use wire::location::{LocationReport, ReportContent};
use wire::status::CalloutStatus;

impl World {
    pub(super) fn latency(&self) -> i64 {
        if self.network == Network::Slow { 3_000 + self.mono % 7_000 } else { 100 }
    }

    pub(super) fn deliver(&mut self) {
        let mono = self.mono;
        for (_, tab, life, request) in
            self.outgoing.extract_if(.., |letter| letter.0 <= mono).collect::<Vec<_>>()
        {
            self.serve(tab, life, request);
        }
        for letter in self.answers.extract_if(.., |letter| letter.due <= mono).collect::<Vec<_>>() {
            if self.pages[letter.tab].life == letter.life {
                self.tell(letter.tab, Event::Answered(letter.seq, letter.answer));
            }
        }
    }

    fn serve(&mut self, tab: usize, life: u32, request: Command) {
        let (seq, report) = match request {
            Command::Report(seq, _, report, _) => (seq, Some(report)),
            Command::Poll(seq, ..) => (seq, None),
            other => unreachable!("no request: {other:?}"),
        };
        let (stored, answer) = match self.network {
            Network::Down => (false, Some(Answer::Failed)),
            Network::LosesAnswers => (true, None),
            Network::Broken(401) => (false, Some(Answer::SignedOut)),
            Network::Broken(400) => (false, Some(Answer::Refused("no".to_owned()))),
            Network::Broken(_) => (false, Some(Answer::Failed)),
            Network::Good | Network::Slow | Network::Doubles => (true, Some(Answer::Unchanged)),
        };
        if stored {
            self.asked_after_close += usize::from(self.server.status.is_closed());
            self.receive(tab, report);
        }
        let fresh = Answer::Fresh(Box::new(self.server.clone()), Some("tag".to_owned()));
        let Some(answer) = answer.map(|answer| if answer == Answer::Unchanged { fresh } else { answer })
        else {
            return;
        };
        let due = self.mono + self.latency();
        if self.network == Network::Doubles {
            self.answers.push(DelayedAnswer { due: due + 4_000, tab, life, seq, answer: answer.clone() });
        }
        self.answers.push(DelayedAnswer { due, tab, life, seq, answer });
    }

    fn receive(&mut self, tab: usize, report: Option<LocationReport>) {
        let Some(report) = report.filter(|_| !self.server.status.is_closed()) else { return };
        if !matches!(report.reported, ReportContent::NoFix { .. }) {
            self.server.location.get_or_insert_default();
        }
        self.received.push(ReceivedReport { tab, at: self.mono, wall: self.now().wall, report });
    }

    pub fn close(&mut self) {
        self.server.status = CalloutStatus::Closed;
    }
}
