//! All open connections, by address. At a limit, the connection that is first in the order of closing makes room.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::phase::Activity;

/// The open connections; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Table(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    total: usize,
    per_address: usize,
    open: Mutex<OpenConnections>,
}

#[derive(Debug, Default)]
struct OpenConnections {
    next: u64,
    count: usize,
    /// By address. Connections of trusted proxies have no client address here and are under `None`.
    by_address: HashMap<Option<String>, HashMap<u64, Arc<Activity>>>,
}

/// The place of one connection; dropping it frees the place.
#[derive(Debug)]
pub(crate) struct Ticket {
    table: Table,
    id: u64,
    address: Option<String>,
    activity: Arc<Activity>,
}

impl Table {
    pub(crate) fn new(total: usize, per_address: usize) -> Self {
        Self(Arc::new(Inner { total, per_address, open: Mutex::default() }))
    }

    /// Takes a place; `None` if all are taken by requests in progress.
    pub(crate) fn admit(&self, address: Option<String>) -> Option<Ticket> {
        let mut open = self.open();
        let own = open.by_address.get(&address).map_or(0, HashMap::len);
        if address.is_some() && own >= self.0.per_address && !open.close_one_of(&address) {
            return None;
        }
        if open.count >= self.0.total && !open.close_one() {
            return None;
        }
        let (id, activity) = (open.next, Arc::new(Activity::new()));
        open.next += 1;
        open.count += 1;
        open.by_address.entry(address.clone()).or_default().insert(id, activity.clone());
        count(open.count);
        Some(Ticket { table: self.clone(), id, address, activity })
    }

    /// Closes the connection that has waited longest.
    pub(crate) fn close_one_that_waits(&self) {
        self.open().close_one();
    }

    fn open(&self) -> MutexGuard<'_, OpenConnections> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OpenConnections {
    /// Closes one connection of the address that has most of them, so that clients with few keep theirs.
    fn close_one(&mut self) -> bool {
        let sizes =
            self.by_address.iter().map(|(address, own)| (address.is_some(), own.len(), address.clone()));
        let mut sizes: Vec<_> = sizes.collect();
        // Behind a trusted proxy there are many people, so its connections come last.
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        sizes.iter().any(|(_, _, address)| self.close_one_of(address))
    }

    fn close_one_of(&mut self, address: &Option<String>) -> bool {
        let Some(own) = self.by_address.get(address) else { return false };
        let ranked = own.iter().filter_map(|(id, activity)| Some((activity.rank()?, *id)));
        let Some((_, id)) = ranked.min() else { return false };
        if let Some(activity) = self.remove(address, id) {
            activity.close();
            metrics::counter!("connections_closed_for_others_total").increment(1);
        }
        true
    }

    fn remove(&mut self, address: &Option<String>, id: u64) -> Option<Arc<Activity>> {
        let own = self.by_address.get_mut(address)?;
        let removed = own.remove(&id)?;
        if own.is_empty() {
            self.by_address.remove(address);
        }
        self.count -= 1;
        count(self.count);
        Some(removed)
    }
}

fn count(open: usize) {
    #[expect(clippy::cast_precision_loss, reason = "a number of connections")]
    metrics::gauge!("connections_open").set(open as f64);
}

impl Ticket {
    pub(crate) fn activity(&self) -> Arc<Activity> {
        self.activity.clone()
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        // It is absent if it was closed for another connection.
        self.table.open().remove(&self.address, self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn from(address: &str) -> Option<String> {
        Some(address.to_owned())
    }

    async fn is_closed(ticket: &Ticket) -> bool {
        tokio::time::timeout(Duration::from_millis(1), ticket.activity.closed()).await.is_ok()
    }

    #[tokio::test]
    async fn the_connection_that_waits_longest_makes_room_for_one_more_of_its_address() {
        let table = Table::new(100, 2);
        let oldest = table.admit(from("one")).unwrap();
        tokio::time::sleep(Duration::from_millis(2)).await;
        let younger = table.admit(from("one")).unwrap();
        let newest = table.admit(from("one")).unwrap();
        assert!(is_closed(&oldest).await);
        assert!(!is_closed(&younger).await && !is_closed(&newest).await);
        assert_eq!(table.open().count, 2);
        drop((oldest, younger, newest));
        assert!(table.open().by_address.is_empty());
    }

    #[tokio::test]
    async fn when_all_places_are_taken_the_address_with_most_gives_one_up() {
        let table = Table::new(4, 100);
        let many: Vec<_> = (0..3).map(|_| table.admit(from("many")).unwrap()).collect();
        let few = table.admit(from("few")).unwrap();
        let new = table.admit(from("new")).unwrap();
        assert!(!is_closed(&few).await && !is_closed(&new).await);
        let mut closed = 0;
        for ticket in &many {
            closed += usize::from(is_closed(ticket).await);
        }
        assert_eq!(closed, 1);
    }

    #[tokio::test]
    async fn a_request_that_is_being_answered_is_never_closed_for_another() {
        let table = Table::new(100, 1);
        let busy = table.admit(from("one")).unwrap();
        busy.activity.receiving();
        busy.activity.received();
        assert!(table.admit(from("one")).is_none());
        assert!(!is_closed(&busy).await);
    }

    #[tokio::test]
    async fn a_stream_makes_room_before_a_connection_whose_request_is_on_its_way() {
        use axum::http::{Response, header};
        let table = Table::new(100, 3);
        let alarm = table.admit(from("one")).unwrap();
        let streams = [table.admit(from("one")).unwrap(), table.admit(from("one")).unwrap()];
        let events = Response::builder().header(header::CONTENT_TYPE, "text/event-stream").body(()).unwrap();
        for stream in &streams {
            stream.activity.sending(&events);
        }
        let next = table.admit(from("one")).unwrap();
        assert!(is_closed(&streams[0]).await);
        assert!(!is_closed(&alarm).await && !is_closed(&streams[1]).await && !is_closed(&next).await);
    }

    #[test]
    fn a_trusted_proxy_has_no_limit_of_its_own() {
        let table = Table::new(100, 1);
        let tickets: Vec<_> = (0..50).filter_map(|_| table.admit(None)).collect();
        assert_eq!(tickets.len(), 50);
    }
}
