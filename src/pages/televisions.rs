//! `/televisions`: the resident enters a television's code, or scans its picture, sees the connected ones, and
//! renames them.
//!
//! Uses `/api/tv/pairings`.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::television::{Claim, Television, TelevisionChange};

use crate::api;
use crate::components::{RenamedTelevision, notice, rename_button, rename_dialog};
use crate::frame;
use crate::links;
use crate::model::form::{Complaints, Field, Problem, about_all, complaint_of, summary};
use crate::navigation::{fragment, origin, use_navigator};
use crate::session::{SessionState, use_session};
use crate::task::Task;
use crate::ui::{Age, Button, ErrorSummary, Glyph, Kind, TextField, Tone};
use crate::words::{self, fill};

#[derive(Clone, Copy, Debug, PartialEq)]
enum ClaimField {
    Code,
    Name,
}

impl Field for ClaimField {
    fn id(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "television-name",
        }
    }
}

/// The form, as typed.
#[derive(Clone, Copy)]
struct ClaimForm {
    code: RwSignal<String>,
    name: RwSignal<String>,
}

impl ClaimForm {
    fn parse(self) -> Result<Claim, Vec<Problem<ClaimField>>> {
        let (code, name) = (self.code.get_untracked(), self.name.get_untracked().trim().to_owned());
        if code.chars().filter(char::is_ascii_alphanumeric).count() != 6 {
            return Err(vec![Problem::Field(ClaimField::Code, words::televisions().code_missing.to_owned())]);
        }
        Ok(Claim { code, resident: None, name: Some(name).filter(|name| !name.is_empty()) })
    }
}

/// The page.
#[component]
pub fn TelevisionsPage() -> impl IntoView {
    let table = words::televisions();
    frame::set_title(table.title);
    let list = RwSignal::new(None::<Vec<Television>>);
    let load = move || {
        frame::work(async move {
            if let Ok(found) = api::list_televisions().await {
                list.try_set(Some(found));
            }
        });
    };
    load();
    let task = Task::new();
    let (renamed, naming) = (RenamedTelevision::new(None), Task::new());
    let save = Callback::new(move |(id, change): (String, TelevisionChange)| {
        naming.run(async move {
            api::update_television(&id, &change).await?;
            renamed.try_set(None);
            load();
            Ok(())
        });
    });
    let rows = move || {
        list.with(|list| match list {
            None => ().into_any(),
            Some(list) if list.is_empty() => view! { <p>{table.none}</p> }.into_any(),
            Some(list) => {
                let rows: Vec<_> =
                    list.iter().map(|one| row(one, task, renamed, Callback::new(move |()| load()))).collect();
                view! { <ul class="assistance__devices">{rows}</ul> }.into_any()
            }
        })
    };
    let state = use_session().state;
    let sign_in_first = move || match *state.read() {
        SessionState::SignedOut => sign_in_first(),
        _ => ().into_any(),
    };
    let lead = fill(table.lead, &[("address", &format!("{}{}", origin(), links::TELEVISION))]);
    view! {
        <link rel="stylesheet" href="/assistance.css"/>
        <link rel="stylesheet" href="/dialog.css"/>
        <div class="stack">
            <h1>{table.title}</h1>
            <p>{lead}</p>
            {sign_in_first}
            <Pair paired={Callback::new(move |()| load())}/>
            {failure(task)}
            {rows}
            {rename_dialog(renamed, naming.busy(), save, Callback::new(move |()| failure(naming)))}
        </div>
    }
}

fn failure(task: Task) -> AnyView {
    let words =
        move || task.error().map(|error| notice(Tone::Waiting, Glyph::Offline, [error.message()], None));
    words.into_any()
}

/// The scanned code is kept through signing in.
fn sign_in_first() -> AnyView {
    let navigator = use_navigator();
    let code = fragment("code").unwrap_or_default();
    let go = Callback::new(move |()| {
        navigator.push(&format!("{}#{}={code}", links::SIGN_IN, links::TELEVISION_CODE));
    });
    view! {
        {notice(Tone::Waiting, Glyph::Person, [words::televisions().sign_in_first.to_owned()], None)}
        <Button on_press=go>{words::account().sign_in}</Button>
    }
    .into_any()
}

#[component]
fn Pair(paired: Callback<()>) -> impl IntoView {
    let table = words::televisions();
    let scanned = fragment("code");
    let failure =
        scanned.clone().map(|_| notice(Tone::Waiting, Glyph::Info, [table.scanned.to_owned()], None));
    let form = ClaimForm { code: RwSignal::new(scanned.unwrap_or_default()), name: RwSignal::default() };
    let problems = RwSignal::new(Complaints::new());
    let (busy, done) = (RwSignal::new(false), RwSignal::new(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        done.set(false);
        let claim = match form.parse() {
            Ok(claim) => claim,
            Err(found) => {
                return problems.set(summary(&found));
            }
        };
        problems.set(Complaints::new());
        busy.set(true);
        frame::work(async move {
            match api::claim_pairing(&claim).await {
                Ok(_) => {
                    done.try_set(true);
                    form.code.try_set(String::new());
                    paired.run(());
                }
                Err(error) => _ = problems.try_set(about_all(error.message())),
            }
            busy.try_set(false);
        });
    };
    let problem = move |field| Signal::derive(move || complaint_of(&problems.read(), field));
    view! {
        <ErrorSummary title=words::common().errors.problem problems/>
        {failure}
        <form novalidate on:submit=submit>
            <TextField
                id="code" label=table.code hint=table.code_hint value=form.code autocomplete="one-time-code"
                problem=problem(ClaimField::Code)
            />
            <TextField
                id="television-name" label=table.name hint=table.name_hint value=form.name autocomplete="off"
                problem=problem(ClaimField::Name)
            />
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy>{table.pair}</Button>
                <p role="status">{move || done.get().then_some(table.paired)}</p>
            </div>
        </form>
    }
    .into_any()
}

fn row(
    one: &Television,
    task: Task,
    renamed: RenamedTelevision,
    changed: Callback<()>,
) -> impl IntoView + use<> {
    let table = words::televisions();
    let (id, name) = (one.id.clone(), one.name.clone());
    let remove = Callback::new(move |()| {
        let id = id.clone();
        task.run(async move {
            api::delete_television(&id).await?;
            changed.run(());
            Ok(())
        });
    });
    let seen = one.seen_at.millis();
    view! {
        <li class="card">
            <strong>{name.clone()}</strong>
            <span class="quiet">{table.seen} " " <Age at=seen/></span>
            <div class="buttons">
                {rename_button(one, renamed)}
                <Button on_press=remove>
                    {table.remove}<span class="visually-hidden">{format!(" {name}")}</span>
                </Button>
            </div>
        </li>
    }
}
