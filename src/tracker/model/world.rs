//! Time, the network, the server, and what two tabs share.

use super::page::Page;
use crate::tracker::{Answer, Command, Event, Now, Snapshot};
use proptest::prelude::*;
use wire::callout::Callout;
use wire::id::CalloutId;
use wire::location::{LocationReport, Reported};
use wire::status::CalloutStatus;

/// What happens next in a history, each for some seconds.
#[derive(Clone, Debug)]
pub enum Happening {
    Wait,
    Hide(usize),
    Show(usize),
    Freeze(usize),
    Kill(usize),
    Reopen(usize),
    WallClockJumps(i64),
    Network(Network),
    Phone(Phone),
    Dismissed,
}

/// What becomes of requests and answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Network {
    Good,
    Down,
    LosesAnswers,
    Doubles,
    Slow,
    Broken(u16),
}

/// What the phone finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phone {
    Accurate(f64),
    StandsStill,
    Denied,
    Unavailable,
    Silent,
}

pub fn happening() -> impl Strategy<Value = Happening> {
    let network = prop_oneof![
        Just(Network::Good),
        Just(Network::Down),
        Just(Network::LosesAnswers),
        Just(Network::Doubles),
        Just(Network::Slow),
        prop_oneof![Just(500u16), Just(429), Just(401), Just(400)].prop_map(Network::Broken),
    ];
    let phone = prop_oneof![
        (1.0..3000.0f64).prop_map(Phone::Accurate),
        Just(Phone::StandsStill),
        Just(Phone::Denied),
        Just(Phone::Unavailable),
        Just(Phone::Silent),
    ];
    let tab = 0..2usize;
    prop_oneof![
        4 => Just(Happening::Wait),
        2 => tab.clone().prop_map(Happening::Hide),
        3 => tab.clone().prop_map(Happening::Show),
        2 => tab.clone().prop_map(Happening::Freeze),
        2 => tab.clone().prop_map(Happening::Kill),
        2 => tab.prop_map(Happening::Reopen),
        1 => (-4_000_000..4_000_000i64).prop_map(Happening::WallClockJumps),
        4 => network.prop_map(Happening::Network),
        4 => phone.prop_map(Happening::Phone),
        1 => Just(Happening::Dismissed),
    ]
}

/// A report that reached the server.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub at: i64,
    pub report: LocationReport,
}

struct Letter {
    due: i64,
    tab: usize,
    life: u32,
    seq: u64,
    answer: Answer,
}

pub struct World {
    pub mono: i64,
    wall_ahead: i64,
    pub network: Network,
    pub phone: Phone,
    pub pages: [Page; 2],
    pub storage: Option<Snapshot>,
    pub server: Callout,
    pub arrived: Vec<Arrived>,
    pub asked_after_close: usize,
    outgoing: Vec<(i64, usize, u32, Command)>,
    answers: Vec<Letter>,
}

const STEP: i64 = 50;

impl World {
    pub fn new() -> Self {
        let server = Callout { id: CalloutId(7), ..Callout::default() };
        let mut world = Self {
            mono: 0,
            wall_ahead: 1_700_000_000_000,
            network: Network::Good,
            phone: Phone::Accurate(10.0),
            pages: [Page::default(), Page::default()],
            storage: None,
            server,
            arrived: Vec::new(),
            asked_after_close: 0,
            outgoing: Vec::new(),
            answers: Vec::new(),
        };
        world.open(0);
        world
    }

    pub fn now(&self) -> Now {
        Now { wall: self.wall_ahead + self.mono, mono: self.mono }
    }

    pub fn happen(&mut self, happening: &Happening) {
        match *happening {
            Happening::Wait => {}
            Happening::Hide(tab) => self.tell(tab, Event::Hidden),
            Happening::Show(tab) => self.show(tab),
            Happening::Freeze(tab) => {
                self.tell(tab, Event::Hidden);
                self.pages[tab].frozen = true;
            }
            Happening::Kill(tab) => self.pages[tab].kill(),
            Happening::Reopen(tab) => self.open(tab),
            Happening::WallClockJumps(by) => self.wall_ahead += by,
            Happening::Network(network) => self.network = network,
            Happening::Phone(phone) => self.phone = phone,
            Happening::Dismissed => self.server.cancelled_by_customer = true,
        }
    }

    /// Brings a tab to the front; as the page's own lock does, it takes the lead at once.
    pub fn show(&mut self, tab: usize) {
        if self.pages[tab].tracker.is_none() {
            return self.open(tab);
        }
        self.pages[tab].frozen = false;
        self.take_lead(tab);
        self.tell(tab, Event::Shown);
    }

    fn open(&mut self, tab: usize) {
        if self.pages[tab].tracker.is_some() || self.server.status.is_closed() {
            return;
        }
        self.pages[tab].open(self.server.clone());
        if let Some(snapshot) = self.storage.clone() {
            self.tell(tab, Event::Stored(snapshot));
        }
        self.show(tab);
    }

    fn take_lead(&mut self, tab: usize) {
        let other = 1 - tab;
        if self.pages[other].tracker.is_some() {
            self.pages[other].leads_at_thaw = false;
            self.tell(other, Event::Leads(false));
        }
        if let Some(snapshot) = self.storage.clone() {
            self.tell(tab, Event::Stored(snapshot));
        }
        self.tell(tab, Event::Leads(true));
    }

    /// Gives an event to a tab that can take it, and carries out what it asks for.
    pub fn tell(&mut self, tab: usize, event: Event) {
        let now = self.now();
        let todo = self.pages[tab].handle(now, event);
        for command in todo {
            match command {
                Command::Save(snapshot) => self.storage = Some(snapshot),
                Command::Finish => self.storage = None,
                Command::Watch => self.pages[tab].watch(self.mono),
                Command::Locate => self.pages[tab].locate(self.mono),
                request => {
                    self.outgoing.push((self.mono + self.latency(), tab, self.pages[tab].life, request))
                }
            }
        }
    }

    fn latency(&self) -> i64 {
        if self.network == Network::Slow { 3_000 + self.mono % 7_000 } else { 100 }
    }

    /// Lets so many milliseconds pass.
    pub fn pass(&mut self, millis: i64, mut each: impl FnMut(&World)) {
        let until = self.mono + millis;
        while self.mono < until {
            self.mono += STEP;
            self.deliver();
            for tab in 0..2 {
                for event in self.pages[tab].due(self.now(), self.phone) {
                    self.tell(tab, event);
                }
            }
            each(self);
        }
    }

    fn deliver(&mut self) {
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
            self.store(report);
        }
        let fresh = Answer::Fresh(Box::new(self.server.clone()), Some("tag".to_owned()));
        let Some(answer) = answer.map(|answer| if answer == Answer::Unchanged { fresh } else { answer })
        else {
            return;
        };
        let due = self.mono + self.latency();
        if self.network == Network::Doubles {
            self.answers.push(Letter { due: due + 4_000, tab, life, seq, answer: answer.clone() });
        }
        self.answers.push(Letter { due, tab, life, seq, answer });
    }

    fn store(&mut self, report: Option<LocationReport>) {
        let Some(report) = report.filter(|_| !self.server.status.is_closed()) else { return };
        if !matches!(report.reported, Reported::NoFix { .. }) {
            self.server.location.get_or_insert_default();
        }
        self.arrived.push(Arrived { at: self.mono, report });
    }

    pub fn close(&mut self) {
        self.server.status = CalloutStatus::Closed;
    }
}
