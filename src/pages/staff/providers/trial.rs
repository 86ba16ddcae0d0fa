//! The result of a test: what was sent to each notifier, the response, and the duration.

use leptos::prelude::*;
use wire::assistance::{NotifierTrial, Trials};
use wire::delivery::{AttemptOutcome, DeliveryKind, Trial};

use crate::ui::{Badge, Tone};
use crate::words::{self, fill};

/// The newest test, once there is one.
pub fn trials(trials: RwSignal<Option<Trials>>) -> AnyView {
    (move || {
        let Some(all) = trials.get() else { return ().into_any() };
        let rows = all.results.iter().map(one).collect_view();
        view! {
            <section class="part" aria-labelledby="trial-title">
                <h2 id="trial-title" tabindex="-1">{words::trial().title}</h2>
                <ul class="trials">{rows}</ul>
            </section>
        }
        .into_any()
    })
    .into_any()
}

fn one(result: &NotifierTrial) -> impl IntoView + use<> {
    let texts = words::trial();
    let trial = &result.trial;
    let is_taken = trial.outcome == AttemptOutcome::Delivered;
    let status = trial.status.map(|status| format!(" {status}")).unwrap_or_default();
    let word = format!("{}{status}", outcome_words(&trial.outcome));
    let tone = if is_taken { Tone::Confirmed } else { Tone::Waiting };
    let latency = fill(texts.latency, &[("count", &trial.took.to_string())]);
    let way = match trial.kind {
        DeliveryKind::Webhook => words::coverage().webhook,
        DeliveryKind::Email => words::coverage().email,
        DeliveryKind::Push | DeliveryKind::Unknown => words::coverage().push,
    };
    let detail = trial.detail.clone().map(|detail| view! { <p>{detail}</p> });
    view! {
        <li class="trial">
            <p class="trial__head"><strong>{trial.name.clone()}</strong><span class="quiet">{way}</span><Badge text=word.clone() tone=tone/><span class="quiet trial__took">{latency}</span></p>
            {detail}
            {parts(trial)}
        </li>
    }
}

/// The request and the response, for experts.
fn parts(trial: &Trial) -> impl IntoView + use<> {
    let texts = words::trial();
    let mut sent = vec![trial.address.clone()];
    sent.extend(trial.headers.iter().cloned());
    sent.push(String::new());
    sent.push(trial.body.clone());
    let answer = match (&trial.answer, &trial.kind) {
        (Some(answer), _) if !answer.is_empty() => answer.clone(),
        (_, DeliveryKind::Email) if trial.outcome == AttemptOutcome::Delivered => {
            texts.handed_over.to_owned()
        }
        _ => texts.no_answer.to_owned(),
    };
    view! {
        <details><summary>{texts.sent}</summary><pre class="code">{sent.join("\n")}</pre></details>
        <details><summary>{texts.answer}</summary><pre class="code">{answer}</pre></details>
    }
}

fn outcome_words(outcome: &AttemptOutcome) -> &'static str {
    let texts = words::trial();
    match outcome {
        AttemptOutcome::Delivered => texts.took,
        AttemptOutcome::Refused => texts.refused,
        AttemptOutcome::Unresolved => texts.unresolved,
        AttemptOutcome::Blocked => texts.blocked,
        AttemptOutcome::Unreachable => texts.unreachable,
        AttemptOutcome::Insecure => texts.insecure,
        AttemptOutcome::TimedOut => texts.timed_out,
        AttemptOutcome::Interrupted => texts.interrupted,
        AttemptOutcome::Impossible => texts.impossible,
        AttemptOutcome::Running | AttemptOutcome::Unknown => texts.failed,
    }
}
