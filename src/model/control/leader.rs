//! Elects the tab that listens for alarms and sounds them, so that ten tabs do not ring ten times. Each tab sends a
//! heartbeat every second. Of the live tabs, one that may sound precedes one that may not, and then the oldest
//! precedes. A frozen or closed tab sends no heartbeat, so another takes over.

use std::collections::HashMap;

/// A tab without a heartbeat for this long is closed or frozen, in milliseconds.
pub const TIMEOUT: i64 = 3_500;

/// A new tab listens to the others first, in milliseconds.
const LISTEN_FIRST: i64 = 400;

/// The other tabs with their heartbeats.
#[derive(Clone, Debug)]
pub struct LeaderElection {
    id: String,
    started_at: i64,
    others: HashMap<String, Heartbeat>,
}

#[derive(Clone, Copy, Debug)]
struct Heartbeat {
    can_sound: bool,
    seen_at: i64,
}

impl Heartbeat {
    fn is_alive(&self, now: i64) -> bool {
        now - self.seen_at < TIMEOUT
    }
}

impl LeaderElection {
    /// Starts without known tabs. `id` sorts by age.
    pub fn new(id: String, now: i64) -> Self {
        Self { id, started_at: now, others: HashMap::new() }
    }

    /// Records another tab's heartbeat; returns whether the tab is new or was silent.
    pub fn record_heartbeat(&mut self, id: &str, can_sound: bool, now: i64) -> bool {
        if id == self.id {
            return false;
        }
        let before = self.others.insert(id.to_owned(), Heartbeat { can_sound, seen_at: now });
        before.is_none_or(|sign| !sign.is_alive(now))
    }

    /// Removes a closed tab.
    pub fn remove(&mut self, id: &str) {
        self.others.remove(id);
    }

    /// Whether this tab leads.
    pub fn is_leader(&self, can_sound: bool, now: i64) -> bool {
        let own = (!can_sound, self.id.as_str());
        now - self.started_at >= LISTEN_FIRST
            && self
                .others
                .iter()
                .filter(|(_, sign)| sign.is_alive(now))
                .all(|(id, sign)| own < (!sign.can_sound, id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tabs() -> [LeaderElection; 3] {
        ["1", "2", "3"].map(|id| LeaderElection::new(id.to_owned(), 0))
    }

    /// Every live tab hears every other; returns the leaders.
    fn round(tabs: &mut [LeaderElection], live: &[&str], sounding: &[&str], now: i64) -> Vec<String> {
        for tab in tabs.iter_mut() {
            for id in live {
                tab.record_heartbeat(id, sounding.contains(id), now);
            }
        }
        let is_leader = |tab: &&LeaderElection| {
            live.contains(&tab.id.as_str()) && tab.is_leader(sounding.contains(&tab.id.as_str()), now)
        };
        tabs.iter().filter(is_leader).map(|tab| tab.id.clone()).collect()
    }

    #[test]
    fn a_tab_is_new_until_its_heartbeat_and_again_after_a_silence() {
        let mut tab = LeaderElection::new("1".to_owned(), 0);
        assert!(tab.record_heartbeat("2", false, 1_000));
        assert!(!tab.record_heartbeat("2", true, 2_000));
        assert!(!tab.record_heartbeat("1", true, 2_000), "itself");
        assert!(tab.record_heartbeat("2", true, 2_000 + TIMEOUT));
    }

    #[test]
    fn one_of_several_tabs_leads() {
        assert_eq!(round(&mut tabs(), &["1", "2", "3"], &[], 1_000), ["1"]);
    }

    #[test]
    fn a_tab_that_may_sound_leads_rather_than_one_that_may_not() {
        let all = ["1", "2", "3"];
        assert_eq!(round(&mut tabs(), &all, &["2", "3"], 1_000), ["2"]);
    }

    #[test]
    fn when_the_leader_dies_another_takes_over() {
        let mut tabs = tabs();
        assert_eq!(round(&mut tabs, &["1", "2", "3"], &[], 1_000), ["1"]);
        assert_eq!(round(&mut tabs, &["2", "3"], &[], 3_000), Vec::<String>::new(), "it may only be slow");
        assert_eq!(round(&mut tabs, &["2", "3"], &[], 4_500), ["2"]);
        tabs[2].remove("2");
        assert!(tabs[2].is_leader(false, 4_500), "a tab that says goodbye is not waited for");
    }

    #[test]
    fn a_new_tab_waits_for_the_others_heartbeats_first() {
        let alone = LeaderElection::new("1".to_owned(), 1_000);
        assert!(!alone.is_leader(true, 1_100) && alone.is_leader(true, 1_400));
    }
}
