//! A file that goes with an e-mail (`POST /api/documents`). It is kept at once, so that sending is quick.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::Writing;
use crate::api::create_document;
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, Kind, live, nothing};
use crate::words::{compose as words, fill};

#[wasm_bindgen]
extern "C" {
    type Input;
    #[wasm_bindgen(method, getter)]
    fn files(this: &Input) -> Option<Files>;
    type Files;
    #[wasm_bindgen(method)]
    fn item(this: &Files, place: u32) -> Option<File>;
    #[derive(Clone)]
    type File;
    #[wasm_bindgen(method, getter)]
    fn name(this: &File) -> String;
}

/// The choice, or the chosen file.
pub fn attachment(writing: Writing) -> AnyView {
    let texts = words();
    let task = Task::new();
    let going = RwSignal::new(String::new());
    let choose = move |event: leptos::ev::Event| {
        let Some(target) = event.target() else { return };
        let file = target.unchecked_into::<Input>().files().and_then(|files| files.item(0));
        let Some(file) = file else { return };
        let name = file.name();
        going.set(name.clone());
        task.run(async move {
            let kept = create_document(&name, file.into()).await;
            going.set(String::new());
            writing.attachment.set(Some((kept?, name)));
            Ok(())
        });
    };
    let drop_it = Callback::new(move |()| writing.attachment.set(None));
    let state = live(move || match (writing.attachment.get(), going.get()) {
        (Some((_, name)), _) => view! {
            <p class="compose__whom">
                {fill(texts.attached, &[("name", &name)])}
                <Button kind=Kind::Quiet on_press=drop_it>{texts.detach}</Button>
            </p>
        }
        .into_any(),
        (None, name) if !name.is_empty() => {
            view! { <p>{fill(texts.attaching, &[("name", &name)])}</p> }.into_any()
        }
        _ => nothing(),
    });
    view! {
        <div class="field">
            <label class="field__label" for="letter-file">{texts.attachment}</label>
            <p class="field__hint" id="letter-file-hint">{texts.attachment_hint}</p>
            <input
                type="file"
                id="letter-file"
                accept=".csv,.doc,.docx,.jpeg,.jpg,.odt,.pdf,.png,.rtf,.txt,.xlsx"
                aria-describedby="letter-file-hint"
                on:change=choose
            />
            <div role="status">{state}</div>
            {task_notice(task)}
        </div>
    }
    .into_any()
}
