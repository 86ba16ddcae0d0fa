//! A letter written here: its text, saving it for later, and its PDF (`/api/letters`).

use leptos::prelude::*;

use super::Composition;
use super::saved_letters::saved_letters;
use super::sending::{complain, keep};
use crate::api::{letter_pdf_address, list_letters};
use crate::model::tray::letter::LetterField;
use crate::pages::staff::task_notice;
use crate::remote_data::use_fetch;
use crate::task::Task;
use crate::ui::{Button, TextArea, TextField};
use crate::words;

/// Heading, text and actions; below them the saved letters.
pub fn letter_editor(composition: Composition) -> impl IntoView {
    let texts = words::compose();
    let problem = |field| composition.form_state.problem(field);
    let list = use_fetch(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { list_letters(etag.as_deref()).await })
    });
    let task = Task::new();
    let press = Callback::new(move |()| {
        let Some(letter) = composition.form_state.check(untrack(|| composition.form()).written()) else {
            return;
        };
        task.run(async move {
            match keep(composition, letter).await {
                Ok(_) => list.refetch(),
                Err(error) => return complain(composition, error),
            }
            Ok(())
        });
    });
    view! {
        <TextField id="letter-heading" label=texts.letter_heading value=composition.heading autocomplete="off" problem=problem(LetterField::Heading)/>
        <TextArea id="letter-body" label=texts.letter_body hint=texts.letter_body_hint rows=12 value=composition.body problem=problem(LetterField::Body)/>
        {task_notice(task)}
        <div class="buttons">
            <Button busy=task.busy() on_press=press>{texts.keep}</Button>
            <span role="status"><SavedNotice composition/></span>
        </div>
        {saved_letters(composition, list)}
    }
}

/// That the text on the screen is saved, with a link to its PDF.
#[component]
fn SavedNotice(composition: Composition) -> impl IntoView {
    let texts = words::compose();
    (move || {
        let now = composition.form().written().ok();
        match composition.kept.get().filter(|(_, words)| now.as_ref() == Some(words)) {
            Some((letter, _)) => {
                let address = letter_pdf_address(&letter.id);
                view! { {texts.kept}" "<a href=address target="_blank">{texts.on_paper}</a> }.into_any()
            }
            None => ().into_any(),
        }
    })
    .into_any()
}
