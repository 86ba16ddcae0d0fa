//! `/new-password`: choosing a password with a code that was read out, or that an invitation's link carries, and
//! signing in. The link carries e-mail and code behind `#`, which is not sent to any server.
//!
//! Uses `POST /api/password-resets/use` and `POST /api/session`.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::password::{NewPassword, SHORTEST};
use wire::session::SignIn;

use super::sign_in::{SignInTarget, enter};
use crate::api::{self, ApiError};
use crate::frame;
use crate::model::form::{Complaints, Field, Problem, about_all, complaint_of, summary};
use crate::navigation::fragment;
use crate::session::use_session;
use crate::ui::{Button, ErrorSummary, Kind, TextField};
use crate::words::{self, fill};

#[derive(Clone, Copy, Debug, PartialEq)]
enum NewPasswordField {
    Email,
    Code,
    Password,
}

impl Field for NewPasswordField {
    fn id(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Code => "code",
            Self::Password => "new-password",
        }
    }
}

/// The form, as typed.
#[derive(Clone, Copy)]
struct NewPasswordForm {
    email: RwSignal<String>,
    code: RwSignal<String>,
    password: RwSignal<String>,
}

impl NewPasswordForm {
    fn new() -> Self {
        let known = |name| RwSignal::new(fragment(name).unwrap_or_default());
        Self { email: known("email"), code: known("code"), password: RwSignal::default() }
    }

    fn parse(self) -> Result<NewPassword, Vec<Problem<NewPasswordField>>> {
        let texts = words::new_password();
        let email = self.email.get_untracked().trim().to_owned();
        let code = self.code.get_untracked().trim().to_owned();
        let password = self.password.get_untracked();
        let short = password.chars().count() < SHORTEST;
        let rules = [
            (NewPasswordField::Email, email.is_empty(), texts.email_missing.to_owned()),
            (NewPasswordField::Code, code.is_empty(), texts.code_missing.to_owned()),
            (NewPasswordField::Password, short, least(texts.password_short)),
        ];
        let problems: Vec<_> = rules
            .into_iter()
            .filter(|(_, wrong, _)| *wrong)
            .map(|(field, _, message)| Problem::Field(field, message))
            .collect();
        if problems.is_empty() { Ok(NewPassword { email, code, password }) } else { Err(problems) }
    }
}

fn least(sentence: &str) -> String {
    fill(sentence, &[("count", &SHORTEST.to_string())])
}

/// The page with the form.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let texts = words::new_password();
    let session = use_session();
    let form = NewPasswordForm::new();
    let problems = RwSignal::new(Complaints::new());
    let busy = RwSignal::new(false);
    let next = SignInTarget::of_address();
    frame::set_title(texts.title);

    let save = move |event: SubmitEvent| {
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
            match choose(&body).await {
                Ok(found) => enter(session, found, next),
                Err(ApiError::SignedOut) => _ = problems.try_set(about_all(texts.wrong.to_owned())),
                Err(error) => _ = problems.try_set(about_all(error.message())),
            }
            busy.try_set(false);
        });
    };
    let problem = move |field| Signal::derive(move || complaint_of(&problems.read(), field));

    view! {
        <div class="stack">
            <ErrorSummary title=words::common().errors.problem problems/>
            <h1>{texts.title}</h1>
            <p class="quiet">{texts.lead}</p>
            <form novalidate on:submit=save>
                <TextField
                    id="email" label=texts.email value=form.email kind="email" autocomplete="username"
                    problem=problem(NewPasswordField::Email)
                />
                <TextField
                    id="code" label=texts.code value=form.code hint=texts.code_hint autocomplete="one-time-code"
                    problem=problem(NewPasswordField::Code)
                />
                <TextField
                    id="new-password" label=texts.password value=form.password kind="password" hint=least(texts.password_hint)
                    autocomplete="new-password" problem=problem(NewPasswordField::Password)
                />
                <Button kind=Kind::Primary submits=true busy>{texts.save}</Button>
            </form>
        </div>
    }
}

/// Sets the password, and signs in with it.
async fn choose(body: &NewPassword) -> Result<wire::session::Session, ApiError> {
    api::use_password_reset(body).await?;
    api::create_session(&SignIn { email: body.email.clone(), password: body.password.clone() }).await
}
