//! Becoming visible or hidden, and which of several tabs reports for the resident.

use gloo_timers::callback::Timeout;

use wire::lenient;

use super::Follower;
use crate::device::page::PageEvent;
use crate::device::tab_leader::TabLeader;
use crate::device::tracker_store;
use crate::frame;
use crate::model::tracker::{Event, Tracker};

/// A disk slower than this is not waited for.
const DISK_PATIENCE_MS: u32 = 400;

impl Follower {
    /// This tab reports for the resident now. What the previous leader left unsent is read first; a disk that hangs
    /// is not waited for.
    pub(super) fn take_over(&self) {
        let new = |tracker: &&Tracker| !tracker.leads();
        let Some(id) =
            self.inner.borrow().tracker.as_ref().filter(new).map(|tracker| tracker.view().callout.id)
        else {
            return;
        };
        let (this, late) = (self.clone(), self.clone());
        let patience = Timeout::new(DISK_PATIENCE_MS, move || late.start_reporting());
        frame::work(async move {
            let kept = tracker_store::load(id.0).await.and_then(|kept| lenient::from_str(&kept));
            if let Some(snapshot) = kept {
                this.dispatch(Event::Stored(snapshot));
            }
            drop(patience);
            this.start_reporting();
        });
    }

    fn start_reporting(&self) {
        if self.leads() {
            self.dispatch(Event::Leads(true));
        }
    }

    fn leads(&self) -> bool {
        self.inner.borrow().leader.as_ref().is_some_and(TabLeader::is_leader)
    }

    pub(super) fn page_changed(&self, change: PageEvent) {
        if self.current().is_none() {
            // Another device may have pressed meanwhile.
            if matches!(change, PageEvent::Shown | PageEvent::Online) {
                self.resume();
            }
            return;
        }
        match change {
            PageEvent::Shown => {
                self.wake_lock.hold();
                // A page that slept may not know yet that another one took the lead: it reads what was saved.
                self.dispatch(Event::Leads(false));
                self.dispatch(Event::Shown);
                self.with_leader(TabLeader::take_over);
            }
            PageEvent::Hidden => {
                self.dispatch(Event::Hidden);
                if self.leads() { self.take_over() } else { self.with_leader(TabLeader::queue) }
            }
            PageEvent::Online => self.dispatch(Event::Online(true)),
            PageEvent::Offline => self.dispatch(Event::Online(false)),
        }
    }

    pub(super) fn with_leader(&self, act: fn(&TabLeader)) {
        // The callback may run at once, and it borrows `inner` too.
        let leader = self.inner.borrow().leader.clone();
        if let Some(leader) = leader {
            act(&leader);
        }
    }
}
