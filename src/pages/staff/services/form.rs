//! Registering a service, and editing one (`POST` and `PATCH /api/services`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::label;
use wire::service::{CONTACT_LIMIT, Service, ServiceChange, is_service_name};

use super::Services;
use crate::api::{ApiError, create_service, rotate_service_key, update_service};
use crate::links;
use crate::model::form::{Field, Problem};
use crate::navigation::use_navigator;
use crate::pages::staff::{FormState, task_notice, use_page_title};
use crate::task::Task;
use crate::ui::{Badge, Button, Check, Dialog, ErrorSummary, Kind, TextField, Tone, use_now, when};
use crate::words::{self, fill};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ServiceField {
    Name,
    Callback,
    Contact,
}

impl Field for ServiceField {
    fn id(self) -> &'static str {
        match self {
            Self::Name => "service-name",
            Self::Callback => "service-callback",
            Self::Contact => "service-contact",
        }
    }
}

/// The form's fields, as typed.
#[derive(Clone, Copy)]
struct ServiceFields {
    name: RwSignal<String>,
    callback: RwSignal<String>,
    contact: RwSignal<String>,
}

impl ServiceFields {
    fn of(service: &Service) -> Self {
        Self {
            name: RwSignal::new(service.name.clone()),
            callback: RwSignal::new(service.callback_url.clone().unwrap_or_default()),
            contact: RwSignal::new(service.contact.clone().unwrap_or_default()),
        }
    }

    fn parse(self) -> Result<ServiceChange, Vec<Problem<ServiceField>>> {
        let (name, callback, contact) =
            (self.name.get_untracked(), self.callback.get_untracked(), self.contact.get_untracked());
        parse(&name, &callback, &contact)
    }
}

fn parse(name: &str, callback: &str, contact: &str) -> Result<ServiceChange, Vec<Problem<ServiceField>>> {
    let (name, callback, contact) = (name.trim(), callback.trim(), contact.trim());
    let mut problems = Vec::new();
    if !is_service_name(name) {
        problems.push(Problem::Field(ServiceField::Name, words::services().enter_name.to_owned()));
    }
    let is_web = ["https://", "http://"]
        .iter()
        .any(|scheme| callback.len() > scheme.len() && callback.starts_with(scheme));
    if !callback.is_empty() && !is_web {
        problems.push(Problem::Field(ServiceField::Callback, words::services().enter_callback.to_owned()));
    }
    if label::parse_optional(contact, CONTACT_LIMIT).is_err() {
        problems.push(Problem::Field(ServiceField::Contact, words::services().enter_contact.to_owned()));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(ServiceChange {
        name: Some(name.to_owned()),
        callback_url: Some(callback.to_owned()),
        contact: Some(contact.to_owned()),
        ..ServiceChange::default()
    })
}

/// The form of a new one.
#[component]
pub fn NewService(services: Services) -> impl IntoView {
    let texts = words::services();
    use_page_title(texts.register);
    let navigator = use_navigator();
    let form_state = FormState::new();
    let fields_state = ServiceFields::of(&Service::default());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(new) = form_state.check(fields_state.parse()) {
            form_state.send(async move {
                let made = create_service(&new).await?;
                services.list.refetch();
                navigator.push(&links::service(&made.service.id.0));
                services.secrets.set(Some(made));
                Ok(())
            });
        }
    };
    view! {
        <form class="panel service__form" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <h1>{texts.register}</h1>
            {fields(form_state, fields_state)}
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.register}</Button>
                <a class="button" href=links::SERVICES>{texts.cancel}</a>
            </div>
        </form>
    }
}

fn fields(form_state: FormState, fields_state: ServiceFields) -> impl IntoView {
    let texts = words::services();
    let ServiceFields { name, callback, contact } = fields_state;
    view! {
        <TextField id="service-name" label=texts.name hint=texts.name_hint value=name autocomplete="off" problem=form_state.problem(ServiceField::Name)/>
        <TextField id="service-callback" label=texts.callback hint=texts.callback_hint kind="url" value=callback autocomplete="off" problem=form_state.problem(ServiceField::Callback)/>
        <TextField id="service-contact" label=texts.contact hint=texts.contact_hint value=contact autocomplete="off" problem=form_state.problem(ServiceField::Contact)/>
    }
}

