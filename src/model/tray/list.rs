//! A list that may be a hundred thousand rows long, as far as it is known: pages in order, of which only those near the
//! reader are kept. A page is found again by the last row of the page before it, so what is older never moves under what is
//! new.

use std::ops::Range;
use std::sync::Arc;

use wire::id::NotificationId;
use wire::notification::Notification;

/// Rows of one page: three screens of them, since each more delays the first.
pub const PAGE: usize = 25;

/// Pages that are kept; others are asked for again when the reader comes back to them.
const MAX_LOADED_PAGES: usize = 24;

/// A row.
pub type Row = Arc<Notification>;

/// How many rows there are in all, as the server counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Total {
    /// Not told yet.
    #[default]
    Unknown,
    /// So many.
    Exactly(usize),
    /// So many and more: the server stops counting.
    AtLeast(usize),
}

impl Total {
    /// Reads `512` or `10000+`.
    pub fn read(text: &str) -> Self {
        match text.strip_suffix('+') {
            Some(least) => least.parse().map_or(Self::Unknown, Self::AtLeast),
            None => text.parse().map_or(Self::Unknown, Self::Exactly),
        }
    }

    /// As it is shown; nothing while it is not known.
    pub fn words(self) -> Option<String> {
        match self {
            Self::Unknown => None,
            Self::Exactly(count) => Some(count.to_string()),
            Self::AtLeast(count) => Some(format!("{count}+")),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Page {
    /// The row before its first; none for the newest page.
    before: Option<NotificationId>,
    length: usize,
    rows: Option<Vec<Row>>,
    /// Something may have changed in it that was not told.
    stale: bool,
}

/// A page to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    page: usize,
    /// Only what is older than this one.
    pub before: Option<NotificationId>,
}

/// The list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    pages: Vec<Page>,
    /// The last page that is known is the last there is.
    complete: bool,
    /// How many there are in all.
    pub total: Total,
}

impl List {
    /// A list that begins with these, the newest.
    pub fn begin(rows: Vec<Notification>, total: Total) -> Self {
        let mut list = Self { total, ..Self::default() };
        list.insert_page(&PageRequest { page: 0, before: None }, rows);
        list
    }

    /// How many rows are known to be there.
    pub fn length(&self) -> usize {
        self.pages.iter().map(|page| page.length).sum()
    }

    /// How many there are, to be told: a row that was decided stays where it stands, and is none of those to decide any more.
    pub fn count(&self) -> Total {
        match self.total {
            Total::Exactly(count) if self.complete => Total::Exactly(count.min(self.length())),
            _ if self.complete => Total::Exactly(self.length()),
            total => total,
        }
    }

    /// Whether nothing follows the last row.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The size of the set for those who hear it; none while nobody knows.
    pub fn set_size(&self) -> Option<usize> {
        match self.total {
            _ if self.complete => Some(self.length()),
            Total::Exactly(count) => Some(count.max(self.length())),
            Total::Unknown | Total::AtLeast(_) => None,
        }
    }

    /// The row at this place, unless its page is not kept.
    pub fn get(&self, index: usize) -> Option<&Row> {
        let (page, first) = self.page_at(index)?;
        self.pages[page].rows.as_ref()?.get(index - first)
    }

    /// The place of a row that is kept.
    pub fn place(&self, id: &NotificationId) -> Option<usize> {
        let mut first = 0;
        for page in &self.pages {
            let rows = page.rows.iter().flatten();
            if let Some(found) = rows.enumerate().find(|(_, row)| row.id == *id) {
                return Some(first + found.0);
            }
            first += page.length;
        }
        None
    }

    /// Every row that is kept, in order.
    pub fn loaded_rows(&self) -> impl Iterator<Item = &Row> {
        self.pages.iter().flat_map(|page| page.rows.iter().flatten())
    }

    /// What to ask for so that these rows, and as many around them, can be shown; one page at a time.
    pub fn next_request(&self, shown: Range<usize>) -> Option<PageRequest> {
        let near = shown.start.saturating_sub(PAGE)..shown.end + PAGE;
        let mut first = 0;
        for (number, page) in self.pages.iter().enumerate() {
            let lies_near = first < near.end && first + page.length > near.start;
            if lies_near && (page.rows.is_none() || page.stale) {
                return Some(PageRequest { page: number, before: page.before.clone() });
            }
            first += page.length;
        }
        if self.complete || first >= near.end {
            return None;
        }
        let before = self.pages.last().map(|page| page.rows.as_ref()?.last().map(|row| row.id.clone()));
        match before {
            None => Some(PageRequest { page: 0, before: None }),
            // The last page comes first: only its last row knows what follows it.
            Some(None) => self.last_page(),
            Some(before) => Some(PageRequest { page: self.pages.len(), before }),
        }
    }

