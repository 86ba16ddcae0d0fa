//! Inviting somebody (`POST /api/users`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::account::NewAccount;
use wire::field_errors::FieldErrors;
use wire::id::SiteId;
use wire::session::Role;

use super::sites::{options, use_sites};
use super::tenure::options as tenures;
use super::{Accounts, back, complaints, role_words, team_options};
use crate::api::{ApiError, create_user_invitation};
use crate::links;
use crate::model::form::{Complaints, intern};
use crate::navigation::use_navigator;
use crate::pages::staff::{FormState, task_notice, use_page_title};
use crate::ui::{Button, ErrorSummary, Kind, Select, TextField};
use crate::words;

/// The invitation's form.
pub fn invitation_form(accounts: Accounts) -> AnyView {
    let texts = words::accounts();
    use_page_title(texts.invite);
    let navigator = use_navigator();
    let form_state = FormState::new();
    let email = RwSignal::new(String::new());
    let (name, surname) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let role = RwSignal::new(Role::Resident.as_str().to_owned());
    let (team, site) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let tenure = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| Role::from(role.get()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let role = chosen.get_untracked();
        let new = NewAccount {
            email: email.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
            surname: surname.get_untracked().trim().to_owned(),
            team: has_team(&role).then(|| team.get_untracked()).filter(|team| !team.is_empty()),
            site: has_site(&role).then(|| site.get_untracked().parse().ok().map(SiteId)).flatten(),
            tenure: (role == Role::Resident)
                .then(|| tenure.get_untracked())
                .filter(|tenure| !tenure.is_empty()),
            role,
        };
        let problems = at_controls(&new.problems(), "invite");
        form_state.complain(problems.clone());
        if !problems.is_empty() {
            return;
        }
        form_state.send(async move {
            match create_user_invitation(&new).await {
                Ok(made) => {
                    navigator.push(&links::account(&made.user.id.0));
                    accounts.invited.set(Some(made));
                    Ok(())
                }
                Err(error @ (ApiError::Refused { .. } | ApiError::Conflict { .. })) => {
                    form_state.complain(complaints(&error, "invite"));
                    Ok(())
                }
                Err(error) => Err(error),
            }
        });
    };
    let roles = Role::ALL
        .into_iter()
        // Only the operator creates controllers.
        .filter(|role| *role != Role::Controller)
        .map(|role| (role.as_str().to_owned(), role_words(&role)))
        .collect::<Vec<_>>();
    let sites = use_sites();
    let place = move || {
        let role = chosen.get();
        let (label, none) = match role {
            Role::Resident => (texts.lives_at, texts.choose_site),
            _ => (texts.patch, texts.no_site),
        };
        if !has_site(&role) {
            return ().into_any();
        }
        let problem = form_state.problem_at("invite-site");
        match role {
            Role::Officer => view! { <Select id="invite-site" label=label hint=texts.patch_hint value=site options=options(sites, none, None) problem=problem/> }.into_any(),
            _ => view! { <Select id="invite-site" label=label value=site options=options(sites, none, None) problem=problem/> }.into_any(),
        }
    };
    let teams = move || {
        match has_team(&chosen.get()) {
        true => view! { <Select id="invite-team" label=texts.team value=team options=team_options() problem=form_state.problem_at("invite-team")/> }.into_any(),
        false => ().into_any(),
    }
    };
    let home = move || {
        match chosen.get() {
        Role::Resident => view! { <Select id="invite-tenure" label=texts.tenure value=tenure options=Signal::stored(tenures(None)) problem=form_state.problem_at("invite-tenure")/> }.into_any(),
        _ => ().into_any(),
    }
    };
    let family = move || {
        match chosen.get() {
        Role::Resident => view! { <TextField id="invite-surname" label=texts.surname value=surname autocomplete="off" problem=form_state.problem_at("invite-surname")/> }.into_any(),
        _ => ().into_any(),
    }
    };
    view! {
        {back()}
        <form class="panel service__form" novalidate on:submit=submit aria-labelledby="invite-title">
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <h1 id="invite-title">{texts.invite}</h1>
            <Select id="invite-role" label=texts.role value=role options=Signal::stored(roles) problem=form_state.problem_at("invite-role")/>
            <div class="panel__columns">
                <div><TextField id="invite-name" label=texts.first_name hint=texts.first_name_hint value=name autocomplete="off" problem=form_state.problem_at("invite-name")/></div>
                <div>{family}</div>
            </div>
            <TextField id="invite-email" label=texts.email value=email kind="email" autocomplete="off" problem=form_state.problem_at("invite-email")/>
            {place}
            {home}
            {teams}
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.send}</Button>
                <a class="button" href=links::ACCOUNTS>{texts.cancel}</a>
            </div>
        </form>
    }
    .into_any()
}

/// The problems at the controls of a form whose ids begin with `prefix`.
pub fn at_controls(errors: &FieldErrors, prefix: &str) -> Complaints {
    errors.iter().map(|(path, message)| (intern(format!("{prefix}-{path}")), message.to_owned())).collect()
}

/// Residents have a home, and officers have a patch.
pub fn has_site(role: &Role) -> bool {
    matches!(role, Role::Resident | Role::Officer)
}

/// The roles that belong to a team.
pub fn has_team(role: &Role) -> bool {
    matches!(role, Role::Officer | Role::Manager)
}
