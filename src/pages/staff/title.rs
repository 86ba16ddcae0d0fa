//! The tab's title: how many things wait, whether a form has complaints, the page's name.

use leptos::prelude::*;

use crate::reactive::effect;
use crate::words::{staff, words};

/// What the page says of itself.
#[derive(Clone, Copy)]
pub struct PageTitle {
    page: RwSignal<String>,
    /// A form on the page has complaints.
    pub complains: RwSignal<bool>,
}

/// Gives every page a title to set.
pub fn provide_page_title() -> PageTitle {
    let title = PageTitle { page: RwSignal::new(String::new()), complains: RwSignal::new(false) };
    provide_context(title);
    title
}

/// Sets the page's name, and takes back the complaints of the page before.
pub fn use_page_title(name: impl Into<String>) -> PageTitle {
    let title: PageTitle = expect_context();
    title.page.set(name.into());
    title.complains.set(false);
    title
}

impl PageTitle {
    /// Changes the name while the page stays.
    pub fn rename(self, name: String) {
        if self.page.with_untracked(|page| *page != name) {
            self.page.set(name);
        }
    }

    /// Writes the title into the tab, with how many things wait, for as long as the caller lives.
    pub fn show(self, waiting: Signal<usize>) {
        effect(move || {
            let count = match waiting.get() {
                0 => String::new(),
                count => format!("({count}) "),
            };
            let complaint = if self.complains.get() { words().errors.title_prefix } else { "" };
            let page = self.page.get();
            let dot = if page.is_empty() { "" } else { " · " };
            document().set_title(&format!("{count}{complaint}{page}{dot}{}", staff().product));
        });
    }
}
