//! Time, the network, the server, and what two tabs share.

use super::page::{Page, times};
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
    /// In front and stuck: a page that computes for ever, or a renderer that hangs.
    Stall(usize),
    Kill(usize),
    Reopen(usize),
    OpenBehind(usize),
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
        1 => tab.clone().prop_map(Happening::Stall),
        2 => tab.clone().prop_map(Happening::Kill),
        2 => tab.clone().prop_map(Happening::Reopen),
        1 => tab.prop_map(Happening::OpenBehind),
        1 => (-4_000_000..4_000_000i64).prop_map(Happening::WallClockJumps),
        4 => network.prop_map(Happening::Network),
        4 => phone.prop_map(Happening::Phone),
        1 => Just(Happening::Dismissed),
    ]
}

/// A report that reached the server.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub tab: usize,
    pub at: i64,
    pub wall: i64,
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
    /// The two are on two phones, and share nothing but the server.
    apart: bool,
    pub storage: [Option<Snapshot>; 2],
    /// What was acknowledged to each phone.
    acknowledged: [Vec<String>; 2],
    /// Since when the leader of the shared phone gives no sign of life.
    quiet_since: Option<i64>,
    pub server: Callout,
    pub arrived: Vec<Arrived>,
    pub asked_after_close: usize,
    outgoing: Vec<(i64, usize, u32, Command)>,
    answers: Vec<Letter>,
}

const STEP: i64 = 50;

impl World {
    pub fn new() -> Self {
        Self::of(false)
    }

    /// One person with two phones.
    pub fn of_two_phones() -> Self {
        Self::of(true)
    }

    fn of(apart: bool) -> Self {
        let server = Callout { id: CalloutId(7), ..Callout::default() };
        let mut world = Self {
            mono: 0,
            wall_ahead: 1_700_000_000_000,
            network: Network::Good,
            phone: Phone::Accurate(10.0),
            pages: [Page::default(), Page::default()],
            apart,
            storage: [None, None],
            acknowledged: [Vec::new(), Vec::new()],
            quiet_since: None,
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
            Happening::Stall(tab) => self.pages[tab].frozen = true,
            Happening::Kill(tab) => self.kill(tab),
            Happening::Reopen(tab) => self.open(tab),
            Happening::OpenBehind(tab) => self.open_behind(tab),
            Happening::WallClockJumps(by) => self.wall_ahead += by,
            Happening::Network(network) => self.network = network,
            Happening::Phone(phone) => self.phone = phone,
            Happening::Dismissed => self.server.cancelled_by_customer = true,
        }
    }

    /// Brings a tab to the front; it takes the lead at once, and reads what was kept as one that never led.
    pub fn show(&mut self, tab: usize) {
        if self.pages[tab].tracker.is_none() {
            return self.open(tab);
        }
        self.pages[tab].frozen = false;
        self.tell(tab, Event::Leads(false));
        self.tell(tab, Event::Shown);
        self.take_lead(tab);
    }

    fn open(&mut self, tab: usize) {
        if self.begin(tab) {
            self.show(tab);
        }
    }

    /// In the background: it takes the lead only where nobody has it.
    fn open_behind(&mut self, tab: usize) {
        if self.begin(tab) {
            self.tell(tab, Event::Hidden);
            if !self.has_leader(tab) {
                self.take_lead(tab);
            }
        }
    }

    fn begin(&mut self, tab: usize) -> bool {
        if self.pages[tab].tracker.is_some() || self.server.status.is_closed() {
            return false;
        }
        self.pages[tab].open(self.server.clone());
        true
    }

    /// Its lock goes to whoever waits for it.
    fn kill(&mut self, tab: usize) {
        let led = self.pages[tab].has_lock;
        self.pages[tab].kill();
        if led && !self.apart && self.pages[1 - tab].tracker.is_some() {
            self.take_lead(1 - tab);
        }
    }

    fn store(&self, tab: usize) -> usize {
        if self.apart { tab } else { 0 }
    }

    fn tell_stored(&mut self, tab: usize) {
        if let Some(snapshot) = self.storage[self.store(tab)].clone() {
            self.tell(tab, Event::Stored(snapshot));
        }
    }

