//! Importing residents from a sheet (`POST /api/users/import`): previewed first, then stored.

use leptos::prelude::*;
use wire::account::AccountImport;
use wire::lenient;

use super::back;
use crate::api::{ApiError, import_users};
use crate::pages::staff::providers::{chosen_file, file_bytes, lines_wrong};
use crate::pages::staff::{task_notice, use_page_title};
use crate::task::Task;
use crate::ui::{Button, FileField, Glyph, Kind, Notice, Tone};
use crate::words::{self, counted, fill};

/// The steps of an import.
#[derive(Clone, PartialEq)]
enum Step {
    Choosing,
    /// The preview of the import.
    Checked(String, Vec<u8>, AccountImport),
    /// The result of the import.
    Done(AccountImport),
}

/// The import page.
pub fn import() -> AnyView {
    let texts = words::accounts();
    use_page_title(texts.import);
    let (step, task) = (RwSignal::new(Step::Choosing), Task::new());
    let chosen = move |event: leptos::ev::Event| {
        let Some(file) = chosen_file(&event) else { return };
        task.run(async move {
            step.set(Step::Choosing);
            let (name, bytes) = file_bytes(file).await?;
            let outcome = import_users(&bytes, true).await?;
            step.set(Step::Checked(name, bytes, outcome));
            Ok(())
        });
    };
    let content = move || match step.get() {
        Step::Choosing => ().into_any(),
        Step::Checked(_, _, outcome) if !outcome.errors.is_empty() => lines_wrong(&outcome.errors),
        Step::Checked(name, bytes, outcome) => right(&name, bytes, &outcome, step, task),
        Step::Done(outcome) => message_line(texts.import_done, "", &outcome),
    };
    view! {
        {back()}
        <header><h1>{texts.import}</h1><p class="quiet">{texts.import_lead}</p></header>
        <section class="part">
            <FileField id="import-file" label=texts.import_file hint=texts.import_file_hint accept=".csv,text/csv" on_choose=Callback::new(chosen)/>
            {task_notice(task)}
            {content}
        </section>
    }
    .into_any()
}

fn message_line(sentence: &str, name: &str, outcome: &AccountImport) -> AnyView {
    let (added, changed) = (outcome.added.to_string(), outcome.changed.to_string());
    let sentence = fill(sentence, &[("name", name), ("added", &added), ("changed", &changed)]);
    view! { <div role="status"><Notice tone=Tone::Confirmed glyph=Glyph::Tick><p>{sentence}</p></Notice></div> }
    .into_any()
}

fn right(name: &str, bytes: Vec<u8>, outcome: &AccountImport, step: RwSignal<Step>, task: Task) -> AnyView {
    let texts = words::accounts();
    let label = counted(texts.import_go, outcome.added + outcome.changed);
    let file = StoredValue::new((name.to_owned(), bytes));
    let go = Callback::new(move |()| {
        task.run(async move {
            let (name, bytes) = file.get_value();
            match import_users(&bytes, false).await {
                Ok(outcome) => step.set(Step::Done(outcome)),
                // Somebody changed something meanwhile: the lines are shown again.
                Err(ApiError::Refused { status: 400, body, message }) => {
                    match lenient::from_str::<AccountImport>(&body).filter(|known| !known.errors.is_empty()) {
                        Some(outcome) => step.set(Step::Checked(name, bytes, outcome)),
                        None => return Err(ApiError::Refused { status: 400, body, message }),
                    }
                }
                Err(error) => return Err(error),
            }
            Ok(())
        });
    });
    view! {
        {message_line(texts.import_right, name, outcome)}
        <div class="buttons"><Button kind=Kind::Primary busy=task.busy() on_press=go>{label}</Button></div>
    }
    .into_any()
}
