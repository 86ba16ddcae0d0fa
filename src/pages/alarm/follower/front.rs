//! Coming to the front, going to the back, and who of several tabs speaks for the resident.

use gloo_timers::callback::Timeout;

use wire::lenient;

use super::Follower;
use crate::device::lead::Lead;
use crate::device::page::Change;
use crate::device::store;
use crate::frame;
use crate::model::tracker::{Event, Tracker};

/// A disk that takes longer is not waited for.
const DISK_PATIENCE_MS: u32 = 400;

impl Follower {
    /// This tab speaks for the resident now. What the one before it left unsent is read first; a disk that hangs is not
    /// waited for.
    pub(super) fn take_over(&self) {
        let new = |tracker: &&Tracker| !tracker.leads();
        let Some(id) =
            self.inner.borrow().tracker.as_ref().filter(new).map(|tracker| tracker.view().callout.id)
        else {
            return;
        };
        let (this, late) = (self.clone(), self.clone());
        let patience = Timeout::new(DISK_PATIENCE_MS, move || late.speak());
        frame::work(async move {
            let kept = store::load(id.0).await.and_then(|kept| lenient::from_str(&kept));
            if let Some(snapshot) = kept {
                this.tell(Event::Stored(snapshot));
            }
            drop(patience);
            this.speak();
        });
    }

    fn speak(&self) {
        if self.leads() {
            self.tell(Event::Leads(true));
        }
    }

    fn leads(&self) -> bool {
        self.inner.borrow().lead.as_ref().is_some_and(Lead::leads)
    }

    pub(super) fn page_changed(&self, change: Change) {
        if self.current().is_none() {
            // Another device may have pressed meanwhile.
            if matches!(change, Change::Shown | Change::Online) {
                self.resume();
            }
            return;
        }
        match change {
            Change::Shown => {
                self.awake.hold();
                // A page that slept may not have heard yet that another one took the lead: it reads what was kept.
                self.tell(Event::Leads(false));
                self.tell(Event::Shown);
                self.contend(Lead::take);
            }
            Change::Hidden => {
                self.tell(Event::Hidden);
                if self.leads() { self.take_over() } else { self.contend(Lead::wait) }
            }
            Change::Online => self.tell(Event::Online(true)),
            Change::Offline => self.tell(Event::Online(false)),
        }
    }

    pub(super) fn contend(&self, how: fn(&Lead)) {
        // It may be told at once, and what it tells wants `inner` too.
        let lead = self.inner.borrow().lead.clone();
        if let Some(lead) = lead {
            how(&lead);
        }
    }
}
