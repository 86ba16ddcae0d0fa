//! Archiving a template, after confirmation, and restoring it (`PATCH /api/templates/{id}`).

use leptos::prelude::*;
use wire::sender::template::{Template, TemplateChange};

use super::editor::Editor;
use crate::api::update_template;
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, Dialog, Glyph, Kind, Notice, Tone};
use crate::words::{self, fill};

/// The archive button of a stored template; for an archived one, a notice with a restore button.
pub fn archiving(editor: Editor) -> AnyView {
    let task = Task::new();
    let open = RwSignal::new(false);
    let is_archived = Memo::new(move |_| {
        editor.stored.with(|stored| stored.as_ref().map(|template: &Template| template.archived))
    });
    (move || match is_archived.get() {
        None => ().into_any(),
        Some(true) => view! { <ArchivedNotice editor task/> }.into_any(),
        Some(false) => view! { <Question editor task open/> }.into_any(),
    })
    .into_any()
}

/// Only the archived state: what is typed is kept.
fn set(editor: Editor, task: Task, open: Option<RwSignal<bool>>, archived: bool) {
    task.run(async move {
        let Some(Template { id, version, .. }) = editor.stored.get_untracked() else { return Ok(()) };
        let change =
            TemplateChange { archived: Some(archived), version: Some(version), ..TemplateChange::default() };
        let template = update_template(&id, &change).await?;
        if let Some(open) = open {
            open.set(false);
        }
        editor.take(template);
        Ok(())
    });
}

#[component]
fn ArchivedNotice(editor: Editor, task: Task) -> impl IntoView {
    let texts = words::templates();
    let take_up = Callback::new(move |()| set(editor, task, None, false));
    view! {
        <div class="aside">
            <Notice tone=Tone::Waiting glyph=Glyph::Info>
                <p><strong>{texts.aside}</strong></p>
                <p>{texts.aside_help}</p>
                <p><Button busy=task.busy() on_press=take_up>{texts.take_up}</Button></p>
            </Notice>
            {task_notice(task)}
        </div>
    }
}

#[component]
fn Question(editor: Editor, task: Task, open: RwSignal<bool>) -> impl IntoView {
    let texts = words::templates();
    let name = editor
        .stored
        .with_untracked(|stored| stored.as_ref().map(|one| one.name.clone()).unwrap_or_default());
    let title = fill(texts.archive_title, &[("name", &name)]);
    let keep = Callback::new(move |()| open.set(false));
    let archive = Callback::new(move |()| set(editor, task, Some(open), true));
    view! {
        <Button on_press=Callback::new(move |()| open.set(true))>{texts.archive}</Button>
        <Dialog id="archive" title=title open=open on_close=keep>
            <p>{texts.archive_help}</p>
            {task_notice(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy=task.busy() on_press=archive>{texts.archive}</Button>
                <Button on_press=keep>{texts.keep}</Button>
            </div>
        </Dialog>
    }
}
