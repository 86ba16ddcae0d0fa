//! An address without a page.

use leptos::prelude::*;

use super::title::use_page_title;
use crate::links;
use crate::words;

/// Says so, and links to the pages of the role.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    use_page_title(words::staff().not_found);
    view! {
        <div class="sheet">
            <h1>{words::staff().not_found}</h1>
            <p>{words::staff().not_found_help}</p>
            <p><a class="button" href=links::STAFF>{words::staff().to_my_pages}</a></p>
        </div>
    }
    .into_any()
}
