//! The ledger's filter. It is in the address, so that a link can lead to the deliveries of one request.

use leptos::prelude::*;

use crate::links;
use crate::navigation::encoded;
use crate::words::{self, fill};

/// The parameters that the address and the server share.
const NAMES: [&str; 6] = ["provider", "notifier", "request", "service", "state", "before"];

/// Pairs of name and value, as in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryFilter(Vec<(&'static str, String)>);

impl DeliveryFilter {
    /// Parses the address.
    pub fn read(asked: &dyn Fn(&str) -> Option<String>) -> Self {
        Self(NAMES.into_iter().filter_map(|name| Some((name, asked(name)?))).collect())
    }

    /// Whether nothing is filtered out.
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// The API query: empty, or beginning with `?`.
    pub fn query(&self) -> String {
        self.address().trim_start_matches(links::DELIVERIES).to_owned()
    }

    /// The address of deliveries older than this one.
    pub fn before(&self, id: &str) -> String {
        self.with("before", id).address()
    }

    /// The address of the newest deliveries, if these are older ones.
    pub fn newest(&self) -> Option<String> {
        self.value("before").map(|_| self.with("before", "").address())
    }

    /// The title, the filter in words, and the states to choose from.
    pub fn head(&self, owner: &str) -> impl IntoView + use<> {
        let words = words::deliveries();
        // The rows give the name; without any there is none.
        let named = |words: &str, without: &str| match owner {
            "" => without.to_owned(),
            name => fill(words, &[("name", name)]),
        };
        let what = if let Some(id) = self.value("request") {
            Some(fill(words.of_request, &[("id", id)]))
        } else if self.value("provider").or(self.value("notifier")).is_some() {
            Some(named(words.of_provider, words.of_one_provider))
        } else {
            self.value("service").map(|_| named(words.of_service, words.of_one_service))
        };
        let what = what.map(|what| {
            view! { <p class="ledger__what"><strong>{what}</strong> " " <a href=links::DELIVERIES>{words.show_all}</a></p> }
        });
        let tabs = [
            ("", words.all),
            ("waiting", words.waiting),
            ("delivered", words.delivered),
            ("dead", words.dead),
        ];
        let tabs: Vec<_> = tabs.into_iter().map(|(state, name)| self.tab(state, name)).collect();
        view! {
            <header class="ledger__head">
                <h1>{words.title}</h1>
                <p class="quiet">{words.lead}</p>
                {what}
                <nav class="tabs" aria-label=words.which>{tabs}</nav>
            </header>
        }
    }

    fn tab(&self, state: &'static str, name: &'static str) -> impl IntoView + use<> {
        let current = (self.value("state").unwrap_or_default() == state).then_some("page");
        let href = self.with("state", state).with("before", "").address();
        view! { <a href=href aria-current=current>{name}</a> }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// An empty value removes the pair.
    fn with(&self, name: &'static str, value: &str) -> Self {
        let mut pairs: Vec<_> = self.0.iter().filter(|(key, _)| *key != name).cloned().collect();
        if !value.is_empty() {
            pairs.push((name, value.to_owned()));
        }
        Self(pairs)
    }

    fn address(&self) -> String {
        let pairs: Vec<_> = self.0.iter().map(|(name, value)| (*name, encoded(value))).collect();
        links::with_query(links::DELIVERIES, &pairs)
    }
}
