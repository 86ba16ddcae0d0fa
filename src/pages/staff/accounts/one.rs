//! One account: name, role, site and team (`PATCH /api/users/{id}`), access, and deactivating it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::account::{Account, AccountChange};
use wire::id::{SiteId, UserId};
use wire::password::PasswordReset;
use wire::session::Role;

use super::invitation_form::{at_controls, has_site, has_team};
use super::list::state_badge;
use super::sessions::sessions_part;
use super::sites::{options, use_sites};
use super::televisions::televisions;
use super::tenure::options as tenures;
use super::{Accounts, back, complaints, role_words, team_options};
use crate::api::{ApiError, create_password_reset, get_user, renew_invitation, update_user};
use crate::pages::staff::admin::secret_text::secret_text;
use crate::pages::staff::{FormState, poll_notice, task_notice, use_page_title};
use crate::remote_data::{Poll, RemoteData, use_fetch};
use crate::task::Task;
use crate::ui::{Button, Dialog, ErrorSummary, Kind, Select, Skeleton, TextField, when};
use crate::words::{self, fill};

/// The page of one account.
pub fn one(accounts: Accounts, id: String) -> AnyView {
    let poll = use_fetch(Signal::stored(id), |id, etag| {
        Box::pin(async move { get_user(&id, etag.as_deref()).await })
    });
    // The form starts with the first response; later ones do not change what is typed.
    let begun = Memo::new(move |before: Option<&Option<Account>>| {
        if let Some(Some(begun)) = before {
            return Some(begun.clone());
        }
        poll.data.with(|seen| seen.value().map(|one| (**one).clone()))
    });
    let inside = move || match begun.get() {
        Some(account) => view! { <Draw accounts poll account/> }.into_any(),
        None => poll.data.with(|seen| match seen {
            RemoteData::Failed(ApiError::NotFound(_)) => {
                view! { <div class="empty"><h1 class="empty__title">{words::accounts().gone}</h1></div> }
                    .into_any()
            }
            RemoteData::Failed(_) => ().into_any(),
            _ => view! { <Skeleton words=words::staff().loading bars=5/> }.into_any(),
        }),
    };
    view! { {back()} {poll_notice(poll)} {inside} }.into_any()
}

#[component]
fn Draw(accounts: Accounts, poll: Poll<Account>, account: Account) -> impl IntoView {
    use_page_title(account.name.clone());
    let id = account.id.clone();
    let tv = account.resident.map(televisions);
    view! {
        <div class="account">
            {form(poll, &account)}
            <div class="account__side">
                {access(accounts, poll, &account)}
                {tv}
                {sessions_part(id, account.name)}
            </div>
        </div>
    }
}

