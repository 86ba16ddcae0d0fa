//! A secret, link or code that is shown once, with a copy button.

use leptos::prelude::*;

use crate::device::clipboard;
use crate::ui::Button;
use crate::words;

/// The text with its label.
pub fn secret_text(label: String, text: String) -> impl IntoView {
    let copied = RwSignal::new(false);
    let shown = text.clone();
    let copy = Callback::new(move |()| {
        clipboard::copy(&text);
        copied.set(true);
    });
    let hidden = format!(" {label}");
    let words_of_copy = move || if copied.get() { words::secrets().copied } else { words::secrets().copy };
    view! {
        <div class="secret">
            <span class="secret__label">{label}</span>
            <code class="secret__text">{shown}</code>
            <Button on_press=copy>{words_of_copy}<span class="visually-hidden">{hidden}</span></Button>
        </div>
    }
}
