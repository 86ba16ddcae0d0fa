//! The channel, and what a letter consists of. A channel that cannot send cannot be chosen.

use std::sync::Arc;

use leptos::prelude::*;
use wire::carrier::Carriers;
use wire::notification::NotificationType;

use super::Composition;
use crate::model::form::Complaints;
use crate::model::tray::letter::Envelope;
use crate::words;

/// The channels as radio buttons.
pub fn channels(composition: Composition, carriers: Memo<Option<Arc<Carriers>>>) -> impl IntoView {
    let texts = words::compose();
    let all = [
        (NotificationType::Email, texts.email, "how-email"),
        (NotificationType::Text, texts.text, "how-text"),
        (NotificationType::Letter, texts.letter, "how-letter"),
    ];
    let radio = |(channel, label, id): (NotificationType, &'static str, &'static str)| {
        let (shown, offered, chosen) = (channel.clone(), channel.clone(), channel);
        let choose = move |_| {
            composition.channel.set(chosen.clone());
            composition.template.set(None);
            composition.files.set(Vec::new());
            composition.form_state.complain(Complaints::new());
        };
        let is_closed =
            move || carriers.with(|known| known.as_ref().is_some_and(|known| !known.carries(&offered)));
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="how"
                    id=id
                    disabled=is_closed
                    prop:checked=move || composition.channel.get() == shown
                    on:change=choose
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts.how}</legend>
            <div class="choices">{all.into_iter().map(radio).collect_view()}</div>
        </fieldset>
    }
}

/// What a letter's envelope contains.
pub fn envelopes(composition: Composition) -> AnyView {
    let texts = words::compose();
    if composition.channel.get() != NotificationType::Letter {
        return ().into_any();
    }
    let all = [
        (Envelope::Template, texts.from_template, "what-template"),
        (Envelope::Written, texts.written_here, "what-written"),
        (Envelope::Ready, texts.ready, "what-ready"),
    ];
    let radio = |(envelope, label, id): (Envelope, &'static str, &'static str)| {
        let choose = move |_| {
            composition.envelope.set(envelope);
            composition.files.set(Vec::new());
            composition.form_state.complain(Complaints::new());
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="what"
                    id=id
                    prop:checked=move || composition.envelope.get() == envelope
                    on:change=choose
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts.what}</legend>
            <div class="choices">{all.into_iter().map(radio).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
