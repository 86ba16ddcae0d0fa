//! A new invitation: its link and its code, shown once.

use leptos::prelude::*;
use wire::account::Invited;

use crate::pages::staff::admin::secret_text::secret_text;
use crate::ui::{Button, Dialog, Kind, when};
use crate::words::{self, fill};

/// Shown while there is one; only its own button closes it.
pub fn dialog(invited: RwSignal<Option<Invited>>) -> AnyView {
    let texts = words::accounts();
    let open = Memo::new(move |_| invited.with(Option::is_some));
    let title = Signal::derive(move || {
        let name = invited.with(|invited| invited.as_ref().map(|made| made.user.name.clone()));
        fill(texts.invited_title, &[("name", &name.unwrap_or_default())])
    });
    let close = Callback::new(move |()| invited.set(None));
    let inside = move || {
        let invitation = invited.get_untracked().unwrap_or_default().invitation;
        let time = when::day_and_time(invitation.expires_at.millis());
        view! {
            <p>{fill(texts.invited_help, &[("time", &time)])}</p>
            {secret_text(texts.link.to_owned(), invitation.link)}
            {secret_text(texts.code.to_owned(), invitation.code)}
            <p class="quiet">{texts.code_help}</p>
            <div class="dialog__actions"><Button kind=Kind::Primary on_press=close>{texts.close}</Button></div>
        }
        .into_any()
    };
    let ignore = Callback::new(|()| ());
    view! { <Dialog id="invited" title=title open=open on_close=ignore>{inside()}</Dialog> }.into_any()
}
