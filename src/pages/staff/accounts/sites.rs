//! The sites of the organisation, to choose one from.

use leptos::prelude::*;

use crate::api::list_sites;
use crate::frame::work;

/// Number and name of each site, once they are known.
pub type Sites = RwSignal<Vec<(String, String)>>;

/// Fetches the sites once.
pub fn use_sites() -> Sites {
    let sites = RwSignal::new(Vec::new());
    work(async move {
        if let Ok(found) = list_sites("").await {
            let _ = sites.try_set(found.into_iter().map(|site| (site.id.to_string(), site.name)).collect());
        }
    });
    sites
}

/// The options of a select, with `none` first; the chosen site is among them before the list is loaded.
pub fn options(
    sites: Sites,
    none: &'static str,
    chosen: Option<(String, String)>,
) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let mut options = vec![(String::new(), none.to_owned())];
        sites.with(|sites| options.extend(sites.iter().cloned()));
        if let Some(chosen) = chosen.clone().filter(|(id, _)| !options.iter().any(|(known, _)| known == id)) {
            options.push(chosen);
        }
        options
    })
}
