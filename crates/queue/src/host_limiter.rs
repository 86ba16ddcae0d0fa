//! Limits how many jobs of one host run at once: a host that does not answer must not occupy the whole worker.

use std::collections::HashMap;

/// Counts this process's jobs by host key.
#[derive(Debug)]
pub struct HostLimiter {
    per_host: usize,
    jobs: HashMap<String, usize>,
}

impl HostLimiter {
    /// Allows this many jobs per host.
    pub fn new(per_host: usize) -> Self {
        Self { per_host, jobs: HashMap::new() }
    }

    /// Counts one more job, unless the host has its limit.
    pub fn enter(&mut self, host: &str) -> bool {
        let count = self.jobs.entry(host.to_owned()).or_default();
        let is_free = *count < self.per_host;
        *count += usize::from(is_free);
        is_free
    }

    /// A job of this host has ended.
    pub fn leave(&mut self, host: &str) {
        let Some(count) = self.jobs.get_mut(host) else { return };
        *count -= 1;
        if *count == 0 {
            self.jobs.remove(host);
        }
    }

    /// The hosts that have their limit.
    pub fn full(&self) -> impl Iterator<Item = &str> {
        self.jobs.iter().filter(|(_, count)| **count >= self.per_host).map(|(host, _)| host.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_at_its_limit_holds_up_no_other() {
        let mut hosts = HostLimiter::new(2);
        assert!(hosts.enter("dead:443") && hosts.enter("dead:443"));
        assert!(!hosts.enter("dead:443"));
        assert!(hosts.enter("alive:443"));
        assert_eq!(hosts.full().collect::<Vec<_>>(), ["dead:443"]);
        hosts.leave("dead:443");
        assert!(hosts.enter("dead:443"));
    }
}
