//! One API client: its webhook, signing secret, tokens, and deliveries.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::client::{ApiClient, ApiClientChange, RequestType};

use super::{Clients, kind_badge};
use crate::api::{delete_client_tokens, rotate_webhook_secret, update_client};
use crate::model::form::{Field, Problem};
use crate::pages::staff::admin::secret_text::secret_text;
use crate::pages::staff::services::ledger;
use crate::pages::staff::{FormState, task_notice, use_page_title};
use crate::task::Task;
use crate::ui::{Button, Dialog, ErrorSummary, Kind, TextField};
use crate::words::{self, counted, fill};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ClientField {
    Webhook,
}

impl Field for ClientField {
    fn id(self) -> &'static str {
        "client-webhook"
    }
}

fn parse(webhook: &str) -> Result<ApiClientChange, Vec<Problem<ClientField>>> {
    let webhook = webhook.trim();
    let is_web = ["https://", "http://"]
        .iter()
        .any(|scheme| webhook.len() > scheme.len() && webhook.starts_with(scheme));
    if !webhook.is_empty() && !is_web {
        return Err(vec![Problem::Field(ClientField::Webhook, words::clients().enter_webhook.to_owned())]);
    }
    Ok(ApiClientChange { webhook_url: Some(webhook.to_owned()) })
}

/// The form, and the ledger below it.
#[component]
pub(super) fn ClientForm(clients: Clients, known: Memo<Option<ApiClient>>) -> impl IntoView {
    let texts = words::clients();
    let begun = known.get_untracked().unwrap_or_default();
    use_page_title(begun.name.clone());
    let form_state = FormState::new();
    let id = StoredValue::new(begun.id.clone());
    let webhook = RwSignal::new(begun.webhook_url.unwrap_or_default());
    let saved = RwSignal::new("");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        saved.set("");
        if let Some(change) = form_state.check(parse(&webhook.get_untracked())) {
            form_state.send(async move {
                let made = update_client(&id.get_value(), &change).await?;
                clients.list.refetch();
                saved.set(texts.saved);
                if made.webhook_secret.is_some() {
                    clients.secret.set(Some(made));
                }
                Ok(())
            });
        }
    };
    let heading = move || {
        let one = known.get().unwrap_or_default();
        let help = match one.request_type {
            RequestType::IntegrationTest => view! { <p class="quiet">{texts.tried_out_help}</p> }.into_any(),
            _ => ().into_any(),
        };
        let tokens = counted(texts.tokens, one.token_count);
        view! {
            <h1>{one.name.clone()}" "{kind_badge(&one)}</h1>
            <p class="quiet">{texts.id}": "<code>{one.id.clone()}</code>" · "{tokens}</p>
            {help}
        }
        .into_any()
    };
    let status_line = move || view! { <span>{saved.get()}</span> }.into_any();
    let sent = ledger(format!("?client={}", begun.id), texts.webhooks_none, texts.webhooks_none_help);
    view! {
        <form class="panel service__form" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            {heading}
            <TextField id="client-webhook" label=texts.webhook hint=texts.webhook_hint kind="url" value=webhook autocomplete="off" problem=form_state.problem(ClientField::Webhook)/>
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.save}</Button>
                <Rotation clients known/>
                {revocation(clients, known, saved)}
                <span role="status">{status_line}</span>
            </div>
        </form>
        <section class="part" aria-labelledby="client-webhooks">
            <h2 id="client-webhooks">{texts.webhooks}</h2>
            {sent}
        </section>
    }
}

/// A new secret, after confirmation.
#[component]
fn Rotation(clients: Clients, known: Memo<Option<ApiClient>>) -> impl IntoView {
    let texts = words::clients();
    let (open, task) = (RwSignal::new(false), Task::new());
    let rotate = Callback::new(move |()| {
        let id = known.get_untracked().unwrap_or_default().id;
        task.run(async move {
            let made = rotate_webhook_secret(&id).await?;
            open.set(false);
            clients.secret.set(Some(made));
            Ok(())
        });
    });
    question("client-rotate", texts.rotate, texts.rotate_title, texts.rotate_help, known, open, task, rotate)
}

/// Revoking every token, after confirmation.
fn revocation(clients: Clients, known: Memo<Option<ApiClient>>, saved: RwSignal<&'static str>) -> AnyView {
    let texts = words::clients();
    let (open, task) = (RwSignal::new(false), Task::new());
    let revoke = Callback::new(move |()| {
        let id = known.get_untracked().unwrap_or_default().id;
        task.run(async move {
            delete_client_tokens(&id).await?;
            clients.list.refetch();
            open.set(false);
            saved.set(texts.revoked_now);
            Ok(())
        });
    });
    question("client-revoke", texts.revoke, texts.revoke_title, texts.revoke_help, known, open, task, revoke)
}

/// A button that asks for confirmation.
#[expect(clippy::too_many_arguments, reason = "two questions, word by word")]
fn question(
    id: &'static str,
    button: &'static str,
    title: &'static str,
    help: &'static str,
    known: Memo<Option<ApiClient>>,
    open: RwSignal<bool>,
    task: Task,
    on_yes: Callback<()>,
) -> AnyView {
    let close = Callback::new(move |()| open.set(false));
    let help = move || fill(help, &[("name", &known.get_untracked().unwrap_or_default().name)]);
    view! {
        <Button on_press=Callback::new(move |()| open.set(true))>{button}</Button>
        <Dialog id=id title=title open=open on_close=close>
            <p>{help()}</p>
            {task_notice(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy=task.busy() on_press=on_yes>{button}</Button>
                <Button on_press=close>{words::clients().cancel}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The secret, shown once. Only its own button closes it, so that no stray key or click loses it.
#[component]
pub(super) fn SecretDialog(clients: Clients) -> impl IntoView {
    let texts = words::clients();
    let open = Memo::new(move |_| clients.secret.with(Option::is_some));
    let title = Signal::derive(move || {
        let name = clients.secret.with(|made| made.as_ref().map(|made| made.client.name.clone()));
        fill(texts.secret_title, &[("name", &name.unwrap_or_default())])
    });
    let close = Callback::new(move |()| clients.secret.set(None));
    let inside = move || {
        let made = clients.secret.get().unwrap_or_default();
        view! {
            <p>{texts.secret_help}</p>
            {secret_text(texts.secret.to_owned(), made.webhook_secret.unwrap_or_default())}
            <div class="dialog__actions"><Button kind=Kind::Primary on_press=close>{texts.close}</Button></div>
        }
    };
    let ignore = Callback::new(|()| ());
    view! { <Dialog id="client-secret" title=title open=open on_close=ignore>{inside()}</Dialog> }
}
