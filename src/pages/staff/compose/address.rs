//! The address, by channel.

use leptos::prelude::*;
use wire::notification::NotificationType;

use super::Composition;
use crate::model::tray::letter::LetterField;
use crate::ui::{TextArea, TextField};
use crate::words;

/// The field that the channel needs.
pub fn address(composition: Composition) -> AnyView {
    let texts = words::compose();
    let problem = |field| composition.form_state.problem(field);
    match composition.channel.get() {
        NotificationType::Text => view! {
            <TextField id="letter-number" label=texts.number hint=texts.number_hint kind="tel" autocomplete="off" value=composition.number problem=problem(LetterField::Number)/>
        }
        .into_any(),
        NotificationType::Letter => view! {
            <TextArea id="letter-lines" label=texts.lines hint=texts.lines_hint rows=5 value=composition.lines problem=problem(LetterField::Lines)/>
        }
        .into_any(),
        _ => view! {
            <TextField id="letter-email" label=texts.email_address kind="email" autocomplete="off" value=composition.email problem=problem(LetterField::Email)/>
        }
        .into_any(),
    }
}
