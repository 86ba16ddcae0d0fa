//! The staff's sign-in (`POST /api/session`), in place of the requested page.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::invisible::is_blank;
use wire::session::SignIn;

use super::form_state::FormState;
use super::title::use_title_meanwhile;
use crate::api::{ApiError, create_session};
use crate::device::shell;
use crate::links;
use crate::model::form::{Field, Problem, about_all};
use crate::navigation::{current_path_and_query, encoded};
use crate::session::use_session;
use crate::ui::{Button, ErrorSummary, Kind, TextField};
use crate::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

fn parse(email: String, password: String) -> Result<SignIn, Vec<Problem<SignInField>>> {
    let mut problems = Vec::new();
    // Accounts of older releases may have names that are no e-mail addresses; the server knows them.
    if is_blank(&email) {
        problems.push(Problem::Field(SignInField::Email, words::sign_in().enter_email.to_owned()));
    }
    if password.is_empty() {
        problems.push(Problem::Field(SignInField::Password, words::sign_in().enter_password.to_owned()));
    }
    if problems.is_empty() { Ok(SignIn { email: email.trim().to_owned(), password }) } else { Err(problems) }
}

/// The form. After signing in, the requested page appears.
#[component]
pub fn SignInForm() -> impl IntoView {
    let words_here = words::sign_in();
    use_title_meanwhile(words_here.title);
    let form_state = FormState::new();
    let session = use_session();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let enter = move |form: SignIn| {
        form_state.send(async move {
            match create_session(&form).await {
                Ok(answer) => {
                    session.set(answer);
                    // The shell learns whose press it would be.
                    shell::signed_in();
                }
                Err(error) => form_state.complain(about_all(error_text(&error))),
            }
            Ok(())
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let parsed = parse(email.get_untracked(), password.get_untracked());
        if let Some(form) = form_state.check(parsed) {
            enter(form);
        }
    };
    // The requested page opens after a password is chosen.
    let code_way = links::new_password_and_back(&encoded(&current_path_and_query()));
    view! {
        <form class="sheet" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <h1>{words_here.title}</h1>
            <p class="quiet">{words_here.lead}</p>
            <TextField
                id="email"
                label=words_here.email
                kind="email"
                autocomplete="username"
                value=email
                problem=form_state.problem(SignInField::Email)
            />
            <TextField
                id="password"
                label=words_here.password
                kind="password"
                autocomplete="current-password"
                value=password
                problem=form_state.problem(SignInField::Password)
            />
            <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{words_here.submit}</Button>
            <p><a href=code_way>{words::new_password().forgotten}</a></p>
            <p><a href=links::HOME>{words_here.resident}</a></p>
        </form>
    }
}

fn error_text(error: &ApiError) -> String {
    match error {
        ApiError::SignedOut => words::sign_in().wrong.to_owned(),
        other => other.message(),
    }
}
