//! Letters saved for later (`GET /api/letters`): continuing or deleting one.

use leptos::prelude::*;
use wire::letter::{Letter, NewLetter};

use super::Composition;
use crate::api::delete_letter;
use crate::pages::staff::Load;
use crate::pages::staff::task_notice;
use crate::remote_data::Poll;
use crate::task::Task;
use crate::ui::{Button, Kind, focus, use_now, when};
use crate::words::{self, fill};

/// The list of saved letters.
pub fn saved_letters(composition: Composition, list: Poll<Vec<Letter>>) -> AnyView {
    let texts = words::compose();
    let now = use_now();
    let task = Task::new();
    let rows = view! { <Load poll=list bars=2 draw={move |value| {
        if value.is_empty() {
            view! { <p class="quiet">{texts.kept_none}</p> }.into_any()
        } else {
            let rows = value.iter().map(|one| row(composition, list, task, one, now.get())).collect_view();
            view! { <ul class="messages">{rows}</ul> }.into_any()
        }
    }}/> };
    view! {
        <section class="part" aria-labelledby="kept-letters">
            <h2 id="kept-letters">{texts.kept_letters}</h2>
            {task_notice(task)}
            {rows}
        </section>
    }
    .into_any()
}

fn row(
    composition: Composition,
    list: Poll<Vec<Letter>>,
    task: Task,
    one: &Letter,
    now: i64,
) -> impl IntoView + use<> {
    let texts = words::compose();
    let to = one.address.first().cloned().unwrap_or_default();
    let what = fill(texts.kept_for, &[("subject", &one.subject), ("to", &to)]);
    let ago = when::ago(one.created_at.millis(), now);
    let by = fill(texts.kept_by, &[("ago", &ago), ("who", &one.created_by)]);
    let (letter, id) = (one.clone(), one.id.clone());
    let take = Callback::new(move |()| go_on(composition, &letter));
    let away = Callback::new(move |()| {
        let id = id.clone();
        task.run(async move {
            delete_letter(&id).await?;
            composition.kept.update(|kept| *kept = kept.take().filter(|(letter, _)| letter.id != id));
            list.refetch();
            Ok(())
        });
    });
    view! {
        <li class="message-row">
            <span class="message-row__what">{what}</span>
            <span class="message-row__status">
                <Button kind=Kind::Quiet on_press=take>{texts.go_on}</Button>
                <Button kind=Kind::Quiet busy=task.busy() on_press=away>{texts.throw_away}</Button>
            </span>
            <span class="quiet">{by}</span>
        </li>
    }
}

/// Puts a saved letter into the form.
fn go_on(composition: Composition, letter: &Letter) {
    let words = NewLetter {
        address: letter.address.clone(),
        subject: letter.subject.clone(),
        body: letter.body.clone(),
    };
    composition.lines.set(letter.address.join("\n"));
    composition.heading.set(letter.subject.clone());
    composition.body.set(letter.body.clone());
    composition.kept.set(Some((letter.clone(), words)));
    focus("letter-heading");
}
