//! The form of a provider, new or stored: whom it is for, label, name and recipients; beside it the television's
//! preview and the test result. `POST` and `PUT /api/v2/assistance-provider`, `POST …/test`.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::assistance::{LABEL_LIMIT, NewProvider, NotifierKind, Provider, ProviderDraft, ScopeKind, Trials};
use wire::field_errors::FieldErrors;
use wire::id::ProviderId;
use wire::lenient;

use super::list::health_and_when;
use super::notifiers::{Notifier, notifiers};
use super::secrets::{Secret, SecretPart, secrets_dialog};
use super::whom::whom;
use super::{back, deleting, message_line, preview, trial};
use crate::api::{ApiError, create_provider, replace_provider, test_provider};
use crate::components::control::notice;
use crate::links;
use crate::model::form::Complaints;
use crate::model::provider::{Repeat, complaints};
use crate::navigation::{use_navigator, use_query};
use crate::pages::staff::admin::leave_guard::{self, LeaveGuard};
use crate::pages::staff::{FormState, task_notice, use_page_title};
use crate::task::Task;
use crate::ui::{Button, ErrorSummary, Glyph, Kind, TextField, Tone, use_now};
use crate::words::{self, fill};

/// What the parts of the form share.
#[derive(Clone, Copy)]
pub struct Editor {
    /// The stored provider; none for a new one.
    pub id: Option<ProviderId>,
    /// What kind of object it is for.
    pub kind: RwSignal<ScopeKind>,
    /// The number of that object.
    pub object: RwSignal<Option<i64>>,
    /// What the object is called.
    pub object_name: RwSignal<String>,
    /// What the television shows.
    pub label: RwSignal<String>,
    /// What staff call it.
    pub name: RwSignal<String>,
    /// The recipients, by kind.
    pub notifiers: [RwSignal<Repeat<Notifier>>; 3],
    /// The form's problems and request.
    pub form_state: FormState,
    /// The newest test's result.
    pub trials: RwSignal<Option<Trials>>,
    pub secrets: RwSignal<Vec<Secret>>,
    /// The stored provider of a new one, once it is saved.
    created: RwSignal<Option<ProviderId>>,
}

impl Editor {
    fn new(id: Option<ProviderId>, draft: &ProviderDraft, object_name: Option<String>) -> Self {
        let rows = |kind| RwSignal::new(Repeat::of(draft.list(kind).iter().map(Notifier::of)));
        Self {
            id,
            kind: RwSignal::new(ScopeKind::parse(&draft.content_type).unwrap_or_default()),
            object: RwSignal::new(draft.object_id),
            object_name: RwSignal::new(object_name.unwrap_or_default()),
            label: RwSignal::new(draft.label.clone()),
            name: RwSignal::new(draft.name.clone()),
            notifiers: NotifierKind::ALL.map(rows),
            form_state: FormState::new(),
            trials: RwSignal::new(None),
            secrets: RwSignal::new(Vec::new()),
            created: RwSignal::new(None),
        }
    }

    /// The form as typed; reading it subscribes to it.
    fn draft(self) -> ProviderDraft {
        let list = |rows: RwSignal<Repeat<Notifier>>| {
            rows.with(|rows| rows.values().map(|row| row.draft()).collect())
        };
        ProviderDraft {
            name: self.name.get(),
            label: self.label.get(),
            content_type: self.kind.get().as_str().to_owned(),
            object_id: self.object.get(),
            notifiers: self.notifiers.map(list),
        }
    }

    /// The draft, if everything that the browser can check is valid; shows all problems otherwise.
    fn checked(self) -> Option<ProviderDraft> {
        let draft = untrack(|| self.draft());
        match NewProvider::try_from(draft.clone()) {
            Ok(_) => {
                self.form_state.complain(Complaints::new());
                Some(draft)
            }
            Err(errors) => {
                self.complain(&errors);
                None
            }
        }
    }

    fn complain(self, errors: &FieldErrors) {
        let keys = self.notifiers.map(|rows| rows.with_untracked(Repeat::keys));
        self.form_state.complain(complaints(errors, &keys));
    }

