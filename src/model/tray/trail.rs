//! The path through a list's pages. The server knows only the next page, so the way back is remembered here.

/// The pages between the newest and the current one, newest first; the newest has no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail(Vec<String>);

impl Default for Trail {
    fn default() -> Self {
        Self(vec![String::new()])
    }
}

impl Trail {
    /// Goes to a page; returns the page that is newer than it, or none for the newest.
    pub fn go(&mut self, page: &str) -> Option<String> {
        match self.0.iter().position(|known| known == page) {
            Some(place) => self.0.truncate(place + 1),
            None => self.0.push(page.to_owned()),
        }
        self.0.iter().rev().nth(1).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::Trail;

    #[test]
    fn every_page_leads_back_to_the_one_before_it() {
        let mut trail = Trail::default();
        assert_eq!(trail.go(""), None);
        assert_eq!(trail.go("a").as_deref(), Some(""));
        assert_eq!(trail.go("b").as_deref(), Some("a"));
        assert_eq!(trail.go("a").as_deref(), Some(""));
        assert_eq!(trail.go("c").as_deref(), Some("a"));
    }

    #[test]
    fn a_page_that_was_opened_by_its_address_leads_to_the_newest() {
        assert_eq!(Trail::default().go("z").as_deref(), Some(""));
    }
}
