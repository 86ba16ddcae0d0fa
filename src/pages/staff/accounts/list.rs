//! The list of accounts, by name.

use leptos::prelude::*;
use wire::account::Account;
use wire::customer::is_email;
use wire::page::Page;
use wire::session::Role;

use super::role_words;
use crate::api::list_users;
use crate::links;
use crate::pages::staff::Load;
use crate::pages::staff::admin::pager::pager;
use crate::pages::staff::admin::search::{ListFilter, kind_tabs, search_box};
use crate::remote_data::use_fetch;
use crate::ui::{Badge, Tone, breakable, use_now, when};
use crate::words;

/// The list of accounts.
pub fn list() -> AnyView {
    let texts = words::accounts();
    let filter = ListFilter::at(links::ACCOUNTS, "role");
    let poll = use_fetch(filter.query("q"), |query, etag| {
        Box::pin(async move { list_users(&query, etag.as_deref()).await })
    });
    let now = use_now();
    let rows = view! { <Load poll bars=8 draw={move |value| {
        if value.results.is_empty() {
            view! {
                <div class="empty"><p class="empty__title">{texts.none}</p><p>{texts.none_help}</p></div>
            }
            .into_any()
        } else {
            table(value, filter, now.get())
        }
    }}/> };
    let names =
        [texts.resident, texts.supporter, texts.officer, texts.manager, texts.admin, texts.controller];
    let roles = Role::ALL.iter().map(|role| role.as_str().to_owned()).zip(names);
    let kinds = [(String::new(), texts.all)].into_iter().chain(roles);
    view! {
        <header class="page__head">
            <div><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></div>
            <div class="buttons">
                <a class="button button--primary" href=links::account("new")>{texts.invite}</a>
                <a class="button" href=links::account("import")>{texts.import}</a>
            </div>
        </header>
        <div class="narrow">
            {search_box(filter, texts.search, texts.search_hint)}
            {kind_tabs(filter, texts.which, kinds.collect())}
        </div>
        {rows}
    }
    .into_any()
}

fn table(page: &Page<Account>, filter: ListFilter, now: i64) -> AnyView {
    let texts = words::accounts();
    let head = [texts.name, texts.email, texts.role, texts.where_, texts.seen];
    let head = head.map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let rows = page.results.iter().map(|one| row(one, now)).collect_view();
    view! {
        <section class="part">
            <div class="table table--accounts" tabindex="0" role="group" aria-label=texts.title>
                <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </section>
        {pager(page, filter)}
    }
    .into_any()
}

fn row(one: &Account, now: i64) -> impl IntoView + use<> {
    let texts = words::accounts();
    let seen = match &one.seen_at {
        Some(at) => when::ago(at.millis(), now),
        None => texts.never.to_owned(),
    };
    let email = if one.email.is_empty() { texts.no_sign_in.to_owned() } else { one.email.clone() };
    view! {
        <tr>
            <th scope="row"><a href=links::account(&one.id.0)>{one.name.clone()}</a>" "{state_badge(one)}</th>
            <td>{breakable(&email)}</td>
            <td>{role_words(&one.role)}{one.team.as_ref().map(|team| format!(", {}", team.replace('-', " ")))}</td>
            <td>{one.site.as_ref().map(|site| site.name.clone())}</td>
            <td data-label=texts.seen>{seen}</td>
        </tr>
    }
}

/// Invited, or deactivated; nothing for active accounts.
pub(super) fn state_badge(one: &Account) -> impl IntoView + use<> {
    let texts = words::accounts();
    let state = match (one.active, one.invited) {
        (false, _) => Some((texts.off, Tone::Waiting)),
        // Created by a release with laxer rules: no e-mail can be delivered.
        _ if !one.email.is_empty() && !is_email(&one.email) => Some((texts.bad_address, Tone::Waiting)),
        (true, true) => Some((texts.invited, Tone::Accent)),
        (true, false) => None,
    };
    state.map(|(text, tone)| view! { <Badge text tone/> })
}
