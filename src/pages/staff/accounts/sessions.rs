//! Sessions and tokens of an account; each can be revoked, or all at once.

use leptos::prelude::*;
use wire::account::{SignedIn, TokenRow};
use wire::id::UserId;

use crate::api::{
    delete_user_session, delete_user_sessions, delete_user_token, list_user_sessions, list_user_tokens,
};
use crate::pages::staff::Load;
use crate::pages::staff::{poll_notice, task_notice};
use crate::remote_data::{Poll, use_fetch};
use crate::task::Task;
use crate::ui::{Button, Dialog, Kind, use_now, when};
use crate::words::{self, fill};

/// Both lists, with a button that revokes all.
pub fn sessions_part(id: UserId, name: String) -> AnyView {
    let texts = words::accounts();
    let key = Signal::stored(id.0.clone());
    let sessions =
        use_fetch(key, |id, etag| Box::pin(async move { list_user_sessions(&id, etag.as_deref()).await }));
    let tokens =
        use_fetch(key, |id, etag| Box::pin(async move { list_user_tokens(&id, etag.as_deref()).await }));
    let task = Task::new();
    let id = StoredValue::new(id);
    let strike_session = Callback::new(move |session: String| {
        task.run(async move {
            delete_user_session(&id.get_value(), &session).await?;
            sessions.refetch();
            Ok(())
        });
    });
    let strike_token = Callback::new(move |token: String| {
        task.run(async move {
            delete_user_token(&id.get_value(), &token).await?;
            tokens.refetch();
            Ok(())
        });
    });
    let now = use_now();
    let browsers = list(sessions, texts.sessions_none, move |one: &SignedIn| {
        let what = match (one.kind.as_str(), one.device.as_str()) {
            ("television", "") => texts.television.to_owned(),
            ("television", name) => format!("{}: {name}", texts.television),
            (_, "") => texts.browser.to_owned(),
            (_, name) => name.to_owned(),
        };
        let seen = format!("{} {}", texts.activity, when::ago(one.seen_at.millis(), now.get()));
        let since = fill(texts.since, &[("time", &when::day_and_time(one.created_at.millis()))]);
        row(what, format!("{seen} · {since}"), ().into_any(), texts.sign_out, one.id.clone(), strike_session)
    });
    let programs = list(tokens, texts.tokens_none, move |one: &TokenRow| {
        let since = fill(texts.since, &[("time", &when::day_and_time(one.created_at.millis()))]);
        let until = one.expires_at.as_ref().map_or_else(
            || texts.without_end.to_owned(),
            |at| fill(texts.until, &[("time", &when::day_and_time(at.millis()))]),
        );
        row(since, until, ().into_any(), texts.strike, one.id.clone(), strike_token)
    });
    view! {
        <section class="part" aria-labelledby="sessions-title">
            <div class="part__head">
                <h2 id="sessions-title">{texts.sessions}</h2>
                <RevokeEverywhere id name sessions tokens/>
            </div>
            {poll_notice(sessions)}
            {task_notice(task)}
            {browsers}
            <h3>{texts.tokens}</h3>
            {programs}
        </section>
    }
    .into_any()
}

fn list<T: Clone + PartialEq + Send + Sync + 'static>(
    poll: Poll<Vec<T>>,
    none: &'static str,
    row: impl Fn(&T) -> AnyView + Send + 'static,
) -> impl IntoView {
    view! { <Load poll bars=2 notice_elsewhere=true draw={move |value| {
        if value.is_empty() {
            view! { <p class="quiet">{none}</p> }.into_any()
        } else {
            let rows: Vec<_> = value.iter().map(&row).collect();
            view! { <ul class="messages">{rows}</ul> }.into_any()
        }
    }}/> }
}

/// What it is, when it was last used, further actions, and the button that ends it.
pub(super) fn row(
    what: String,
    aside: String,
    other: AnyView,
    words: &'static str,
    id: String,
    revoke: Callback<String>,
) -> AnyView {
    let press = Callback::new(move |()| revoke.run(id.clone()));
    let hidden = format!(" {what}");
    view! {
        <li class="message-row">
            <span class="message-row__what">{what}</span>
            <span class="quiet">{aside}</span>
            <span class="message-row__status">{other}<Button on_press=press>{words}<span class="visually-hidden">{hidden}</span></Button></span>
        </li>
    }
    .into_any()
}

/// Revokes everything, for a phone that was lost.
#[component]
fn RevokeEverywhere(
    id: StoredValue<UserId>,
    name: String,
    sessions: Poll<Vec<SignedIn>>,
    tokens: Poll<Vec<TokenRow>>,
) -> impl IntoView {
    let texts = words::accounts();
    let confirming = RwSignal::new(false);
    let task = Task::new();
    let out = Callback::new(move |()| {
        task.run(async move {
            delete_user_sessions(&id.get_value()).await?;
            sessions.refetch();
            tokens.refetch();
            let _ = confirming.try_set(false);
            Ok(())
        });
    });
    let keep = Callback::new(move |()| confirming.set(false));
    let title = fill(texts.sign_out_title, &[("name", &name)]);
    view! {
        <Button on_press=Callback::new(move |()| confirming.set(true))>{texts.sign_out_all}</Button>
        <Dialog id="everywhere" title=title open=confirming on_close=keep>
            <p>{texts.sign_out_help}</p>
            {task_notice(task)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy=task.busy() on_press=out>{texts.sign_out_all}</Button>
                <Button on_press=keep>{texts.cancel}</Button>
            </div>
        </Dialog>
    }
}
