//! A service's key for GOV.UK Notify (`PATCH /api/services/{id}`, `POST /api/services/{id}/notify-key/test`): set,
//! tested and removed. Where this server sends by itself, it says so.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::lenient;
use wire::service::{NotifyKeyTest, Service, ServiceChange, notify_key_parts};

use super::Services;
use crate::api::{ApiError, test_notify_key, update_service};
use crate::pages::staff::{CarrierNotice, task_notice, use_carriers};
use crate::task::Task;
use crate::ui::{Button, Glyph, Kind, Notice, TextField, Tone, focus, use_now, when};
use crate::words::{self, counted, fill};

const KEY: &str = "service-notify-key";

/// What is shown below the fields.
#[derive(Clone, PartialEq)]
enum KeyState {
    Nothing,
    Tested(NotifyKeyTest),
    Removed,
}

/// The section of the page.
pub fn notify_key(services: Services, known: Memo<Option<Service>>) -> AnyView {
    let texts = words::services();
    let carriers = use_carriers();
    let is_original = Memo::new(move |_| carriers.with(|known| known.as_ref().map(|one| one.is_original)));
    let inside = move || match is_original.get() {
        Some(true) => form(services, known),
        Some(false) => view! { <p class="quiet">{texts.notify_own}</p><CarrierNotice carriers/> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <section class="part" aria-labelledby="service-notify">
            <h2 id="service-notify">{texts.notify}</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn form(services: Services, known: Memo<Option<Service>>) -> AnyView {
    let texts = words::services();
    let task = Task::new();
    let (typed, problem) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let state = RwSignal::new(KeyState::Nothing);
    let id = move || known.get_untracked().unwrap_or_default().id;
    let has_key =
        Memo::new(move |_| known.with(|one| one.as_ref().is_some_and(|one| one.notify_key_at.is_some())));
    // The typed key, unless it is malformed.
    let checked = move || {
        let key = typed.get_untracked().trim().to_owned();
        let fits = notify_key_parts(&key).is_some() || (key.is_empty() && has_key.get_untracked());
        problem.set((!fits).then(|| texts.notify_enter.to_owned()));
        if !fits {
            focus(KEY);
        }
        fits.then_some(key)
    };
    let run = move |key: Option<String>, keeps: bool| {
        state.set(KeyState::Nothing);
        task.run(async move {
            if let Some(key) = key.clone().filter(|_| keeps) {
                let change = ServiceChange { notify_key: Some(key), ..ServiceChange::default() };
                if !apply_answer(update_service(&id(), &change).await.map(drop), problem)? {
                    return Ok(());
                }
                typed.set(String::new());
                services.list.refetch();
            }
            let tried = if keeps { None } else { key.filter(|key| !key.is_empty()) };
            state.set(KeyState::Tested(test_notify_key(&id(), tried).await?));
            Ok(())
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(key) = checked() {
            run(Some(key).filter(|key| !key.is_empty()), true);
        }
    };
    let attempt = Callback::new(move |()| {
        if let Some(key) = checked() {
            run(Some(key), false);
        }
    });
    let remove = Callback::new(move |()| {
        problem.set(None);
        task.run(async move {
            let change = ServiceChange { notify_key: Some(String::new()), ..ServiceChange::default() };
            update_service(&id(), &change).await?;
            services.list.refetch();
            state.set(KeyState::Removed);
            Ok(())
        });
    });
    let removal = move || match has_key.get() {
        true => {
            view! { <Button kind=Kind::Quiet busy=task.busy() on_press=remove>{texts.notify_remove}</Button> }
                .into_any()
        }
        false => ().into_any(),
    };
    view! {
        <form novalidate on:submit=submit>
            <p class="quiet">{texts.notify_lead}</p>
            <KeyStatus known/>
            <TextField id=KEY label=texts.notify_key hint=texts.notify_key_hint kind="password" autocomplete="off" value=typed problem=problem/>
            {task_notice(task)}
            <div class="buttons">
                <Button submits=true busy=task.busy()>{texts.notify_save}</Button>
                <Button busy=task.busy() on_press=attempt>{texts.notify_try}</Button>
                {removal}
            </div>
            <div role="status">{answer(state)}</div>
        </form>
    }
    .into_any()
}

/// Whether the server accepted the key; its error is shown at the field.
fn apply_answer(answer: Result<(), ApiError>, problem: RwSignal<Option<String>>) -> Result<bool, ApiError> {
    let Err(error) = answer else { return Ok(true) };
    let ApiError::Refused { body, .. } = &error else { return Err(error) };
    let found: wire::problem::Problem = lenient::from_str(body).unwrap_or_default();
    let Some(complaint) = found.errors.of("notifyKey").first() else { return Err(error) };
    problem.set(Some(complaint.clone()));
    focus(KEY);
    Ok(false)
}

/// Which key is stored, and since when.
#[component]
fn KeyStatus(known: Memo<Option<Service>>) -> impl IntoView {
    let texts = words::services();
    let now = use_now();
    (move || {
        let one = known.get().unwrap_or_default();
        let state = match (one.notify_key_at, one.notify_key_name) {
            (Some(at), name) => {
                let ago = when::ago(at.millis(), now.get());
                fill(texts.notify_is, &[("name", &name.unwrap_or_default()), ("ago", &ago)])
            }
            (None, _) => texts.notify_none.to_owned(),
        };
        view! { <p><strong>{state}</strong></p> }.into_any()
    })
    .into_any()
}

fn answer(state: RwSignal<KeyState>) -> AnyView {
    let texts = words::services();
    (move || match state.get() {
        KeyState::Nothing => ().into_any(),
        KeyState::Removed => view! { <p>{texts.notify_removed}</p> }.into_any(),
        KeyState::Tested(test) if test.accepted => {
            let count = test.email_templates + test.sms_templates + test.letter_templates;
            let templates = counted(texts.notify_templates, count);
            let state = fill(texts.notify_takes, &[("templates", &templates)]);
            view! { <Notice tone=Tone::Confirmed glyph=Glyph::Info><p>{state}</p></Notice> }.into_any()
        }
        KeyState::Tested(test) => {
            let state = fill(texts.notify_said, &[("answer", &test.answer.unwrap_or_default())]);
            view! {
                <Notice tone=Tone::Waiting glyph=Glyph::Warning>
                    <p><strong>{texts.notify_refuses}</strong></p>
                    <p>{state}</p>
                </Notice>
            }
            .into_any()
        }
    })
    .into_any()
}
