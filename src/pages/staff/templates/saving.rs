//! Saving a template, and the conflict when somebody else changed it.

use leptos::prelude::*;
use wire::lenient;
use wire::sender::template::{Template, TemplateChange};

use super::editor::Editor;
use crate::api::{ApiError, create_template, get_template, update_template};
use crate::links;
use crate::model::template::complaints;
use crate::pages::staff::admin::leave_guard::LeaveGuard;
use crate::words::{self, fill};

/// Sends the form, if it is valid.
pub fn save(editor: Editor, leave_guard: LeaveGuard) {
    editor.saved.set(None);
    let form = untrack(|| editor.form());
    let Some(change) = editor.form_state.check(form.parse()) else { return };
    editor.form_state.send(async move {
        match editor.stored.get_untracked() {
            None => {
                if let Some(made) = apply_answer(editor, create_template(&change).await)? {
                    leave_guard.go(&links::template(&made.id));
                }
            }
            Some(stored) => {
                // A template keeps its type.
                let change = TemplateChange { kind: None, version: Some(stored.version), ..change };
                match update_template(&stored.id, &change).await {
                    Err(ApiError::Conflict { message, .. }) => {
                        report_conflict(editor, &stored.id, &message).await?
                    }
                    answer => {
                        if let Some(template) = apply_answer(editor, answer)? {
                            editor.begun.set(form);
                            editor.put_back.set(None);
                            editor.saved.set(Some(template.version));
                            editor.take(template);
                        }
                    }
                }
            }
        }
        Ok(())
    });
}

/// The server's errors are shown at their fields; others in the notice below the form.
fn apply_answer(editor: Editor, answer: Result<Template, ApiError>) -> Result<Option<Template>, ApiError> {
    match answer {
        Ok(template) => Ok(Some(template)),
        Err(ApiError::Refused { status: 422, body, message }) => {
            let found = complaints(&lenient::from_str(&body).unwrap_or_default());
            if found.is_empty() {
                return Err(ApiError::Refused { status: 422, body, message });
            }
            editor.form_state.complain(found);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Reports who was faster. The next save follows theirs, and their text is among the versions.
async fn report_conflict(editor: Editor, id: &str, message: &str) -> Result<(), ApiError> {
    editor.take(get_template(id).await?);
    let sentence = fill(words::templates().overtaken, &[("message", message)]);
    editor.form_state.complain(vec![("", sentence)]);
    Ok(())
}