fn form(poll: Poll<Account>, account: &Account) -> AnyView {
    let texts = words::accounts();
    let form_state = FormState::new();
    let saved = RwSignal::new(false);
    let id = StoredValue::new(account.id.clone());
    let before = StoredValue::new(account.role.clone());
    let name = RwSignal::new(account.name.clone());
    let role = RwSignal::new(account.role.as_str().to_owned());
    let team = RwSignal::new(account.team.clone().unwrap_or_default());
    let mobile = RwSignal::new(account.mobile.clone().unwrap_or_default());
    let place = account.site.clone().map(|site| (site.id.to_string(), site.name));
    let site = RwSignal::new(place.clone().map(|(id, _)| id).unwrap_or_default());
    let tenure = RwSignal::new(account.tenure.clone().unwrap_or_default());
    let tenure_options = tenures(account.tenure.as_deref());
    let chosen = Memo::new(move |_| Role::from(role.get()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        saved.set(false);
        let role = chosen.get_untracked();
        let team = team.get_untracked();
        let change = AccountChange {
            name: Some(name.get_untracked().trim().to_owned()),
            team: Some(Some(team).filter(|team| has_team(&role) && !team.is_empty())),
            site: has_site(&role).then(|| site.get_untracked().parse().ok().map(SiteId)),
            tenure: (role == Role::Resident)
                .then(|| Some(tenure.get_untracked()).filter(|tenure| !tenure.is_empty())),
            mobile: role
                .is_staff()
                .then(|| Some(mobile.get_untracked()).filter(|text| !text.trim().is_empty())),
            role: Some(role),
            ..AccountChange::default()
        };
        let problems = at_controls(&change.problems(&before.get_value()), "account");
        form_state.complain(problems.clone());
        if !problems.is_empty() {
            return;
        }
        form_state.send(async move {
            match update_user(&id.get_value(), &change).await {
                Ok(_) => {
                    poll.refetch();
                    saved.set(true);
                    Ok(())
                }
                Err(error @ ApiError::Refused { .. }) => {
                    form_state.complain(complaints(&error, "account"));
                    Ok(())
                }
                Err(error) => Err(error),
            }
        });
    };
    // A resident stays a resident, and nobody else becomes one.
    let roles: Vec<_> = Role::ALL
        .into_iter()
        .filter(|role| (*role == Role::Resident) == (account.role == Role::Resident))
        // Only the operator creates controllers or changes their role.
        .filter(|role| (*role == Role::Controller) == (account.role == Role::Controller))
        .map(|role| (role.as_str().to_owned(), role_words(&role)))
        .collect();
    let sites = use_sites();
    let where_ = move || {
        let role = chosen.get();
        let (label, none) = match role {
            Role::Resident => (texts.lives_at, texts.choose_site),
            _ => (texts.patch, texts.no_site),
        };
        if !has_site(&role) {
            return ().into_any();
        }
        let options = options(sites, none, place.clone());
        view! { <Select id="account-site" label=label value=site options=options problem=form_state.problem_at("account-site")/> }
            .into_any()
    };
    let teams = move || {
        match has_team(&chosen.get()) {
        true => view! { <Select id="account-team" label=texts.team value=team options=team_options() problem=form_state.problem_at("account-team")/> }.into_any(),
        false => ().into_any(),
    }
    };
    let home = move || {
        match chosen.get() {
        Role::Resident => view! { <Select id="account-tenure" label=texts.tenure value=tenure options=Signal::stored(tenure_options.clone()) problem=form_state.problem_at("account-tenure")/> }.into_any(),
        _ => ().into_any(),
    }
    };
    let number = move || {
        chosen.get().is_staff().then(|| view! { <TextField id="account-mobile" label=texts.mobile hint=texts.mobile_hint value=mobile kind="tel" autocomplete="off" problem=form_state.problem_at("account-mobile")/> })
    };
    let known = poll.value();
    let heading = move || {
        let one = known.get();
        let name = one.as_ref().map(|one| one.name.clone()).unwrap_or_default();
        let badge = one.as_ref().map(|one| state_badge(one));
        let email = one.as_ref().map(|one| one.email.clone()).unwrap_or_default();
        let email = if email.is_empty() { texts.no_sign_in.to_owned() } else { email };
        view! { <h1 id="account-title">{name}" "{badge}</h1><p class="quiet">{email}</p> }.into_any()
    };
    let status_line = move || match saved.get() {
        true => view! { <span class="saved">{texts.saved}</span> }.into_any(),
        false => ().into_any(),
    };
    view! {
        <form class="panel" novalidate on:submit=submit aria-labelledby="account-title">
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <div>{heading}</div>
            <TextField id="account-name" label=texts.name value=name autocomplete="off" problem=form_state.problem_at("account-name")/>
            <Select id="account-role" label=texts.role value=role options=Signal::stored(roles) problem=form_state.problem_at("account-role")/>
            {where_}
            {home}
            {teams}
            {number}
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.save}</Button>
                <span role="status">{status_line}</span>
            </div>
        </form>
    }
    .into_any()
}