    fn has_leader(&self, tab: usize) -> bool {
        self.pages[tab].has_lock || (!self.apart && self.pages[1 - tab].has_lock)
    }

    /// As the page does it: what the leader before it left unsent is read first.
    fn take_lead(&mut self, tab: usize) {
        if !self.apart && self.pages[1 - tab].has_lock {
            self.pages[1 - tab].has_lock = false;
            self.tell(1 - tab, Event::Leads(false));
        }
        self.pages[tab].has_lock = true;
        if self.pages[tab].frozen {
            return;
        }
        if self.pages[tab].tracker.as_ref().is_some_and(|tracker| !tracker.leads()) {
            self.tell_stored(tab);
        }
        self.tell(tab, Event::Leads(true));
    }

    /// Between two pages in front, the one that hears nothing from the leader for three seconds takes over.
    fn watch_leader(&mut self) {
        let Some(leader) = (0..2).find(|tab| self.pages[*tab].has_lock) else { return };
        let other = &self.pages[1 - leader];
        if self.apart
            || !self.pages[leader].frozen
            || other.frozen
            || !other.visible
            || other.tracker.is_none()
        {
            self.quiet_since = None;
        } else if self.mono - *self.quiet_since.get_or_insert(self.mono) >= 3_000 {
            self.take_lead(1 - leader);
        }
    }

    /// Gives an event to a tab that can take it, and carries out what it asks for.
    pub fn tell(&mut self, tab: usize, event: Event) {
        let (now, store) = (self.now(), self.store(tab));
        let acknowledged = self.pages[tab].acknowledged_by(&event);
        self.acknowledged[store].extend(acknowledged);
        let todo = self.pages[tab].handle(now, event);
        for command in todo {
            self.check_new(store, &command);
            match command {
                Command::Save(snapshot) => self.storage[self.store(tab)] = Some(snapshot),
                Command::Finish => self.storage[self.store(tab)] = None,
                Command::Watch => self.pages[tab].watch(self.mono),
                Command::Locate => self.pages[tab].locate(self.mono),
                request => {
                    self.outgoing.push((self.mono + self.latency(), tab, self.pages[tab].life, request))
                }
            }
        }
    }

    /// Nothing acknowledged is sent again as new: a list holds only what nobody has acknowledged.
    fn check_new(&self, store: usize, command: &Command) {
        let Command::Report(.., report, _) = command else { return };
        for at in times(report) {
            assert!(!self.acknowledged[store].contains(&at), "{at} was acknowledged and is sent again");
        }
    }

    fn latency(&self) -> i64 {
        if self.network == Network::Slow { 3_000 + self.mono % 7_000 } else { 100 }
    }

    /// Lets so many milliseconds pass. Times in which nothing can happen are skipped but for their last moment, so that
    /// `each` still sees how old everything has become.
    pub fn pass(&mut self, millis: i64, mut each: impl FnMut(&World)) {
        let until = self.mono + millis;
        while self.mono < until {
            let idle = (self.next_due().min(until) - self.mono - 1) / STEP * STEP;
            self.mono += idle.max(0);
            each(self);
            self.mono += STEP;
            self.deliver();
            self.watch_leader();
            for tab in 0..2 {
                for event in self.pages[tab].due(self.now(), self.phone) {
                    self.tell(tab, event);
                }
            }
            each(self);
        }
    }

    fn next_due(&self) -> i64 {
        let letters =
            self.outgoing.iter().map(|letter| letter.0).chain(self.answers.iter().map(|letter| letter.due));
        let watch = self.quiet_since.map(|since| since + 3_000);
        letters
            .chain(watch)
            .chain(self.pages.iter().map(|page| page.next_due(self.mono)))
            .min()
            .unwrap_or(i64::MAX)
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
            self.receive(tab, report);
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

    fn receive(&mut self, tab: usize, report: Option<LocationReport>) {
        let Some(report) = report.filter(|_| !self.server.status.is_closed()) else { return };
        if !matches!(report.reported, Reported::NoFix { .. }) {
            self.server.location.get_or_insert_default();
        }
        self.arrived.push(Arrived { tab, at: self.mono, wall: self.now().wall, report });
    }

    pub fn close(&mut self) {
        self.server.status = CalloutStatus::Closed;
    }
}
