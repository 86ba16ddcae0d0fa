//! The form of a template, new or stored; beside it its preview and versions (`POST` and `PATCH /api/templates`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::sender::template::{Template, TemplateType};

use super::archiving::archiving;
use super::fields::fields;
use super::preview::preview;
use super::saving::save;
use super::versions::versions;
use super::{back, kind_words};
use crate::api::list_versions;
use crate::links;
use crate::model::template::TemplateForm;
use crate::pages::staff::admin::leave_guard::{self, LeaveGuard};
use crate::pages::staff::{FormState, task_notice, use_page_title};
use crate::remote_data::{Poll, use_fetch};
use crate::ui::{Button, ErrorSummary, Glyph, Kind, Notice, Tone, focus};
use crate::words::{self, fill};

/// What the parts of the form share.
#[derive(Clone, Copy)]
pub struct Editor {
    pub kind: RwSignal<TemplateType>,
    /// What staff call it.
    pub name: RwSignal<String>,
    pub subject: RwSignal<String>,
    pub body: RwSignal<String>,
    /// How a letter is posted.
    pub postage: RwSignal<String>,
    /// Where a letter says to answer.
    pub contact: RwSignal<String>,
    /// The form's problems and request.
    pub form_state: FormState,
    /// The stored template; none for a new one.
    pub stored: RwSignal<Option<Template>>,
    pub versions: Poll<Vec<Template>>,
    /// The form as it was last stored.
    pub begun: RwSignal<TemplateForm>,
    /// The version whose text was restored, and the text before that.
    pub put_back: RwSignal<Option<(i64, TemplateForm)>>,
    /// The version that was just saved.
    pub saved: RwSignal<Option<i64>>,
}

impl Editor {
    fn new(stored: Option<Template>, form: TemplateForm) -> Self {
        let id = stored.as_ref().map(|template| template.id.clone()).unwrap_or_default();
        let versions = use_fetch(Signal::stored(id), |id, etag| {
            Box::pin(async move {
                match id.as_str() {
                    "" => Ok(crate::api::Polled::Changed(Vec::new(), None)),
                    id => list_versions(id, etag.as_deref()).await,
                }
            })
        });
        Self {
            kind: RwSignal::new(form.kind.clone()),
            name: RwSignal::new(form.name.clone()),
            subject: RwSignal::new(form.subject.clone()),
            body: RwSignal::new(form.body.clone()),
            postage: RwSignal::new(form.postage.clone()),
            contact: RwSignal::new(form.contact.clone()),
            form_state: FormState::new(),
            stored: RwSignal::new(stored),
            versions,
            begun: RwSignal::new(form),
            put_back: RwSignal::new(None),
            saved: RwSignal::new(None),
        }
    }

    /// The form as typed; reading it subscribes to it.
    pub fn form(self) -> TemplateForm {
        TemplateForm {
            kind: self.kind.get(),
            name: self.name.get(),
            subject: self.subject.get(),
            body: self.body.get(),
            postage: self.postage.get(),
            contact: self.contact.get(),
        }
    }

    /// Replaces the form's texts.
    pub fn fill(self, form: TemplateForm) {
        self.name.set(form.name);
        self.subject.set(form.subject);
        self.body.set(form.body);
        self.postage.set(form.postage);
        self.contact.set(form.contact);
    }

    /// Takes over the stored template.
    pub fn take(self, template: Template) {
        self.stored.set(Some(template));
        self.versions.refetch();
    }
}

/// The form.
pub fn editor(stored: Option<Template>, form: TemplateForm) -> AnyView {
    let texts = words::templates();
    let is_new = stored.is_none();
    let title = match &stored {
        Some(template) => fill(texts.edit, &[("name", &template.name)]),
        None => texts.new.to_owned(),
    };
    use_page_title(title.clone());
    let editor = Editor::new(stored, form);
    let is_changed = Memo::new(move |_| editor.form() != editor.begun.get());
    let leave_guard = leave_guard::guard_changes(is_changed);
    let versions = if is_new { ().into_any() } else { versions(editor.versions, Some(editor)) };
    view! {
        <div class="page">
            {back()}
            <div class="editor">
                <FormView editor leave_guard is_changed title/>
                <div class="editor__side">
                    {preview(Signal::derive(move || editor.form()), editor.stored.into())}
                    {versions}
                </div>
            </div>
            {leave_guard::dialog(leave_guard)}
        </div>
    }
    .into_any()
}

#[component]
fn FormView(editor: Editor, leave_guard: LeaveGuard, is_changed: Memo<bool>, title: String) -> impl IntoView {
    let texts = words::templates();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save(editor, leave_guard);
    };
    let told_saved = move || match editor.saved.get().filter(|_| !is_changed.get()) {
        Some(version) => {
            let sentence = fill(texts.saved, &[("version", &version.to_string())]);
            view! { <span class="saved">{sentence}</span> }.into_any()
        }
        None => ().into_any(),
    };
    let facts = move || match editor.stored.get() {
        Some(template) => {
            let version = fill(texts.version, &[("version", &template.version.to_string())]);
            view! { <p class="quiet">{format!("{} · {version}", kind_words(&template.kind))}</p> }.into_any()
        }
        None => ().into_any(),
    };
    view! {
        <form class="editor__form" novalidate on:submit=submit aria-labelledby="template-title">
            <ErrorSummary title=words::common().errors.problem problems=editor.form_state.problems/>
            <header class="page__head">
                <div><h1 id="template-title">{title}</h1>{facts}</div>
                {archiving(editor)}
            </header>
            <RestoredNotice editor/>
            {fields(editor)}
            {task_notice(editor.form_state.task())}
            <div class="editor__foot">
                <div class="buttons">
                    <Button kind=Kind::Primary submits=true busy=editor.form_state.task().busy()>{texts.save}</Button>
                    <a class="button" href=links::TEMPLATES>{texts.cancel}</a>
                    <span role="status">{told_saved}</span>
                </div>
            </div>
        </form>
    }
}

/// A notice that an older version's text is in the form, with an undo button.
#[component]
fn RestoredNotice(editor: Editor) -> impl IntoView {
    let texts = words::templates();
    let undo = Callback::new(move |()| {
        if let Some((_, before)) = editor.put_back.get_untracked() {
            editor.fill(before);
            editor.put_back.set(None);
            focus("template-name");
        }
    });
    (move || match editor.put_back.get() {
        Some((version, _)) => {
            let sentence = fill(texts.stands, &[("version", &version.to_string())]);
            view! {
                <div id="template-stands" tabindex="-1">
                    <Notice tone=Tone::Accent glyph=Glyph::Info>
                        <p><strong>{sentence}</strong></p>
                        <p>{texts.stands_help}</p>
                        <p><Button on_press=undo>{texts.undo}</Button></p>
                    </Notice>
                </div>
            }
            .into_any()
        }
        None => ().into_any(),
    })
    .into_any()
}
