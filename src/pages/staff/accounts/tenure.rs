//! The tenures to choose from.

use wire::tenure::USUAL;

use crate::words;

/// The usual tenures and the current one, with "none" first.
pub fn options(set: Option<&str>) -> Vec<(String, String)> {
    let none = (String::new(), words::accounts().no_tenure.to_owned());
    let other = set.filter(|set| !set.is_empty() && !USUAL.contains(set));
    let named = USUAL.into_iter().chain(other).map(|tenure| (tenure.to_owned(), tenure.to_owned()));
    [none].into_iter().chain(named).collect()
}
