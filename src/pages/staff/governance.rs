//! Governance (`/api/governance`, `/api/processes`, `/api/thresholds`): compliance of services, stale processes,
//! after how many days they are reported, and when personal details are erased. Admins change it, managers read it.

mod guidelines;
mod measure;
mod processes;
mod standings;
mod thresholds;

use leptos::prelude::*;
use wire::governance::{Erasure, Governance};
use wire::session::Role;

use crate::api::get_governance;
use crate::pages::staff::Load;
use crate::pages::staff::{gate, poll_notice, use_page_title};
use crate::remote_data::{Poll, use_poll};
use crate::session::use_session;
use crate::words::{self, fill};
use guidelines::guidelines;
use measure::days;
use processes::processes;
use standings::standings;
use thresholds::thresholds;

/// The page.
#[component]
pub fn GovernancePage() -> impl IntoView {
    use_page_title(words::governance().title);
    gate(&[Role::Manager, Role::Admin], page)
}

fn page() -> AnyView {
    let texts = words::governance();
    let poll = use_poll(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { get_governance(etag.as_deref()).await })
    });
    view! {
        <div class="page">
            <header class="page__head">
                <div><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></div>
            </header>
            {poll_notice(poll)}
            {standings(poll)}
            {processes()}
            <div class="governance__settings">
                {guidelines(poll)}
                {thresholds()}
                {erasure(poll)}
            </div>
        </div>
    }
    .into_any()
}

/// Whether the signed-in account may change anything here.
fn is_admin() -> Memo<bool> {
    let session = use_session();
    Memo::new(move |_| session.has_role(&[Role::Admin]))
}

fn erasure(poll: Poll<Governance>) -> AnyView {
    let texts = words::governance();
    let after = |count: u32| fill(texts.after, &[("days", &days(count))]);
    let facts = move |known: &Governance| {
        let Erasure { undecided_days, deleted_days, sent_days, location_days } = known.erasure;
        view! {
            <dl class="facts">
                <dt>{texts.undecided}</dt><dd>{after(undecided_days)}</dd>
                <dt>{texts.deleted}</dt><dd>{after(deleted_days)}</dd>
                <dt>{texts.sent}</dt><dd>{after(sent_days)}</dd>
                <dt>{texts.loose}</dt><dd>{after(undecided_days)}</dd>
                <dt>{texts.locations}</dt><dd>{after(location_days)}</dd>
            </dl>
        }
    };
    view! {
        <section class="part" aria-labelledby="erasure-title">
            <h2 id="erasure-title">{texts.erasure}</h2>
            <p>{texts.erasure_help}</p>
            <Load poll bars=2 notice_elsewhere=true draw=facts/>
            <p>{texts.erasure_kept}</p>
            <p class="quiet">{texts.operator}</p>
        </section>
    }
    .into_any()
}
