//! What stands in the place of one thing that could not be read, or is no more.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::ui::Button;
use crate::words::words;

/// Why it could not be read, and another try.
pub fn failed(error: &ApiError, again: Callback<()>) -> AnyView {
    view! {
        <div class="page page--narrow">
            <p role="alert">{error.message()}</p>
            <p><Button on_press=again>{words().errors.try_again}</Button></p>
        </div>
    }
    .into_any()
}

/// That it is gone, and the way back.
pub fn gone(back: AnyView, title: &'static str, help: &'static str) -> AnyView {
    view! { <div class="page">{back}<div class="empty"><h1 class="empty__title">{title}</h1><p>{help}</p></div></div> }
        .into_any()
}
