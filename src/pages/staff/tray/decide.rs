//! The confirmation of a decision (`PATCH /api/notifications/{id}`, `POST /api/notifications/actions`), with a note,
//! and the conflict when somebody else was faster.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use wire::notification::{NOTE_LIMIT, NewAction, Notification};

use super::act::{DecisionDialog, Draft, Outcome, asks_to_be_seen, carry_out, confirm_seen};
use super::state::{Tray, use_tray};
use crate::components::tray::{done_by, message, title, tray_action_words};
use crate::model::tray::action::TrayAction;
use crate::model::tray::list::Row;
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, Dialog, Glyph, Icon, Kind, TextArea, focus, use_now, when};
use crate::words::{self, fill};

/// One dialog for all of these.
#[component]
pub fn DecideDialog() -> impl IntoView {
    let tray = use_tray();
    let open = Signal::derive(move || tray.dialog.with(Option::is_some));
    let close = Callback::new(move |()| tray.dialog.set(None));
    let heading =
        Signal::derive(move || tray.dialog.with(|dialog| dialog.as_ref().map(heading).unwrap_or_default()));
    let inside = move || {
        (move || match tray.dialog.get() {
            None => ().into_any(),
            Some(DecisionDialog::ConfirmSeen(tray_action, rows)) => seen_view(tray, tray_action, rows, close),
            Some(DecisionDialog::Confirm(tray_action, rows)) => question(tray, tray_action, rows, close),
            Some(DecisionDialog::Conflict(stored)) => conflict_view(tray, &stored, close),
            Some(DecisionDialog::Results(outcomes)) => results(&outcomes, close),
        })
        .into_any()
    };
    view! { <Dialog id="decide" title=heading open=open on_close=close>{inside()}</Dialog> }
}

fn heading(dialog: &DecisionDialog) -> String {
    let words = words::decide();
    let count = match dialog {
        DecisionDialog::ConfirmSeen(_, rows) | DecisionDialog::Confirm(_, rows) => rows.len(),
        _ => 1,
    };
    let question = match dialog {
        DecisionDialog::ConfirmSeen(..) => words::seen().title,
        DecisionDialog::Confirm(TrayAction::Reject, _) if count > 1 => words.reject_many,
        DecisionDialog::Confirm(TrayAction::Reject, _) => words.reject,
        DecisionDialog::Confirm(TrayAction::Begin, _) => words.begin,
        DecisionDialog::Confirm(TrayAction::Check, _) => words.check,
        DecisionDialog::Confirm(..) if count > 1 => words.approve_many,
        DecisionDialog::Confirm(..) => words.approve,
        DecisionDialog::Conflict(_) => words.taken,
        DecisionDialog::Results(_) => words::bulk().results,
    };
    fill(question, &[("count", &count.to_string())])
}

/// "I have seen this", before a decision about it.
fn seen_view(tray: Tray, tray_action: TrayAction, rows: Vec<Row>, close: Callback<()>) -> AnyView {
    let words = words::seen();
    let unseen: Vec<Row> = rows.iter().filter(|row| asks_to_be_seen(row)).cloned().collect();
    let task = Task::new();
    let confirm = Callback::new(move |()| {
        let rows = rows.clone();
        task.run(async move { confirm_seen(tray, tray_action, rows).await });
    });
    view! {
        {about(&unseen)}
        <p>{words.before}</p>
        <p class="quiet">{words.help}</p>
        {task_notice(task)}
        <div class="dialog__actions">
            <Button kind=Kind::Primary busy=task.busy() on_press=confirm>{words.yes}</Button>
            <Button on_press=close>{words.later}</Button>
        </div>
    }
    .into_any()
}

