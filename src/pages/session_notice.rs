//! A notice above a page that its account's session has ended, or that another account has signed in in this browser.

use leptos::prelude::*;

use crate::session::{SessionState, SessionValidity, use_session};
use crate::ui::{Button, Glyph, Notice, Tone};
use crate::words::{self, fill};

/// The notice; nothing while the account is valid.
#[component]
pub fn SessionNotice() -> impl IntoView {
    let session = use_session();
    (move || match session.validity.get() {
        SessionValidity::Valid => ().into_any(),
        SessionValidity::Ended => ended(),
        SessionValidity::Replaced(name) => replaced(&name),
    })
    .into_any()
}

/// What is typed is kept until the person chooses to sign in.
fn ended() -> AnyView {
    let session = use_session();
    let leave = Callback::new(move |()| {
        session.validity.set(SessionValidity::Valid);
        session.state.set(SessionState::SignedOut);
    });
    view! { <NoticeBar sentence=words::callout().signed_out.to_owned() action=words::callout().sign_in.to_owned() act=leave/> }
    .into_any()
}

fn replaced(name: &str) -> AnyView {
    let session = use_session();
    let own = session.state.with_untracked(|state| state.name().to_owned());
    let sentence = fill(words::standing().replaced, &[("name", name), ("own", &own)]);
    let reload = Callback::new(move |()| {
        let _ = window().location().reload();
    });
    view! { <NoticeBar sentence action={fill(words::standing().reload, &[("name", name)])} act=reload/> }
        .into_any()
}

#[component]
fn NoticeBar(sentence: String, action: String, act: Callback<()>) -> impl IntoView {
    view! {
        <div class="told" role="alert">
            <Notice tone=Tone::Waiting glyph=Glyph::Warning>
                <p>{sentence}</p>
                <p><Button on_press=act>{action}</Button></p>
            </Notice>
        </div>
    }
}
