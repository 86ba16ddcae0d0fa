//! Attachments of an e-mail, and the PDF of a letter (`POST /api/documents`). Each is uploaded at once, so that
//! sending is quick.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::Composition;
use crate::api::create_document;
use crate::model::form::Field;
use crate::model::tray::letter::{Envelope, LetterField, Upload};
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, FileField, Kind};
use crate::words::{self, fill};

/// The file field and the attached files: as many as there are places for, or the letter's PDF.
pub fn attachment(composition: Composition, places: usize) -> AnyView {
    let texts = words::compose();
    let task = Task::new();
    let uploading = RwSignal::new(String::new());
    let choose = move |event: leptos::ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        let file = input.files().and_then(|files| files.get(0));
        let Some(file) = file else { return };
        let name = file.name();
        uploading.set(name.clone());
        task.run(async move {
            let document = create_document(&name, file.into()).await;
            let _ = uploading.try_set(String::new());
            let id = document?;
            // The same file may be chosen again after it was removed.
            input.set_value("");
            let _ = composition.files.try_update(|files| {
                files.truncate(places.saturating_sub(1));
                files.push(Upload { id, name });
            });
            Ok(())
        });
    };
    let is_letter = composition.envelope().get_untracked() == Envelope::Ready;
    let (label, hint) = match is_letter {
        true => (texts.pdf, texts.pdf_hint),
        false => (texts.attachment, texts.attachment_hint),
    };
    let accepted =
        if is_letter { ".pdf" } else { ".csv,.doc,.docx,.jpeg,.jpg,.odt,.pdf,.png,.rtf,.txt,.xlsx" };
    let problem = composition.form_state.problem(LetterField::File);
    view! {
        <div>
            <FileField id=LetterField::File.id() label hint accept=accepted on_choose=Callback::new(choose) problem/>
            <div role="status"><AttachedFiles composition uploading/></div>
            {task_notice(task)}
        </div>
    }
    .into_any()
}

/// The attached files with a remove button, and uploads in progress.
#[component]
fn AttachedFiles(composition: Composition, uploading: RwSignal<String>) -> impl IntoView {
    let texts = words::compose();
    (move || {
        let row = |(place, file): (usize, Upload)| {
            let drop_it = Callback::new(move |()| composition.files.update(|files| _ = files.remove(place)));
            view! {
                <p class="compose__whom">
                    {fill(texts.attached, &[("name", &file.name)])}
                    <Button kind=Kind::Quiet on_press=drop_it>{texts.detach}</Button>
                </p>
            }
        };
        let rows = composition.files.get().into_iter().enumerate().map(row).collect_view();
        let name = uploading.get();
        let on_its_way =
            (!name.is_empty()).then(|| view! { <p>{fill(texts.attaching, &[("name", &name)])}</p> });
        view! { {rows}{on_its_way} }.into_any()
    })
    .into_any()
}