fn question(tray: Tray, tray_action: TrayAction, rows: Vec<Row>, close: Callback<()>) -> AnyView {
    let words = words::decide();
    let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    let begun =
        tray.draft.get_untracked().filter(|draft| draft.tray_action == tray_action && draft.ids == ids);
    let note = RwSignal::new(begun.map(|draft| draft.note).unwrap_or_default());
    let problem = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let note = note.get();
        if !note.is_empty() {
            problem.set(None);
        }
        tray.draft.set(Some(Draft { tray_action, ids: ids.clone(), note }));
    });
    let task = Task::new();
    let (label, hint) = match tray_action {
        TrayAction::Reject => (words.note_reject, words.note_hint),
        _ => (words.note, words.note_hint),
    };
    let about = about(&rows);
    let is_final = matches!(tray_action, TrayAction::Approve | TrayAction::Reject);
    let decide = Callback::new(move |()| {
        let text = note.get_untracked();
        let checked = check(tray_action, text.trim());
        problem.set(checked.as_ref().err().cloned());
        let (Ok(action_note), Some(action_type)) = (checked, tray_action.action_type()) else {
            return focus("decide-note");
        };
        let action = NewAction { action_type, action_note, made_at: None };
        let rows = rows.clone();
        task.run(async move { carry_out(tray, action, rows).await });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        decide.run(());
    };
    // Enter alone starts a new line.
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            decide.run(());
        }
    };
    if tray_action == TrayAction::Reject {
        focus("decide-note");
    }
    view! {
        <form class="decide" novalidate on:submit=submit on:keydown=on_key>
            {about}
            <TextArea id="decide-note" label=label hint=hint value=note problem=problem rows=3/>
            {is_final.then(|| view! { <p class="quiet">{words::item().decision_help}</p> }.into_any())}
            {task_notice(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary submits=true busy=task.busy()>{tray_action_words(tray_action)}</Button>
                <Button on_press=close>{words.cancel}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// What is decided: one notification in words, several by number and first titles.
fn about(rows: &[Row]) -> AnyView {
    if let [row] = rows {
        return view! { <div class="decide__about"><p><strong>{title(row)}</strong></p><p>{message(row)}</p></div> }
            .into_any();
    }
    let count = fill(words::bulk().count, &[("count", &rows.len().to_string())]);
    let some: Vec<_> =
        rows.iter().take(5).map(|row| view! { <li>{title(row)}": "{message(row)}</li> }).collect();
    let more = (rows.len() > 5).then(|| view! { <li>"…"</li> });
    view! { <div class="decide__about"><p><strong>{count}</strong></p><ul>{some}{more}</ul></div> }.into_any()
}

/// The note as it is sent. Rejecting needs one.
fn check(tray_action: TrayAction, text: &str) -> Result<Option<String>, String> {
    let words = words::decide();
    match text.chars().count() {
        0 if tray_action == TrayAction::Reject => Err(words.enter_note.to_owned()),
        0 => Ok(None),
        count if count > NOTE_LIMIT => Err(fill(words.too_long, &[("count", &count.to_string())])),
        _ => Ok(Some(text.to_owned())),
    }
}

fn conflict_view(tray: Tray, stored: &Notification, close: Callback<()>) -> AnyView {
    let words = words::decide();
    let now = use_now().get_untracked();
    let name =
        stored.performed_action_done_by_name.clone().or_else(|| stored.performed_action_done_by.clone());
    let at = stored.performed_action_date.as_ref().map_or(now, |at| at.millis());
    let time = format!("{} ({})", when::ago(at, now), when::clock_time(at, now));
    let what = done_by(stored, &tray.own_email()).unwrap_or_default();
    let sentence =
        fill(words.taken_help, &[("name", &name.unwrap_or_default()), ("time", &time), ("what", &what)]);
    let note =
        stored.action_note.clone().map(|note| view! { <blockquote class="decide__note">{note}</blockquote> });
    view! {
        <p><strong>{title(stored)}</strong></p>
        <p>{sentence}</p>
        {note}
        <div class="dialog__actions"><Button kind=Kind::Primary on_press=close>{words.close}</Button></div>
    }
    .into_any()
}

fn results(outcomes: &[Outcome], close: Callback<()>) -> AnyView {
    let words = words::bulk();
    let failed = outcomes.iter().filter(|one| one.refusal.is_some()).count();
    let counted = |sentence: &str, count: usize| fill(sentence, &[("count", &count.to_string())]);
    let done = counted(words.done, outcomes.len() - failed);
    let not_done = (failed > 0).then(|| view! { <p>{counted(words.not_done, failed)}</p> });
    let line = |one: &Outcome| {
        let glyph = if one.refusal.is_some() { Glyph::Warning } else { Glyph::Tick };
        let why = one.refusal.clone().unwrap_or_else(|| words.ok.to_owned());
        view! { <li class="outcome" data-refused=one.refusal.is_some()><Icon glyph=glyph/><span><strong>{one.title.clone()}": "{why}</strong><br/>{one.message.clone()}</span></li> }
    };
    view! {
        <p>{done}</p>
        {not_done}
        <ul class="outcomes">{outcomes.iter().map(line).collect_view()}</ul>
        <div class="dialog__actions"><Button kind=Kind::Primary on_press=close>{words.close}</Button></div>
    }
    .into_any()
}
