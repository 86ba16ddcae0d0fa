//! Accounts (`/api/users`): inviting, changing and deactivating them, and ending their sessions.

mod import;
mod invitation_dialog;
mod invitation_form;
mod list;
mod one;
mod sessions;
mod sites;
mod televisions;
mod tenure;

use leptos::prelude::*;
use wire::account::{Invited, TEAMS};
use wire::lenient;
use wire::session::Role;

use crate::links;
use crate::model::form::{Complaints, intern};
use crate::navigation::use_query;
use crate::pages::staff::{gate, use_page_title};
use crate::ui::{Glyph, Icon};
use crate::words;
use wire::field_errors::FieldErrors;

use crate::api::ApiError;

/// The page.
#[component]
pub fn AccountsPage() -> impl IntoView {
    use_page_title(words::accounts().title);
    gate(&[Role::Admin], page)
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Accounts {
    /// An invitation, shown once.
    invited: RwSignal<Option<Invited>>,
}

fn page() -> AnyView {
    let query = use_query();
    let accounts = Accounts { invited: RwSignal::new(None) };
    let which = Memo::new(move |_| query.get("account").unwrap_or_default());
    let inside = move || match which.get().as_str() {
        "" => list::list(),
        "new" => invitation_form::invitation_form(accounts),
        "import" => import::import(),
        id => one::one(accounts, id.to_owned()),
    };
    view! { <div class="page">{inside}</div> {invitation_dialog::dialog(accounts.invited)} }.into_any()
}

fn back() -> impl IntoView {
    view! { <p><a class="page__back" href=links::ACCOUNTS><Icon glyph=Glyph::Back/>{words::accounts().back}</a></p> }
}

/// The name of a role.
fn role_words(role: &Role) -> String {
    let texts = words::accounts();
    match role {
        Role::Resident => texts.resident.to_owned(),
        Role::Supporter => texts.supporter.to_owned(),
        Role::Officer => texts.officer.to_owned(),
        Role::Manager => texts.manager.to_owned(),
        Role::Admin => texts.admin.to_owned(),
        Role::Controller => texts.controller.to_owned(),
        Role::Other(other) => other.clone(),
    }
}

/// The teams to choose from, with "none" first.
fn team_options() -> Vec<(String, String)> {
    let none = (String::new(), words::accounts().no_team.to_owned());
    let team = |name: &str| (name.to_owned(), name.replace('-', " "));
    [none].into_iter().chain(TEAMS.map(team)).collect()
}

/// The server's errors, at the fields of a form whose ids begin with `prefix`.
fn complaints(error: &ApiError, prefix: &str) -> Complaints {
    let (ApiError::Refused { body, .. } | ApiError::Conflict { body, .. }) = error else {
        return vec![("", error.message())];
    };
    let body: serde_json::Value = lenient::from_str(body).unwrap_or_default();
    let errors = FieldErrors::read(&body["errors"]);
    if errors.is_empty() {
        return vec![("", error.message())];
    }
    errors.iter().map(|(path, message)| (intern(format!("{prefix}-{path}")), message.to_owned())).collect()
}
