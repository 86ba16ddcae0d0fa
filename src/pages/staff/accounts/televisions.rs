//! A resident's televisions: renaming one, and pairing one by its code (`/api/tv/pairings`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::id::ResidentId;
use wire::television::{Claim, Television, TelevisionChange};

use super::sessions::row;
use crate::api::{ApiError, claim_pairing, delete_television, list_resident_televisions, update_television};
use crate::components::{RenamedTelevision, rename_button, rename_dialog};
use crate::model::form::about_all;
use crate::pages::staff::{FormState, poll_notice, task_notice};
use crate::remote_data::{Poll, use_fetch};
use crate::task::Task;
use crate::ui::{Button, ErrorSummary, TextField, use_now, when};
use crate::words::{self, fill};

/// The list and the form.
pub fn televisions(resident: ResidentId) -> AnyView {
    let texts = words::accounts();
    let poll = use_fetch(Signal::stored(resident.to_string()), |id, etag| {
        Box::pin(async move {
            let id = id.parse().unwrap_or_default();
            list_resident_televisions(ResidentId(id), etag.as_deref()).await
        })
    });
    let task = Task::new();
    let revoke = Callback::new(move |id: String| {
        task.run(async move {
            delete_television(&id).await?;
            poll.refetch();
            Ok(())
        });
    });
    let (renamed, naming) = (RenamedTelevision::new(None), Task::new());
    let save = Callback::new(move |(id, change): (String, TelevisionChange)| {
        naming.run(async move {
            update_television(&id, &change).await?;
            let _ = renamed.try_set(None);
            poll.refetch();
            Ok(())
        });
    });
    let failure = Callback::new(move |()| task_notice(naming));
    let now = use_now();
    let list = move || {
        let rows = poll.data.with(|seen| {
            let all = seen.value().cloned().unwrap_or_default();
            all.iter()
                .map(|one: &Television| {
                    let seen = format!("{} {}", texts.activity, when::ago(one.seen_at.millis(), now.get()));
                    let since = fill(texts.since, &[("time", &when::day_and_time(one.paired_at.millis()))]);
                    let aside = format!("{seen} · {since}");
                    let rename = rename_button(one, renamed);
                    row(one.name.clone(), aside, rename, texts.sign_out, one.id.clone(), revoke)
                })
                .collect::<Vec<_>>()
        });
        if rows.is_empty() { ().into_any() } else { view! { <ul class="messages">{rows}</ul> }.into_any() }
    };
    view! {
        <section class="part" aria-labelledby="televisions-title">
            <h2 id="televisions-title">{texts.televisions}</h2>
            {poll_notice(poll)}
            {task_notice(task)}
            {list}
            {rename_dialog(renamed, naming.busy(), save, failure)}
            <Pairing resident poll/>
        </section>
    }
    .into_any()
}

#[component]
fn Pairing(resident: ResidentId, poll: Poll<Vec<Television>>) -> impl IntoView {
    let texts = words::accounts();
    let form_state = FormState::new();
    let (code, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let paired = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        paired.set(false);
        let letters = code.with_untracked(|code| code.chars().filter(char::is_ascii_alphanumeric).count());
        if letters != 6 {
            return form_state.complain(vec![("pair-code", texts.enter_code.to_owned())]);
        }
        form_state.complain(Vec::new());
        let claim = Claim {
            code: code.get_untracked(),
            resident: Some(resident),
            name: Some(name.get_untracked().trim().to_owned()).filter(|name| !name.is_empty()),
        };
        form_state.send(async move {
            match claim_pairing(&claim).await {
                Ok(_) => {
                    poll.refetch();
                    code.set(String::new());
                    paired.set(true);
                    Ok(())
                }
                Err(ApiError::NotFound(message)) => {
                    form_state.complain(vec![("pair-code", message)]);
                    Ok(())
                }
                Err(error @ ApiError::Refused { .. }) => {
                    form_state.complain(about_all(error.message()));
                    Ok(())
                }
                Err(error) => Err(error),
            }
        });
    };
    let status_line = move || if paired.get() { texts.paired } else { "" };
    view! {
        <form class="pairing" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <h3>{texts.pair}</h3>
            <p class="quiet">{texts.pair_help}</p>
            <div class="panel__pair">
                <TextField id="pair-code" label=texts.pair_code value=code autocomplete="off" problem=form_state.problem_at("pair-code")/>
                <TextField id="pair-name" label=texts.pair_name value=name autocomplete="off"/>
            </div>
            {task_notice(form_state.task())}
            <div class="buttons"><Button submits=true busy=form_state.task().busy()>{texts.pair}</Button><span class="saved" role="status">{status_line}</span></div>
        </form>
    }
    .into_any()
}
