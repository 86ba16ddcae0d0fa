//! How a resident holds their home, to choose from.

use wire::tenure::USUAL;

use crate::words::accounts as words;

/// The usual ones and the one that is set, with none before them.
pub fn options(set: Option<&str>) -> Vec<(String, String)> {
    let none = (String::new(), words().no_tenure.to_owned());
    let other = set.filter(|set| !set.is_empty() && !USUAL.contains(set));
    let named = USUAL.into_iter().chain(other).map(|tenure| (tenure.to_owned(), tenure.to_owned()));
    [none].into_iter().chain(named).collect()
}
