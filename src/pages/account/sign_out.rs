//! Signing out, with the signed-in name beside it.
//!
//! Uses `DELETE /api/session`.

use leptos::prelude::*;

use crate::components::notice;
use crate::frame;
use crate::links;
use crate::session::{SessionState, use_session};
use crate::ui::{Button, Glyph, Tone};
use crate::words;

/// The sign-out button.
#[component]
pub fn SignOut() -> impl IntoView {
    let table = words::account();
    let session = use_session();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let sign_out = move |()| {
        busy.set(true);
        frame::work(async move {
            match session.sign_out().await {
                Ok(()) => _ = window().location().assign(links::HOME),
                Err(error) => _ = problem.try_set(Some(error.message())),
            }
            busy.try_set(false);
        });
    };
    let who = move || match &*session.state.read() {
        SessionState::SignedIn(user) => Some((table.signed_in_as)(&user.name)),
        _ => None,
    };
    view! {
        <section class="stack stack--close">
            <p class="quiet">{who}</p>
            {move || problem.get().map(|why| notice(Tone::Waiting, Glyph::Warning, [why], None))}
            <Button busy on_press=Callback::new(sign_out)>{table.sign_out}</Button>
        </section>
    }
}