    fn last_page(&self) -> Option<PageRequest> {
        let page = self.pages.last()?;
        Some(PageRequest { page: self.pages.len() - 1, before: page.before.clone() })
    }

    /// Takes over the page that was asked for.
    pub fn insert_page(&mut self, next_request: &PageRequest, rows: Vec<Notification>) {
        let is_last = next_request.page + 1 >= self.pages.len();
        let before_is_same =
            self.pages.get(next_request.page).is_none_or(|page| page.before == next_request.before);
        if next_request.page > self.pages.len() || !before_is_same {
            return;
        }
        if is_last {
            self.complete = rows.len() < PAGE;
        }
        let page = Page {
            before: next_request.before.clone(),
            length: rows.len(),
            rows: Some(rows.into_iter().map(Arc::new).collect()),
            stale: false,
        };
        match self.pages.get_mut(next_request.page) {
            Some(there) => *there = page,
            None => self.pages.push(page),
        }
    }

    /// Something was missed: every page is asked for again once the reader comes near it. What is shown stays until then.
    pub fn mark_stale(&mut self) {
        for page in &mut self.pages {
            page.stale = true;
        }
    }

    /// Lets go of the pages that are far from these rows.
    pub fn evict(&mut self, shown: Range<usize>) {
        let Some((here, _)) = self.page_at(shown.start.min(self.length().saturating_sub(1))) else { return };
        let last = self.pages.len() - 1;
        for (number, page) in self.pages.iter_mut().enumerate() {
            // The last page knows where the list goes on, and the first what is new.
            if number.abs_diff(here) > MAX_LOADED_PAGES / 2 && number != last && number != 0 {
                page.rows = None;
            }
        }
    }

    /// Takes over a row as it is now; whether it was among those kept.
    pub fn update(&mut self, notification: &Notification) -> bool {
        let rows = self.pages.iter_mut().flat_map(|page| page.rows.iter_mut().flatten());
        let mut known = false;
        for row in rows.filter(|row| row.id == notification.id) {
            known = true;
            if **row != *notification {
                *row = Arc::new(notification.clone());
            }
        }
        known
    }

    /// Takes a row away; the place where it was.
    pub fn remove(&mut self, id: &NotificationId) -> Option<usize> {
        let place = self.place(id)?;
        let (number, first) = self.page_at(place)?;
        let page = &mut self.pages[number];
        page.rows.as_mut()?.remove(place - first);
        page.length -= 1;
        if let Total::Exactly(count) = &mut self.total {
            *count = count.saturating_sub(1);
        }
        if page.length == 0 && number > 0 {
            self.pages.remove(number);
        }
        Some(place)
    }

    /// How many of the newest rows are not in the list yet: what "Show 3 new" counts. All of them, when none is known.
    pub fn count_new(&self, newest: &[Notification]) -> usize {
        let known = |row: &Notification| self.first_page().any(|loaded_rows| loaded_rows.id == row.id);
        newest.iter().take_while(|row| !known(row)).count()
    }

    /// Takes over the newest rows. Those that are new stand before what was there; when there are too many to join on, the
    /// list begins anew.
    pub fn join(&mut self, newest: Vec<Notification>, total: Total) {
        let new = self.count_new(&newest);
        if new == newest.len() || new == 0 {
            if new > 0 {
                *self = Self::begin(newest, total);
            }
            return;
        }
        self.total = total;
        let rows: Vec<Row> = newest.into_iter().take(new).map(Arc::new).collect();
        self.pages[0].before = rows.last().map(|row| row.id.clone());
        self.pages.insert(0, Page { before: None, length: rows.len(), rows: Some(rows), stale: false });
    }

    /// The first page that is not short: what was joined on may be a few rows only.
    fn first_page(&self) -> impl Iterator<Item = &Row> {
        self.pages.iter().take(MAX_LOADED_PAGES).flat_map(|page| page.rows.iter().flatten())
    }

    /// The page that holds this place, and the place of its first row.
    fn page_at(&self, index: usize) -> Option<(usize, usize)> {
        let mut first = 0;
        for (number, page) in self.pages.iter().enumerate() {
            if index < first + page.length {
                return Some((number, first));
            }
            first += page.length;
        }
        None
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
