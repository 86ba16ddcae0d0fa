//! The question before a decision (`PATCH /api/notifications/{id}`, `POST /api/notifications/actions`), with a note, and the
//! answer when somebody else was quicker.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use wire::notification::{NOTE_LIMIT, NewAction, Notification};

use super::act::{Deciding, Draft, Outcome, asks_to_be_seen, carry_out, see};
use super::state::{Tray, use_tray};
use crate::components::tray::{done_by, message, title, wish_words};
use crate::model::tray::list::Row;
use crate::model::tray::wish::Wish;
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, Dialog, Glyph, Icon, Kind, TextArea, focus, use_now, when};
use crate::words::{bulk, decide, fill, item, seen};

/// One dialog for all of it.
#[component]
pub fn DecideDialog() -> impl IntoView {
    let tray = use_tray();
    let open = Signal::derive(move || tray.deciding.with(Option::is_some));
    let close = Callback::new(move |()| tray.deciding.set(None));
    let heading = Signal::derive(move || {
        tray.deciding.with(|deciding| deciding.as_ref().map(heading).unwrap_or_default())
    });
    let inside = move || {
        (move || match tray.deciding.get() {
            None => ().into_any(),
            Some(Deciding::ToSee(wish, rows)) => to_see(tray, wish, rows, close),
            Some(Deciding::Asked(wish, rows)) => question(tray, wish, rows, close),
            Some(Deciding::Taken(theirs)) => taken(tray, &theirs, close),
            Some(Deciding::Results(outcomes)) => results(&outcomes, close),
        })
        .into_any()
    };
    view! { <Dialog id="decide" title=heading open=open on_close=close>{inside()}</Dialog> }
}

fn heading(deciding: &Deciding) -> String {
    let words = decide();
    let count = match deciding {
        Deciding::ToSee(_, rows) | Deciding::Asked(_, rows) => rows.len(),
        _ => 1,
    };
    let question = match deciding {
        Deciding::ToSee(..) => seen().title,
        Deciding::Asked(Wish::Reject, _) if count > 1 => words.reject_many,
        Deciding::Asked(Wish::Reject, _) => words.reject,
        Deciding::Asked(Wish::Begin, _) => words.begin,
        Deciding::Asked(Wish::Check, _) => words.check,
        Deciding::Asked(..) if count > 1 => words.approve_many,
        Deciding::Asked(..) => words.approve,
        Deciding::Taken(_) => words.taken,
        Deciding::Results(_) => bulk().results,
    };
    fill(question, &[("count", &count.to_string())])
}

/// "I have seen this", before what has to be seen is decided.
fn to_see(tray: Tray, wish: Wish, rows: Vec<Row>, close: Callback<()>) -> AnyView {
    let words = seen();
    let unseen: Vec<Row> = rows.iter().filter(|row| asks_to_be_seen(row)).cloned().collect();
    let task = Task::new();
    let confirm = Callback::new(move |()| {
        let rows = rows.clone();
        task.run(async move { see(tray, wish, rows).await });
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

fn question(tray: Tray, wish: Wish, rows: Vec<Row>, close: Callback<()>) -> AnyView {
    let words = decide();
    let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    let begun = tray.draft.get_untracked().filter(|draft| draft.wish == wish && draft.ids == ids);
    let note = RwSignal::new(begun.map(|draft| draft.note).unwrap_or_default());
    let problem = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let note = note.get();
        if !note.is_empty() {
            problem.set(None);
        }
        tray.draft.set(Some(Draft { wish, ids: ids.clone(), note }));
    });
    let task = Task::new();
    let (label, hint) = match wish {
        Wish::Reject => (words.note_reject, words.note_hint),
        _ => (words.note, words.note_hint),
    };
    let about = about(&rows);
    let is_final = matches!(wish, Wish::Approve | Wish::Reject);
    let decide = Callback::new(move |()| {
        let text = note.get_untracked();
        let checked = check(wish, text.trim());
        problem.set(checked.as_ref().err().cloned());
        let (Ok(action_note), Some(action_type)) = (checked, wish.action_type()) else {
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
    // Enter alone begins a line.
    let hear = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            decide.run(());
        }
    };
    if wish == Wish::Reject {
        focus("decide-note");
    }
    view! {
        <form class="decide" novalidate on:submit=submit on:keydown=hear>
            {about}
            <TextArea id="decide-note" label=label hint=hint value=note problem=problem rows=3/>
            {is_final.then(|| view! { <p class="quiet">{item().decision_help}</p> })}
            {task_notice(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary submits=true busy=task.busy()>{wish_words(wish)}</Button>
                <Button on_press=close>{words.cancel}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// What is decided: the one in words, several by their number and first titles.
fn about(rows: &[Row]) -> AnyView {
    if let [row] = rows {
        return view! { <div class="decide__about"><p><strong>{title(row)}</strong></p><p>{message(row)}</p></div> }
            .into_any();
    }
    let count = fill(bulk().count, &[("count", &rows.len().to_string())]);
    let some: Vec<_> =
        rows.iter().take(5).map(|row| view! { <li>{title(row)}": "{message(row)}</li> }).collect();
    let more = (rows.len() > 5).then(|| view! { <li>"…"</li> });
    view! { <div class="decide__about"><p><strong>{count}</strong></p><ul>{some}{more}</ul></div> }.into_any()
}

/// The note, as it is sent. Who rejects says why.
fn check(wish: Wish, text: &str) -> Result<Option<String>, String> {
    let words = decide();
    match text.chars().count() {
        0 if wish == Wish::Reject => Err(words.enter_note.to_owned()),
        0 => Ok(None),
        count if count > NOTE_LIMIT => Err(fill(words.too_long, &[("count", &count.to_string())])),
        _ => Ok(Some(text.to_owned())),
    }
}

fn taken(tray: Tray, theirs: &Notification, close: Callback<()>) -> AnyView {
    let words = decide();
    let now = use_now().get_untracked();
    let name =
        theirs.performed_action_done_by_name.clone().or_else(|| theirs.performed_action_done_by.clone());
    let at = theirs.performed_action_date.as_ref().map_or(now, |at| at.millis());
    let time = format!("{} ({})", when::ago(at, now), when::clock_time(at, now));
    let what = done_by(theirs, &tray.viewer()).unwrap_or_default();
    let sentence =
        fill(words.taken_help, &[("name", &name.unwrap_or_default()), ("time", &time), ("what", &what)]);
    let note =
        theirs.action_note.clone().map(|note| view! { <blockquote class="decide__note">{note}</blockquote> });
    view! {
        <p><strong>{title(theirs)}</strong></p>
        <p>{sentence}</p>
        {note}
        <div class="dialog__actions"><Button kind=Kind::Primary on_press=close>{words.close}</Button></div>
    }
    .into_any()
}

fn results(outcomes: &[Outcome], close: Callback<()>) -> AnyView {
    let words = bulk();
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
