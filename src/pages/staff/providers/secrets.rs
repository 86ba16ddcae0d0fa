//! Secrets of webhooks: shown once when they are created or rotated (`POST /api/v2/webhook-notifiers/{id}/rotate`),
//! and how a receiver checks a signature.

use leptos::prelude::*;
use wire::assistance::WebhookNotifier;
use wire::id::NotifierId;

use super::editor::Editor;
use crate::api::rotate_webhook_notifier;
use crate::pages::staff::admin::secret_text::secret_text;
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, Dialog, Kind, when};
use crate::words::{self, fill};

/// A secret that is still shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    name: String,
    secret: String,
    /// Until when the previous secret signs too, in milliseconds.
    former_until: Option<i64>,
}

impl Secret {
    /// The secret of a new webhook.
    pub fn of(hook: &WebhookNotifier) -> Option<Self> {
        let secret = hook.secret.clone()?;
        Some(Self { name: hook.name.clone(), secret, former_until: None })
    }
}

/// Shown while there are secrets; only its own button closes it, so that no stray key loses one.
pub fn secrets_dialog(
    secrets: RwSignal<Vec<Secret>>,
    then: impl Fn() + Send + Sync + Copy + 'static,
) -> AnyView {
    let texts = words::secrets();
    let open = Memo::new(move |_| secrets.with(|all| !all.is_empty()));
    let title = Signal::derive(move || {
        if secrets.with(Vec::len) > 1 { texts.title_many } else { texts.title }.to_owned()
    });
    let close = Callback::new(move |()| {
        secrets.set(Vec::new());
        then();
    });
    let inside = move || {
        let rows = secrets.get_untracked().into_iter().map(|one| {
            let former = one.former_until.map(|at| {
                view! { <p class="quiet">{fill(texts.until, &[("time", &when::day_and_time(at))])}</p> }
                    .into_any()
            });
            view! { {secret_text(fill(texts.secret, &[("name", &one.name)]), one.secret)} {former} }
        });
        view! {
            <p>{texts.help}</p>
            {rows.collect_view()}
            <How/>
            <div class="dialog__actions"><Button kind=Kind::Primary on_press=close>{texts.close}</Button></div>
        }
        .into_any()
    };
    let ignore = Callback::new(|()| ());
    view! { <Dialog id="secrets" title=title open=open on_close=ignore>{inside()}</Dialog> }.into_any()
}

/// The webhooks of a stored provider, each with a button to rotate its secret.
#[component]
pub fn SecretPart(editor: Editor, hooks: Vec<WebhookNotifier>) -> impl IntoView {
    if hooks.is_empty() {
        return ().into_any();
    }
    let texts = words::secrets();
    let confirming = RwSignal::new(None::<(NotifierId, String)>);
    let task = Task::new();
    let rows = hooks.into_iter().map(|hook| {
        let (id, name) = (hook.id, hook.name.clone());
        let press = Callback::new(move |()| confirming.set(Some((id, name.clone()))));
        let hidden = format!(" {}", hook.name);
        view! {
            <li class="hook">
                <span class="hook__name">{hook.name}</span>
                <Button on_press=press>{texts.rotate}<span class="visually-hidden">{hidden}</span></Button>
            </li>
        }
    });
    let open = Signal::derive(move || confirming.with(Option::is_some));
    let close = Callback::new(move |()| confirming.set(None));
    let title = Signal::derive(move || {
        let name = confirming.with(|confirming| confirming.as_ref().map(|(_, name)| name.clone()));
        fill(texts.rotate_title, &[("name", &name.unwrap_or_default())])
    });
    let rotate = Callback::new(move |()| {
        let Some((id, name)) = confirming.get_untracked() else { return };
        task.run(async move {
            let made = rotate_webhook_notifier(id).await?;
            confirming.set(None);
            let former_until = Some(made.former_until.millis());
            editor.secrets.set(vec![Secret { name, secret: made.secret, former_until }]);
            Ok(())
        });
    });
    view! {
        <section class="part" aria-labelledby="secrets-title">
            <h2 id="secrets-title">{texts.part}</h2>
            <p class="quiet">{texts.part_help}</p>
            <ul class="hooks">{rows.collect_view()}</ul>
            <How/>
        </section>
        <Dialog id="rotate" title=title open=open on_close=close>
            <p>{texts.rotate_help}</p>
            {task_notice(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy=task.busy() on_press=rotate>{texts.rotate_yes}</Button>
                <Button on_press=close>{words::provider_form().cancel}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Code to paste; the libraries are those of Standard Webhooks.
const SNIPPETS: [(&str, &str); 3] = [
    (
        "Node",
        "import { Webhook } from \"standardwebhooks\";\n\nconst webhook = new Webhook(process.env.TOCSIN_SECRET);\n// body: the text as it arrived, before it is parsed\nconst event = webhook.verify(body, request.headers);",
    ),
    (
        "Python",
        "from standardwebhooks import Webhook\n\nwebhook = Webhook(os.environ[\"TOCSIN_SECRET\"])\n# body: the bytes as they arrived, before they are parsed\nevent = webhook.verify(body, dict(request.headers))",
    ),
    (
        "Rust",
        "let webhook = standardwebhooks::Webhook::new(&std::env::var(\"TOCSIN_SECRET\")?)?;\n// body: the bytes as they arrived, before they are parsed\nwebhook.verify(&body, request.headers())?;",
    ),
];

#[component]
fn How() -> impl IntoView {
    let texts = words::secrets();
    let snippets = SNIPPETS.map(|(language, text)| {
        view! { <h4>{language}</h4><pre class="code" tabindex="0">{text}</pre> }
    });
    view! { <details class="how"><summary>{texts.how}</summary>{snippets.into_iter().collect_view()}</details> }
}
