//! Sending. A letter written here is saved first: what is sent is its PDF.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::letter::{Letter, NewLetter};
use wire::notification::NewNotification;

use super::Composition;
use super::complaints::complaints;
use crate::api::{ApiError, create_letter, create_notification, update_letter};
use crate::model::tray::letter::Envelope;

/// The form's submit handler.
pub fn submit(composition: Composition, sent: RwSignal<Option<String>>) -> impl Fn(SubmitEvent) {
    move |event: SubmitEvent| {
        event.prevent_default();
        let form = untrack(|| composition.form());
        let Some(mut new) = composition.form_state.check(form.parse()) else { return };
        let is_written = form.envelope() == Envelope::Written;
        let letter = form.written().ok().filter(|_| is_written);
        composition.form_state.send(async move {
            if let Some(letter) = letter {
                match keep(composition, letter).await {
                    Ok(kept) => new.document_id = Some(kept.id),
                    Err(error) => return complain(composition, error),
                }
            }
            match create_notification(&new).await {
                Ok(_) => sent.set(Some(to_words(&new))),
                Err(error) => return complain(composition, error),
            }
            Ok(())
        });
    }
}

/// Saves a letter, as a new one or in place of its last saved version.
pub async fn keep(composition: Composition, letter: NewLetter) -> Result<Letter, ApiError> {
    let before = composition.kept.try_get_untracked().flatten();
    let kept = match before {
        Some((kept, words)) if words == letter => return Ok(kept),
        Some((kept, _)) => update_letter(&kept.id, &letter).await?,
        None => create_letter(&letter).await?,
    };
    let _ = composition.kept.try_set(Some((kept.clone(), letter)));
    Ok(kept)
}

/// Errors of fields are shown there; others at the form.
pub fn complain(composition: Composition, error: ApiError) -> Result<(), ApiError> {
    if !matches!(error, ApiError::Refused { .. }) {
        return Err(error);
    }
    let template = composition.template.get_untracked();
    composition.form_state.complain(complaints(&error, template.as_ref()));
    Ok(())
}

fn to_words(new: &NewNotification) -> String {
    let to = new.email.clone().or_else(|| new.mobile_number.clone());
    let to = to.or_else(|| new.address().first().map(|line| (*line).to_owned()));
    to.or_else(|| new.message.clone()).unwrap_or_default()
}