    /// The server's errors are shown at their fields; others in the notice below the form.
    fn apply_answer<T>(self, answer: Result<T, ApiError>) -> Result<Option<T>, ApiError> {
        match answer {
            Ok(value) => Ok(Some(value)),
            Err(ApiError::Refused { status: 400, body, message }) => {
                let errors =
                    lenient::from_str(&body).map(|body| FieldErrors::read(&body)).unwrap_or_default();
                // `detail` is the server's message about the whole, not a field.
                if errors.is_empty() || errors.at("detail").is_some() {
                    return Err(ApiError::Refused { status: 400, body, message });
                }
                self.complain(&errors);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// The form. `stored` is none for a new provider, which starts as `draft`.
pub fn editor(stored: Option<Provider>, draft: ProviderDraft, object_name: Option<String>) -> AnyView {
    let texts = words::provider_form();
    let id = stored.as_ref().map(|provider| provider.id);
    let navigator = use_navigator();
    let editor = Editor::new(id, &draft, object_name);
    let saved_draft = RwSignal::new(untrack(|| editor.draft()));
    let is_changed = Memo::new(move |_| editor.draft() != saved_draft.get());
    let leave_guard = leave_guard::guard_changes(is_changed);
    // A new provider has its own page, which begins at the top: the confirmation is shown there once.
    let new = id.filter(|_| untrack(|| use_query().get(links::SAVED)).is_some());
    let made = RwSignal::new(new.is_some());
    if let Some(id) = new {
        navigator.replace(&links::provider(&id.to_string()));
    }
    let saved = RwSignal::new(false);
    let heading = stored.as_ref().map_or_else(
        || texts.new.to_owned(),
        |provider| fill(words::providers().edit, &[("name", &provider.name)]),
    );
    use_page_title(heading.clone());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        saved.set(false);
        made.set(false);
        let Some(draft) = editor.checked() else { return };
        editor.form_state.send(async move {
            let answer = match id {
                Some(id) => replace_provider(id, &draft).await,
                None => create_provider(&draft).await,
            };
            if let Some(provider) = editor.apply_answer(answer)? {
                after_saving(editor, saved_draft, leave_guard, saved, provider);
            }
            Ok(())
        });
    };
    let testing = Task::new();
    let test = Callback::new(move |()| {
        let Some(draft) = editor.checked() else { return };
        testing.run(async move {
            let answer = test_provider(id, &draft).await;
            if let Some(trials) = editor.apply_answer(answer)? {
                editor.trials.set(Some(trials));
                crate::ui::focus("trial-title");
            }
            Ok(())
        });
    });
    let told_saved = move || match saved.get() && !is_changed.get() {
        true => view! { <span class="saved">{texts.saved}</span> }.into_any(),
        false => ().into_any(),
    };
    let told_made = move || match made.get() && !is_changed.get() {
        true => notice(Tone::Confirmed, Glyph::Tick, texts.saved.to_owned()),
        false => ().into_any(),
    };
    let hooks = stored.as_ref().map(|provider| provider.webhook_notifiers.clone()).unwrap_or_default();
    view! {
        <div class="page">
            {back()}
            <div class="editor">
                <form class="editor__form" novalidate on:submit=save aria-labelledby="provider-title">
                    <ErrorSummary title=words::common().errors.problem problems=editor.form_state.problems/>
                    <header class="page__head">
                        <h1 id="provider-title">{heading}</h1>
                        {stored.as_ref().map(deleting::more)}
                    </header>
                    {stored.as_ref().map(health_line)}
                    <div role="status">{told_made}</div>
                    {whom(editor)}
                    {names(editor)}
                    {notifiers(editor, &hooks)}
                    {task_notice(editor.form_state.task())}
                    {task_notice(testing)}
                    <div class="editor__foot">
                        <div class="buttons">
                            <Button kind=Kind::Primary submits=true busy=editor.form_state.task().busy()>{texts.save}</Button>
                            <Button busy=testing.busy() on_press=test>{texts.test}</Button>
                            <a class="button" href=links::PROVIDERS>{texts.cancel}</a>
                            <span role="status">{told_saved}</span>
                        </div>
                        {message_line(Some(texts.test_help.to_owned()))}
                    </div>
                </form>
                <div class="editor__side">
                    {preview::preview(editor)}
                    {trial::trials(editor.trials)}
                    <SecretPart editor hooks/>
                </div>
            </div>
            {leave_guard::dialog(leave_guard)}
            {secrets_dialog(editor.secrets, move || {
                if let Some(id) = editor.created.get_untracked() {
                    navigator.push(&links::provider_saved(id));
                }
            })}
        </div>
    }
    .into_any()
}

/// The health of its deliveries, and a link to them.
fn health_line(provider: &Provider) -> impl IntoView + use<> {
    let texts = words::providers();
    let now = use_now().get_untracked();
    view! {
        <p class="went">
            {health_and_when(provider, now)}
            <a href=links::deliveries_of(provider.id)>{texts.its_deliveries}</a>
        </p>
    }
}

/// Shows secrets once; a new provider returns to the list, a stored one stays open.
fn after_saving(
    editor: Editor,
    saved_draft: RwSignal<ProviderDraft>,
    leave_guard: LeaveGuard,
    saved: RwSignal<bool>,
    provider: Provider,
) {
    let secrets: Vec<_> = provider.webhook_notifiers.iter().filter_map(Secret::of).collect();
    if editor.id.is_none() {
        leave_guard.release();
        editor.created.set(Some(provider.id));
        if secrets.is_empty() {
            return leave_guard.go(&links::provider_saved(provider.id));
        }
    }
    let draft = provider.to_draft();
    for kind in NotifierKind::ALL {
        let rows = Repeat::of(draft.list(kind).iter().map(Notifier::of));
        editor.notifiers[kind as usize].set(rows);
    }
    saved_draft.set(untrack(|| editor.draft()));
    editor.secrets.set(secrets);
    saved.set(true);
}

fn names(editor: Editor) -> AnyView {
    let texts = words::provider_form();
    let count = move || {
        let count = editor.label.with(|label| label.trim().chars().count());
        let text = fill(texts.label_count, &[("count", &count.to_string())]);
        view! { <p class="counter" data-over={count > LABEL_LIMIT}>{text}</p> }.into_any()
    };
    view! {
        <TextField
            id="provider-label"
            label=texts.label
            hint=texts.label_hint
            value=editor.label
            autocomplete="off"
            problem=at(editor, "provider-label")
        />
        {count}
        <TextField
            id="provider-name"
            label=texts.name
            hint=texts.name_hint
            value=editor.name
            autocomplete="off"
            problem=at(editor, "provider-name")
        />
    }
    .into_any()
}

/// The problem at a control.
pub fn at(editor: Editor, id: &'static str) -> Signal<Option<String>> {
    editor.form_state.problem_at(id)
}
