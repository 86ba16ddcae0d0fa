//! Time, network, server, and the storage that two tabs share.

use super::history::{HistoryEvent, Network, Phone};
use super::page::{Page, times};
use crate::model::tracker::{Answer, Command, Event, Now, Snapshot};
use wire::callout::Callout;
use wire::id::CalloutId;
use wire::location::LocationReport;

/// A report that reached the server.
#[derive(Clone, Debug)]
pub struct ReceivedReport {
    pub tab: usize,
    pub at: i64,
    pub wall: i64,
    pub report: LocationReport,
}

pub(super) struct DelayedAnswer {
    pub due: i64,
    pub tab: usize,
    pub life: u32,
    pub seq: u64,
    pub answer: Answer,
}

pub struct World {
    pub mono: i64,
    wall_ahead: i64,
    pub network: Network,
    pub phone: Phone,
    pub pages: [Page; 2],
    /// The two pages are on two phones and share only the server.
    apart: bool,
    pub storage: [Option<Snapshot>; 2],
    /// What was acknowledged to each phone.
    acknowledged: [Vec<String>; 2],
    /// Since when the leader of the shared phone sends no heartbeat.
    quiet_since: Option<i64>,
    pub server: Callout,
    pub received: Vec<ReceivedReport>,
    pub asked_after_close: usize,
    pub(super) outgoing: Vec<(i64, usize, u32, Command)>,
    pub(super) answers: Vec<DelayedAnswer>,
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
            received: Vec::new(),
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

    pub fn apply(&mut self, history_event: &HistoryEvent) {
        match *history_event {
            HistoryEvent::Wait => {}
            HistoryEvent::Hide(tab) => self.tell(tab, Event::Hidden),
            HistoryEvent::Show(tab) => self.show(tab),
            HistoryEvent::Freeze(tab) => {
                self.tell(tab, Event::Hidden);
                self.pages[tab].frozen = true;
            }
            HistoryEvent::Stall(tab) => self.pages[tab].frozen = true,
            HistoryEvent::Kill(tab) => self.kill(tab),
            HistoryEvent::Reopen(tab) => self.open(tab),
            HistoryEvent::OpenBehind(tab) => self.open_behind(tab),
            HistoryEvent::WallClockJumps(by) => self.wall_ahead += by,
            HistoryEvent::Network(network) => self.network = network,
            HistoryEvent::Phone(phone) => self.phone = phone,
            HistoryEvent::Dismissed => self.server.cancelled_by_customer = true,
        }
    }

    /// Shows a tab; it takes the lead at once, and reads what was saved as one that never led.
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

    /// Its lock goes to the next in the queue.
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

    /// As in the page: what the previous leader left unsent is read first.
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

    /// Of two visible pages, one without a heartbeat from the leader for three seconds takes over.
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

    /// Gives an event to a tab that can take it, and executes its commands.
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

    /// Nothing acknowledged is sent again as new: a list holds only unacknowledged positions.
    fn check_new(&self, store: usize, command: &Command) {
        let Command::Report(.., report, _) = command else { return };
        for at in times(report) {
            assert!(!self.acknowledged[store].contains(&at), "{at} was acknowledged and is sent again");
        }
    }

    /// Advances time by this many milliseconds. Idle spans are skipped but for their last moment, so that `each`
    /// still sees how old everything is.
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
}