/// A stored service: name, callback, key, and whether it may send.
#[component]
pub fn ServiceForm(services: Services, known: Memo<Option<Service>>) -> impl IntoView {
    let texts = words::services();
    let begun = known.get_untracked().unwrap_or_default();
    use_page_title(begun.name.clone());
    let form_state = FormState::new();
    let id = StoredValue::new(begun.id.clone());
    let fields_state = ServiceFields::of(&begun);
    let readings = RwSignal::new(begun.read_callbacks);
    let saved = RwSignal::new(false);
    let change = move |change: ServiceChange| {
        let id = id.get_value();
        async move {
            update_service(&id, &change).await?;
            services.list.refetch();
            Ok::<(), ApiError>(())
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        saved.set(false);
        if let Some(new) = form_state.check(fields_state.parse()) {
            form_state.send(async move {
                let read_callbacks = Some(readings.get_untracked());
                change(ServiceChange { read_callbacks, ..new }).await?;
                saved.set(true);
                Ok(())
            });
        }
    };
    let active = Memo::new(move |_| known.with(|known| known.as_ref().is_none_or(|one| one.active)));
    let switching = Task::new();
    let switch = Callback::new(move |()| {
        let active = Some(!active.get_untracked());
        switching.run(change(ServiceChange { active, ..ServiceChange::default() }));
    });
    let now = use_now();
    let heading = move || {
        let one = known.get().unwrap_or_default();
        let off = if one.active {
            ().into_any()
        } else {
            view! { <Badge text=texts.off tone=Tone::Waiting/> }.into_any()
        };
        let made = format!("{} {}", texts.key_age, when::ago(one.key_made_at.millis(), now.get()));
        view! { <h1>{one.name}" "{off}</h1><p class="quiet">{made}</p> }.into_any()
    };
    let words_of_switch = move || if active.get() { texts.switch_off } else { texts.switch_on };
    let status_line =
        (move || if saved.get() { view! { <span>{texts.saved}</span> }.into_any() } else { ().into_any() })
            .into_any();
    view! {
        <form class="panel service__form" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            {heading}
            {fields(form_state, fields_state)}
            <Check id="service-readings" label=texts.readings value=readings hint=texts.readings_hint/>
            {task_notice(form_state.task())}
            {task_notice(switching)}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.save}</Button>
                <Button busy=switching.busy() on_press=switch>{words_of_switch}</Button>
                <Rotation services known/>
                <span role="status">{status_line}</span>
            </div>
        </form>
    }
}

/// A new key, after confirmation: the old one stops at once.
#[component]
fn Rotation(services: Services, known: Memo<Option<Service>>) -> impl IntoView {
    let texts = words::services();
    let open = RwSignal::new(false);
    let task = Task::new();
    let close = Callback::new(move |()| open.set(false));
    let rotate = Callback::new(move |()| {
        let id = known.get_untracked().unwrap_or_default().id;
        task.run(async move {
            let made = rotate_service_key(&id).await?;
            services.list.refetch();
            open.set(false);
            services.secrets.set(Some(made));
            Ok(())
        });
    });
    let help = move || {
        let name = known.get_untracked().unwrap_or_default().name;
        fill(texts.rotate_help, &[("name", &name)])
    };
    view! {
        <Button on_press=Callback::new(move |()| open.set(true))>{texts.rotate}</Button>
        <Dialog id="rotate" title=texts.rotate_title open=open on_close=close>
            <p>{help()}</p>
            {task_notice(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy=task.busy() on_press=rotate>{texts.rotate}</Button>
                <Button on_press=close>{texts.cancel}</Button>
            </div>
        </Dialog>
    }
}
