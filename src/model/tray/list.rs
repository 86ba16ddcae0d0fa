//! A list that may have a hundred thousand rows: pages in order, of which only those near the reader are loaded. A
//! page is fetched by the last row of the page before it, so older rows never move under new ones.

use std::ops::Range;
use std::sync::Arc;

use wire::id::NotificationId;
use wire::notification::Notification;

/// Rows of a page: three screens, since more would delay the first.
pub const PAGE: usize = 25;

/// Pages that stay loaded; others are fetched again when the reader comes back.
const MAX_LOADED_PAGES: usize = 24;

/// A row of the list.
pub type Row = Arc<Notification>;

/// The number of rows, as the server counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Total {
    #[default]
    Unknown,
    Exactly(usize),
    /// At least this many: the server stops counting.
    AtLeast(usize),
}

impl Total {
    /// Parses `512` or `10000+`.
    pub fn read(text: &str) -> Self {
        match text.strip_suffix('+') {
            Some(least) => least.parse().map_or(Self::Unknown, Self::AtLeast),
            None => text.parse().map_or(Self::Unknown, Self::Exactly),
        }
    }

    /// As shown; none while it is unknown.
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
    /// It may have missed changes.
    stale: bool,
}

/// A page to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    page: usize,
    /// Only rows older than this one.
    pub before: Option<NotificationId>,
}

/// A long list, loaded in pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    pages: Vec<Page>,
    /// Whether the last known page is the last of all.
    complete: bool,
    pub total: Total,
}

impl List {
    /// A list that begins with these newest rows.
    pub fn begin(rows: Vec<Notification>, total: Total) -> Self {
        let mut list = Self { total, ..Self::default() };
        list.insert_page(&PageRequest { page: 0, before: None }, rows);
        list
    }

    /// The number of known rows.
    pub fn length(&self) -> usize {
        self.pages.iter().map(|page| page.length).sum()
    }

    /// The count to show: a decided row stays in its place, but is no longer one to decide.
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

    /// The set size for screen readers; none while it is unknown.
    pub fn set_size(&self) -> Option<usize> {
        match self.total {
            _ if self.complete => Some(self.length()),
            Total::Exactly(count) => Some(count.max(self.length())),
            Total::Unknown | Total::AtLeast(_) => None,
        }
    }

    /// The row at this index, if its page is loaded.
    pub fn get(&self, index: usize) -> Option<&Row> {
        let (page, first) = self.page_at(index)?;
        self.pages[page].rows.as_ref()?.get(index - first)
    }

    /// The index of a loaded row.
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

    /// All loaded rows, in order.
    pub fn loaded_rows(&self) -> impl Iterator<Item = &Row> {
        self.pages.iter().flat_map(|page| page.rows.iter().flatten())
    }

    /// What to fetch so that these rows, and as many around them, can be shown; one page at a time.
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
            // The last page first: only its last row knows what follows it.
            Some(None) => self.last_page(),
            Some(before) => Some(PageRequest { page: self.pages.len(), before }),
        }
    }

    fn last_page(&self) -> Option<PageRequest> {
        let page = self.pages.last()?;
        Some(PageRequest { page: self.pages.len() - 1, before: page.before.clone() })
    }

    /// Stores a fetched page.
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

    /// Changes were missed: every page is fetched again when the reader comes near. Until then it stays as it is.
    pub fn mark_stale(&mut self) {
        for page in &mut self.pages {
            page.stale = true;
        }
    }

    /// Unloads the pages far from these rows.
    pub fn evict(&mut self, shown: Range<usize>) {
        let Some((here, _)) = self.page_at(shown.start.min(self.length().saturating_sub(1))) else { return };
        let last = self.pages.len() - 1;
        for (number, page) in self.pages.iter_mut().enumerate() {
            // The last page knows where the list continues, and the first what is new.
            if number.abs_diff(here) > MAX_LOADED_PAGES / 2 && number != last && number != 0 {
                page.rows = None;
            }
        }
    }

    /// Replaces a row by its current state; returns whether it was loaded.
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

    /// Removes a row; returns its index.
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

    /// How many of the newest rows are not in the list yet, for "Show 3 new". All of them, if none is known.
    pub fn count_new(&self, newest: &[Notification]) -> usize {
        let known = |row: &Notification| self.first_page().any(|loaded_rows| loaded_rows.id == row.id);
        newest.iter().take_while(|row| !known(row)).count()
    }

    /// Takes over the newest rows. New ones go before the others; if there are too many to join, the list starts
    /// anew.
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

    /// The rows of the first full page: a joined page may have only a few.
    fn first_page(&self) -> impl Iterator<Item = &Row> {
        self.pages.iter().take(MAX_LOADED_PAGES).flat_map(|page| page.rows.iter().flatten())
    }

    /// The page that contains this index, and the index of its first row.
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
