//! The code that pairs this television with a resident.

use std::time::Duration;

use leptos::prelude::*;
use wire::television::NewPairing;

use super::{Screen, Television, restore};
use crate::api::{self, ApiError};
use crate::frame;
use crate::links;
use crate::navigation::origin;
use crate::words;

/// How often it checks whether the code was entered.
const POLL_INTERVAL: Duration = Duration::from_secs(3);

/// The code, and where to enter it.
pub fn pair(television: Television) -> AnyView {
    let words = words::television();
    let code = RwSignal::new(None::<NewPairing>);
    let busy = StoredValue::new(false);
    let look = move || {
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        frame::work(async move {
            look(television, code).await;
            busy.try_set_value(false);
        });
    };
    look();
    if let Ok(timer) = set_interval_with_handle(look, POLL_INTERVAL) {
        on_cleanup(move || timer.clear());
    }
    let content = move || {
        let known = code.get().unwrap_or_default();
        let code = if known.code.is_empty() { "···–···".to_owned() } else { known.code };
        view! {
            <div class="tv__steps">
                <p>{words.pair_open}</p>
                <p class="tv__address">{format!("{}{}", origin(), links::TELEVISIONS)}</p>
                <p>{words.pair_enter}</p>
                <p class="tv__code">{code}</p>
            </div>
            <div class="tv__scan"><img class="tv__qr" src=known.qr alt=""/><p>{words.pair_scan}</p></div>
        }
        .into_any()
    };
    view! {
        <section class="tv">
            <h1>{words.pair_title}</h1>
            <div class="tv__pair">{content}</div>
            <p class="tv__quiet">{words.pair_expires}</p>
        </section>
    }
    .into_any()
}

async fn look(television: Television, code: RwSignal<Option<NewPairing>>) {
    let known = code.try_with_untracked(|code| code.as_ref().map(|code| code.id.clone())).flatten();
    let Some(id) = known else {
        if let Ok(fresh) = api::create_pairing().await {
            code.try_set(Some(fresh));
        }
        return;
    };
    match api::create_television_session(&id).await {
        Ok(state) if state.paired => {
            television.show(Screen::Starting);
            restore(television);
        }
        // The code has expired: the next check creates another.
        Err(ApiError::NotFound(_)) => _ = code.try_set(None),
        Ok(_) | Err(_) => {}
    }
}
