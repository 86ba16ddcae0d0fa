//! The tab's title: whether the form has problems, how many things wait, and the page's name.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::watch::use_watch;
use crate::events::use_events;
use crate::links;
use crate::ui::title_prefix;
use crate::words;

/// The title of the current page.
#[derive(Clone, Copy)]
pub struct PageTitle {
    page: RwSignal<String>,
}

/// Provides the title to every page.
pub fn provide_page_title() -> PageTitle {
    let title = PageTitle { page: RwSignal::new(String::new()) };
    provide_context(title);
    title
}

/// How many things wait on the current page: alarms for controllers, notifications on the tray's pages.
pub fn waiting() -> Signal<usize> {
    let (path, watch, unread) = (use_location().pathname, use_watch(), use_events().unread_count());
    let counts = |path: &String| links::is_below(path, links::TRAY) || links::is_beside_the_tray(path);
    Signal::derive(move || match path.with(counts) {
        true => unread.get(),
        false => watch.unacknowledged.get(),
    })
}

/// Sets the page's name.
pub fn use_page_title(name: impl Into<String>) -> PageTitle {
    let title: PageTitle = expect_context();
    title.page.set(name.into());
    title
}

/// Sets the page's name while a sign-in form or a notice is shown in place of the page.
pub fn use_title_meanwhile(name: &str) {
    let title: PageTitle = expect_context();
    let (before, name) = (title.page.get_untracked(), name.to_owned());
    use_page_title(name.clone());
    on_cleanup(move || {
        // The next page may have set its name already.
        if title.page.try_get_untracked().is_some_and(|now| now == name) {
            title.page.try_set(before);
        }
    });
}

impl PageTitle {
    /// Changes the name while the page stays.
    pub fn rename(self, name: String) {
        if self.page.with_untracked(|page| *page != name) {
            self.page.set(name);
        }
    }

    /// Writes the tab's title while a staff page `is_shown`.
    pub fn show(self, waiting: Signal<usize>, is_shown: Memo<bool>) {
        Effect::new(move |_| {
            if !is_shown.get() {
                return;
            }
            let count = match waiting.get() {
                0 => String::new(),
                count => format!("({count}) "),
            };
            let page = self.page.get();
            let dot = if page.is_empty() { "" } else { " · " };
            document().set_title(&format!("{}{count}{page}{dot}{}", title_prefix(), words::staff().product));
        });
    }
}
