//! `/sign-in`: e-mail address and password. A waiting press is sent as soon as signing in has worked.
//!
//! Uses `POST /api/session`.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::session::{Role, Session, SignIn};

use super::return_path;
use crate::api::{self, ApiError};
use crate::components::{notice, ring};
use crate::device::shell;
use crate::frame;
use crate::links;
use crate::model::form::{Complaints, Field, Problem, about_all, complaint_of, summary};
use crate::navigation::{Navigator, Query, encoded, fragment, use_navigator, use_query};
use crate::session::{SessionContext, use_session};
use crate::ui::{Button, ErrorSummary, Glyph, Kind, TextField, Tone};
use crate::words;

#[derive(Clone, Copy, Debug, PartialEq)]
enum SignInField {
    Email,
    Password,
}

impl Field for SignInField {
    fn id(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Password => "password",
        }
    }
}

/// The form, as typed.
#[derive(Clone, Copy)]
struct SignInForm {
    email: RwSignal<String>,
    password: RwSignal<String>,
}

impl SignInForm {
    fn parse(self) -> Result<SignIn, Vec<Problem<SignInField>>> {
        let words = words::account();
        let (email, password) = (self.email.get_untracked().trim().to_owned(), self.password.get_untracked());
        let mut problems = Vec::new();
        if email.is_empty() {
            problems.push(Problem::Field(SignInField::Email, words.email_missing.to_owned()));
        }
        if password.is_empty() {
            problems.push(Problem::Field(SignInField::Password, words.password_missing.to_owned()));
        }
        if problems.is_empty() { Ok(SignIn { email, password }) } else { Err(problems) }
    }
}

/// The resident's sign-in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let table = words::account();
    let session = use_session();
    let form = SignInForm { email: RwSignal::default(), password: RwSignal::default() };
    let problems = RwSignal::new(Complaints::new());
    let busy = RwSignal::new(false);
    let has_unsent_press = shell::has_unsent_press();
    let next = SignInTarget::of_address();

    let sign_in = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let body = match form.parse() {
            Ok(body) => body,
            Err(found) => {
                return problems.set(summary(&found));
            }
        };
        busy.set(true);
        frame::work(async move {
            match api::create_session(&body).await {
                Ok(found) => enter(session, found, next),
                Err(ApiError::SignedOut) => _ = problems.try_set(about_all(table.wrong.to_owned())),
                Err(error) => _ = problems.try_set(about_all(error.message())),
            }
            busy.try_set(false);
        });
    };
    let problem = move |field| Signal::derive(move || complaint_of(&problems.read(), field));
    frame::set_title(table.sign_in);

    view! {
        <div class="stack">
            <ErrorSummary title=words::common().errors.problem problems/>
            <h1>{table.sign_in}</h1>
            {has_unsent_press.then(|| notice(Tone::Waiting, Glyph::Clock, [table.press_waits.to_owned()], None))}
            {move || has_unsent_press.then(|| session.config.read().alarm_phone.as_deref().map(|number| ring(number, false)))}
            <p class="quiet">{table.sign_in_why}</p>
            <form novalidate on:submit=sign_in>
                <TextField
                    id="email" label=table.email value=form.email kind="email" autocomplete="username"
                    problem=problem(SignInField::Email)
                />
                <TextField
                    id="password" label=table.password value=form.password kind="password"
                    autocomplete="current-password" problem=problem(SignInField::Password)
                />
                <Button kind=Kind::Primary submits=true busy>{table.sign_in}</Button>
            </form>
            <p><a href=return_path::new_password()>{words::new_password().forgotten}</a></p>
            {move || session.config.read().demo.then(|| view! { <p class="quiet">{table.demo_accounts}</p> })}
        </div>
    }
}

/// Where the sign-in leads.
#[derive(Clone, Copy)]
pub struct SignInTarget {
    navigator: Navigator,
    query: Query,
    television: StoredValue<Option<String>>,
}

impl SignInTarget {
    /// As the address of the page says.
    pub fn of_address() -> Self {
        Self {
            navigator: use_navigator(),
            query: use_query(),
            television: StoredValue::new(fragment(links::TELEVISION_CODE)),
        }
    }
}

/// Completes a sign-in and navigates to the target.
pub fn enter(session: SessionContext, found: Session, to: SignInTarget) {
    let role = found.user.as_ref().map(|user| user.role.clone()).unwrap_or_default();
    let next = untrack(|| return_path::next(to.query, &role));
    let television = to.television.try_get_value().flatten();
    session.set(found);
    // First of all: a waiting press is sent.
    shell::signed_in();
    let theirs = match role {
        role if role.is_staff() => next.unwrap_or_else(|| links::STAFF.to_owned()),
        Role::Supporter => next.unwrap_or_else(|| links::ASSISTANCE.to_owned()),
        _ => match television {
            Some(code) => format!("{}#code={}", links::TELEVISIONS, encoded(&code)),
            None => next.unwrap_or_else(|| links::HOME.to_owned()),
        },
    };
    to.navigator.push_instead(&theirs);
}
