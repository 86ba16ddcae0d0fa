//! All providers as a file: exported as a sheet or as JSON, and imported after a preview (`GET …/export`, `POST
//! …/import`).

use leptos::prelude::*;
use serde_json::Value;
use web_sys::{File, HtmlInputElement};
use wire::assistance::{ImportOutcome, LineErrors};
use wire::field_errors::FieldErrors;
use wire::lenient;

use super::back;
use crate::api::{ApiError, export_address, import_providers};
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, FileField, Glyph, Kind, Notice, Skeleton, Tone};
use crate::words::{self, counted, fill};

/// The steps of an import.
#[derive(Clone, PartialEq)]
enum Step {
    Choosing,
    /// The file is being checked.
    Checking(String),
    /// The preview of the import.
    Checked {
        name: String,
        format: &'static str,
        bytes: Vec<u8>,
        outcome: ImportOutcome,
    },
    /// The result of the import.
    Done(ImportOutcome),
}

/// The page of import and export.
pub fn files() -> AnyView {
    let texts = words::files();
    let step = RwSignal::new(Step::Choosing);
    let task = Task::new();
    let content = move || match step.get() {
        Step::Choosing => ().into_any(),
        Step::Checking(name) => view! {
            <p role="status">{fill(texts.checking, &[("name", &name)])}</p><Skeleton words=texts.file/>
        }
        .into_any(),
        Step::Checked { name, outcome, .. } => checked_view(&name, &outcome, step, task),
        Step::Done(outcome) => done(&outcome),
    };
    let chosen = move |event: leptos::ev::Event| {
        let Some(file) = chosen_file(&event) else { return };
        task.run(async move { check(file, step).await });
    };
    view! {
        <div class="page page--narrow">
            {back()}
            <header><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></header>
            <section class="part" aria-labelledby="export-title">
                <h2 id="export-title">{texts.export}</h2>
                <p class="quiet">{texts.export_help}</p>
                <div class="buttons">
                    <a class="button" href=export_address("csv") download="providers.csv">{texts.csv}</a>
                    <a class="button" href=export_address("json") download="providers.json">{texts.json}</a>
                </div>
            </section>
            <section class="part" aria-labelledby="import-title">
                <h2 id="import-title">{texts.import}</h2>
                <p class="quiet">{texts.import_help}</p>
                <FileField id="import-file" label=texts.file hint=texts.file_hint accept=".csv,.json,text/csv,application/json" on_choose=Callback::new(chosen)/>
                {task_notice(task)}
                {content}
            </section>
        </div>
    }
    .into_any()
}

/// The file that was chosen in a file field.
pub fn chosen_file(event: &leptos::ev::Event) -> Option<File> {
    event_target::<HtmlInputElement>(event).files()?.get(0)
}

/// The name and bytes of a file. As text, letters of another encoding would be lost before the server could say so.
pub async fn file_bytes(file: File) -> Result<(String, Vec<u8>), ApiError> {
    let name = file.name();
    match wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Ok((name, js_sys::Uint8Array::new(&buffer).to_vec())),
        Err(_) => Err(refused(words::files().unreadable.to_owned())),
    }
}

async fn check(file: File, step: RwSignal<Step>) -> Result<(), ApiError> {
    step.set(Step::Checking(file.name()));
    let (name, bytes) = match file_bytes(file).await {
        Ok(read) => read,
        Err(error) => {
            step.set(Step::Choosing);
            return Err(error);
        }
    };
    let format = if name.to_ascii_lowercase().ends_with(".json") { "json" } else { "csv" };
    match import_providers(format, &bytes, true).await {
        Ok(outcome) => {
            step.set(Step::Checked { name, format, bytes, outcome });
            Ok(())
        }
        Err(error) => {
            step.set(Step::Choosing);
            Err(error)
        }
    }
}

fn refused(message: String) -> ApiError {
    ApiError::Refused { status: 400, message, body: String::new() }
}

fn checked_view(name: &str, outcome: &ImportOutcome, step: RwSignal<Step>, task: Task) -> AnyView {
    let texts = words::files();
    if !outcome.errors.is_empty() {
        return lines_wrong(&outcome.errors);
    }
    let (added, replaced) = (outcome.added.to_string(), outcome.replaced.to_string());
    let sentence = fill(texts.right, &[("name", name), ("added", &added), ("replaced", &replaced)]);
    let count = outcome.added + outcome.replaced;
    let words_of_go = counted(texts.go, count);
    let go = Callback::new(move |()| {
        let Step::Checked { name, format, bytes, .. } = step.get_untracked() else { return };
        task.run(async move {
            match import_providers(format, &bytes, false).await {
                Ok(outcome) => step.set(Step::Done(outcome)),
                // Somebody changed something meanwhile: the lines are shown again.
                Err(ApiError::Refused { status: 400, body, message }) => {
                    let Some(outcome) =
                        lenient::from_str::<ImportOutcome>(&body).filter(|known| !known.errors.is_empty())
                    else {
                        return Err(refused(message));
                    };
                    step.set(Step::Checked { name, format, bytes, outcome });
                }
                Err(error) => return Err(error),
            }
            Ok(())
        });
    });
    view! {
        <div role="status"><Notice tone=Tone::Confirmed glyph=Glyph::Tick><p>{sentence}</p></Notice></div>
        <div class="buttons"><Button kind=Kind::Primary busy=task.busy() on_press=go>{words_of_go}</Button></div>
    }
    .into_any()
}

fn done(outcome: &ImportOutcome) -> AnyView {
    let texts = words::files();
    let values = [("added", outcome.added.to_string()), ("replaced", outcome.replaced.to_string())];
    let sentence = fill(texts.done, &values.each_ref().map(|(name, value)| (*name, value.as_str())));
    view! {
        <div role="status">
            <Notice tone=Tone::Confirmed glyph=Glyph::Tick><p>{sentence}</p><p>{texts.secrets_later}</p></Notice>
        </div>
    }
    .into_any()
}

/// All problems, by line.
pub fn lines_wrong(errors: &[LineErrors]) -> AnyView {
    let texts = words::files();
    let sentence = counted(texts.wrong, errors.len() as i64);
    let rows = errors.iter().flat_map(|line| error_lines(line.line, &line.errors)).collect_view();
    let head = [texts.line, texts.field, texts.what].map(|name| view! { <th scope="col">{name}</th> });
    view! {
        <div role="status"><Notice tone=Tone::Waiting glyph=Glyph::Warning><p>{sentence}</p></Notice></div>
        <div class="table table--lines" tabindex="0" role="group" aria-label=texts.import>
            <table><thead><tr>{head.into_iter().collect_view()}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn error_lines(line: i64, errors: &Value) -> Vec<AnyView> {
    let row = |(path, message): (&str, &str)| {
        view! { <tr><th scope="row">{line}</th><td><code>{path.to_owned()}</code></td><td>{message.to_owned()}</td></tr> }
            .into_any()
    };
    FieldErrors::read(errors).iter().map(row).collect()
}