/// Access: a new invitation, a code for a forgotten password, deactivating or activating.
fn access(accounts: Accounts, poll: Poll<Account>, account: &Account) -> AnyView {
    let texts = words::accounts();
    let id = StoredValue::new(account.id.clone());
    let task = Task::new();
    let reset = RwSignal::new(None::<PasswordReset>);
    let confirming = RwSignal::new(false);
    let invite = Callback::new(move |()| {
        task.run(async move {
            let made = renew_invitation(&id.get_value()).await?;
            accounts.invited.set(Some(made));
            Ok(())
        });
    });
    let email = StoredValue::new(account.email.clone());
    let start = Callback::new(move |()| {
        task.run(async move {
            let made = create_password_reset(&email.get_value()).await?;
            reset.set(Some(made));
            Ok(())
        });
    });
    let ask = Callback::new(move |()| confirming.set(true));
    let on = Callback::new(move |()| task.run(switch(id.get_value(), true, poll, confirming)));
    let known = poll.value();
    let buttons = move || {
        let Some(one) = known.get() else { return ().into_any() };
        // Only the operator gives controllers access.
        let is_controller = one.role == Role::Controller;
        let way_in = match (one.active, one.invited, one.email.is_empty()) {
            _ if is_controller => ().into_any(),
            (false, ..) | (_, _, true) => ().into_any(),
            (true, true, false) => {
                view! { <Button busy=task.busy() on_press=invite>{texts.again}</Button> }.into_any()
            }
            (true, false, false) => {
                view! { <Button busy=task.busy() on_press=start>{texts.reset}</Button> }.into_any()
            }
        };
        let off = match one.active {
            true => view! { <Button on_press=ask>{texts.switch_off}</Button> }.into_any(),
            false if is_controller => ().into_any(),
            false => view! { <Button busy=task.busy() on_press=on>{texts.switch_on}</Button> }.into_any(),
        };
        view! { <div class="buttons">{way_in}{off}</div> }.into_any()
    };
    view! {
        <section class="part">{buttons}{task_notice(task)}</section>
        <SwitchingOff id name=account.name.clone() poll confirming/>
        <ResetDialog reset name=account.name.clone()/>
    }
    .into_any()
}

async fn switch(
    id: UserId,
    active: bool,
    poll: Poll<Account>,
    confirming: RwSignal<bool>,
) -> Result<(), ApiError> {
    let change = AccountChange { active: Some(active), ..AccountChange::default() };
    update_user(&id, &change).await?;
    poll.refetch();
    let _ = confirming.try_set(false);
    Ok(())
}

#[component]
fn SwitchingOff(
    id: StoredValue<UserId>,
    name: String,
    poll: Poll<Account>,
    confirming: RwSignal<bool>,
) -> impl IntoView {
    let texts = words::accounts();
    let task = Task::new();
    let off = Callback::new(move |()| task.run(switch(id.get_value(), false, poll, confirming)));
    let keep = Callback::new(move |()| confirming.set(false));
    let title = fill(texts.switch_off_title, &[("name", &name)]);
    view! {
        <Dialog id="switch-off" title=title open=confirming on_close=keep>
            <p>{texts.switch_off_help}</p>
            {task_notice(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy=task.busy() on_press=off>{texts.switch_off}</Button>
                <Button on_press=keep>{texts.cancel}</Button>
            </div>
        </Dialog>
    }
}

#[component]
fn ResetDialog(reset: RwSignal<Option<PasswordReset>>, name: String) -> impl IntoView {
    let texts = words::accounts();
    let open = Memo::new(move |_| reset.with(Option::is_some));
    let close = Callback::new(move |()| reset.set(None));
    let inside = move || {
        let made = reset.get_untracked().unwrap_or_default();
        let time = when::day_and_time(made.expires_at.millis());
        view! {
            <p>{fill(texts.reset_help, &[("time", &time)])}</p>
            {secret_text(texts.code.to_owned(), made.code)}
            <div class="dialog__actions"><Button kind=Kind::Primary on_press=close>{texts.close}</Button></div>
        }
        .into_any()
    };
    let title = fill(texts.reset_title, &[("name", &name)]);
    let ignore = Callback::new(|()| ());
    view! { <Dialog id="reset" title=title open=open on_close=ignore>{inside()}</Dialog> }
}
