//! The escalation ladder (`/api/escalation`): who is notified of an alarm that nobody acknowledges, and when.

mod form;

use leptos::prelude::*;
use wire::escalation::{Channel, Ladder, Step, Target};
use wire::session::Role;

use crate::api::{delete_ladder, get_ladder};
use crate::pages::staff::Load;
use crate::pages::staff::{gate, poll_notice, task_notice, use_page_title};
use crate::remote_data::{Poll, use_fetch};
use crate::task::Task;
use crate::ui::{Button, Kind, Select};
use crate::words::{self, counted, fill};

/// Alarms of one type, with their ladder.
#[derive(Clone, Copy)]
struct LadderContext {
    /// `1` security, `2` medical.
    response_type: RwSignal<String>,
    poll: Poll<Ladder>,
    edits: RwSignal<bool>,
    saved: RwSignal<bool>,
}

/// The page.
#[component]
pub fn EscalationPage() -> impl IntoView {
    use_page_title(words::escalation().title);
    gate(&[Role::Admin], page)
}

fn page() -> AnyView {
    let texts = words::escalation();
    let response_type = RwSignal::new("1".to_owned());
    let poll = use_fetch(response_type.into(), |id, etag| {
        Box::pin(async move { get_ladder(&id, etag.as_deref()).await })
    });
    let context =
        LadderContext { response_type, poll, edits: RwSignal::new(false), saved: RwSignal::new(false) };
    // Another type is another form.
    Effect::new(move |before: Option<String>| {
        let now = response_type.get();
        if before.is_some_and(|before| before != now) {
            context.edits.set(false);
            context.saved.set(false);
        }
        now
    });
    let types = [("1", texts.security), ("2", texts.medical)];
    let types = types.map(|(id, name)| (id.to_owned(), name.to_owned())).to_vec();
    let inside = move || {
        match context.edits.get() {
        true => form::form(context),
        false => {
            view! { <Load poll bars=4 notice_elsewhere=true draw={move |ladder| view! { <LadderView context ladder=ladder.clone()/> }}/> }.into_any()
        }
    }
    };
    view! {
        <div class="page page--narrow">
            <header class="page__head"><div><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></div></header>
            <Select id="escalation-type" label=texts.kind value=response_type options=Signal::stored(types)/>
            {poll_notice(poll)}
            {inside}
            <p class="saved" role="status">{move || context.saved.get().then_some(texts.saved)}</p>
        </div>
    }
    .into_any()
}

/// The steps, from the press on.
#[component]
fn LadderView(context: LadderContext, ladder: Ladder) -> impl IntoView {
    let texts = words::escalation();
    let task = Task::new();
    let state = match &ladder.updated_by {
        Some(name) if !ladder.is_default => fill(texts.changed, &[("name", name)]),
        _ => texts.is_default.to_owned(),
    };
    let change = Callback::new(move |()| {
        context.saved.set(false);
        context.edits.set(true);
    });
    let reset = (!ladder.is_default).then(|| {
        let press = Callback::new(move |()| {
            task.run(async move {
                delete_ladder(&context.response_type.get_untracked()).await?;
                context.poll.refetch();
                Ok(())
            });
        });
        view! { <Button kind=Kind::Quiet on_press=press busy=task.busy()>{texts.use_default}</Button> }
    });
    view! {
        <ol class="ladder">
            <li class="ladder__step"><b>{texts.at_press}</b><span>{texts.at_press_whom}</span></li>
            {ladder.steps.iter().map(|step| view! { <StepView step=step.clone()/> }).collect_view()}
        </ol>
        <p class="quiet">{state}</p>
        {task_notice(task)}
        <div class="buttons"><Button on_press=change>{texts.change}</Button>{reset}</div>
    }
}

#[component]
fn StepView(step: Step) -> impl IntoView {
    let texts = words::escalation();
    let whom: Vec<_> = step.whom.iter().map(target_words).collect();
    let how: Vec<_> = step.how.iter().map(channel_words).collect();
    let repeat = step.repeat_seconds.map(|seconds| {
        let every = duration(seconds, texts.repeat_seconds, texts.repeat_minutes);
        view! { <span class="quiet">{every}" "{texts.until}</span> }
    });
    view! {
        <li class="ladder__step">
            <b>{duration(step.after_seconds, texts.after_seconds, texts.after_minutes)}</b>
            <span>{whom.join(", ")}</span>
            <span class="quiet">{how.join(" · ")}</span>
            {repeat}
        </li>
    }
}

/// Whole minutes as minutes, else seconds.
fn duration(seconds: i64, in_seconds: &str, in_minutes: &str) -> String {
    if seconds > 0 && seconds % 60 == 0 {
        counted(in_minutes, seconds / 60)
    } else {
        counted(in_seconds, seconds)
    }
}

/// A target as it is shown.
pub fn target_words(target: &Target) -> String {
    let texts = words::escalation();
    match target {
        Target::Controllers => texts.controllers.to_owned(),
        Target::Officers => texts.officers.to_owned(),
        Target::Managers => texts.managers.to_owned(),
        Target::Admins => texts.admins.to_owned(),
        Target::Everybody => texts.everybody.to_owned(),
        Target::Account(text) | Target::Number(text) | Target::Other(text) => text.clone(),
    }
}

fn channel_words(channel: &Channel) -> String {
    let texts = words::escalation();
    match channel {
        Channel::Screen => texts.screen.to_owned(),
        Channel::Email => texts.email.to_owned(),
        Channel::Text => texts.text.to_owned(),
        Channel::Other(text) => text.clone(),
    }
}
