//! A key, shown once. Only its own button closes it, so that no stray key or click loses it.

use leptos::prelude::*;

use super::Services;
use crate::device::clipboard;
use crate::ui::{Button, Dialog, Kind};
use crate::words::{self, fill};

/// Shown while there are secrets.
pub fn secrets_dialog(services: Services) -> impl IntoView {
    let texts = words::services();
    let open = Memo::new(move |_| services.secrets.with(Option::is_some));
    let title = Signal::derive(move || {
        let name = services.secrets.with(|made| made.as_ref().map(|made| made.service.name.clone()));
        fill(texts.key_title, &[("name", &name.unwrap_or_default())])
    });
    let close = Callback::new(move |()| services.secrets.set(None));
    let inside = move || {
        let made = services.secrets.get().unwrap_or_default();
        let secret = made.callback_secret.clone().map(|text| {
            view! { <p class="quiet">{texts.secret_help}</p>{secret(texts.secret, text)} }
        });
        view! {
            <p>{texts.key_help}</p>
            {self::secret(texts.key, made.service_key.clone())}
            {secret}
            <div class="dialog__actions"><Button kind=Kind::Primary on_press=close>{texts.close}</Button></div>
        }
    };
    let ignore = Callback::new(|()| ());
    view! { <Dialog id="secrets" title=title open=open on_close=ignore>{inside()}</Dialog> }
}

fn secret(label: &'static str, text: String) -> impl IntoView {
    let copied = RwSignal::new(false);
    let shown = text.clone();
    let copy = Callback::new(move |()| {
        clipboard::copy(&text);
        copied.set(true);
    });
    let words_of_copy = move || if copied.get() { words::services().copied } else { words::services().copy };
    view! {
        <div class="secret">
            <span class="secret__label">{label}</span>
            <code class="secret__text">{shown}</code>
            <Button on_press=copy>{words_of_copy}</Button>
        </div>
    }
}
