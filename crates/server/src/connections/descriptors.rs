//! How many connections the system's limit of file descriptors allows.

/// File descriptors for everything except incoming connections: the database, the log, requests to webhooks and mail servers.
#[cfg(unix)]
const RESERVED: u64 = 256;

/// Raises the limit as far as the system allows, and returns how many of the wanted connections fit.
#[cfg(unix)]
pub(crate) fn connections(wanted: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let now = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: now.maximum, maximum: now.maximum };
    if now.current != now.maximum
        && let Err(error) = setrlimit(Resource::Nofile, raised)
    {
        tracing::warn!(%error, "cannot raise the limit of file descriptors");
    }
    let Some(limit) = getrlimit(Resource::Nofile).current else { return wanted };
    let fitting = usize::try_from(limit.saturating_sub(RESERVED).max(limit / 2)).unwrap_or(usize::MAX);
    if fitting < wanted {
        tracing::warn!(
            wanted,
            fitting,
            "the system allows fewer connections than --connections; raise its limit of open files"
        );
    }
    wanted.min(fitting)
}

#[cfg(not(unix))]
pub(crate) fn connections(wanted: usize) -> usize {
    wanted
}
