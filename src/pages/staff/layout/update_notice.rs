//! A new version of the app. It is offered above every staff page and never forced: applying it reloads the page.

use leptos::prelude::*;

use crate::device::update::Update;
use crate::ui::{Button, Glyph, Notice, Tone};
use crate::words;

/// The offer, while a new version waits.
#[component]
pub fn UpdateNotice() -> impl IntoView {
    let update = expect_context::<Update>();
    let take = Callback::new(move |()| update.take());
    view! {
        <Show when=move || update.waits.get()>
            <div class="told" role="status">
                <Notice tone=Tone::Plain glyph=Glyph::Info>
                    <p>{words::home().new_version}</p>
                    <p><Button on_press=take>{words::home().use_new_version}</Button></p>
                </Notice>
            </div>
        </Show>
    }
}
