//! How far an unacknowledged alarm has climbed the escalation ladder: whom each rung notified, and what comes next.

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::escalation::{Contact, Escalation, TakenRung};
use wire::event::EventType;

use super::CalloutContext;
use crate::api::get_escalation;
use crate::pages::staff::escalation::target_words;
use crate::remote_data::use_fetch;
use crate::ui::when;
use crate::words::{self, fill};

/// The part; empty for an alarm that was acknowledged before anybody else was notified.
#[component]
pub fn EscalationPart(open: CalloutContext) -> impl IntoView {
    let poll = use_fetch(Signal::stored(open.id.to_string()), move |_, etag| {
        Box::pin(async move { get_escalation(open.id, etag.as_deref()).await })
    });
    // Fetched again with each rung and with the acknowledgement.
    let moved = Memo::new(move |_| {
        open.callout.with(|control| (control.callout.acknowledged, escalated_events(control)))
    });
    Effect::new(move |before: Option<(bool, usize)>| {
        let now = moved.get();
        if before.is_some_and(|before| before != now) {
            poll.refetch();
        }
        now
    });
    let now = Memo::new(move |_| open.context.with(|context| context.now));
    move || {
        poll.data.with(|data| {
            let escalation = data.value().filter(|one| one.alarm_at.is_some() || !one.taken.is_empty())?;
            Some(view! {
                <section class="part" aria-labelledby="part-escalation">
                    <h2 id="part-escalation">{words::escalation().part}</h2>
                    {rungs(escalation, now.get())}
                    {next(escalation)}
                </section>
            })
        })
    }
}

fn escalated_events(control: &ControlCallout) -> usize {
    let events = control.callout.callout_events.iter().flatten();
    events.filter(|event| event.callout_event_type_id == EventType::ESCALATED).count()
}

fn rungs(escalation: &Escalation, now: i64) -> impl IntoView + use<> {
    let texts = words::escalation();
    if escalation.taken.is_empty() {
        return view! { <p class="quiet">{texts.none_taken}</p> }.into_any();
    }
    let all = escalation.taken.iter().map(|rung| rung_row(rung, now)).collect_view();
    view! { <ol class="ladder">{all}</ol> }.into_any()
}

fn rung_row(rung: &TakenRung, now: i64) -> impl IntoView + use<> {
    let texts = words::escalation();
    let name = if rung.repetition > 1 { texts.rung_again } else { texts.rung };
    let name = fill(name, &[("step", &rung.step.to_string())]);
    let people = rung.contacts.iter().map(contact_words).collect::<Vec<_>>().join(" · ");
    let answered = rung.contacts.iter().find(|one| one.answered_at.is_some());
    let answered = answered.map(|one| fill(texts.answered, &[("name", &name_of(one))]));
    view! {
        <li class="ladder__step">
            <b>{name}</b>
            <span class="quiet">{when::ago(rung.at.millis(), now)}</span>
            <span>{people}</span>
            {answered.map(|words| view! { <b>{words}</b> })}
        </li>
    }
}

fn name_of(contact: &Contact) -> String {
    contact.name.clone().unwrap_or_else(|| words::escalation().number.to_owned())
}

/// Such as "Con Hart: text, delivered".
fn contact_words(contact: &Contact) -> String {
    let texts = words::escalation();
    let channel = match contact.channel.as_str() {
        "screen" => texts.by_screen,
        "email" => texts.by_email,
        "text" => texts.by_text,
        other => other,
    };
    match &contact.status {
        Some(status) => format!("{}: {channel}, {status}", name_of(contact)),
        None => format!("{}: {channel}", name_of(contact)),
    }
}

fn next(escalation: &Escalation) -> Option<impl IntoView + use<>> {
    let at = escalation.next_at.as_ref()?.millis();
    let whom: Vec<_> = escalation.next_whom.iter().map(target_words).collect();
    let words =
        fill(words::escalation().next, &[("whom", &whom.join(", ")), ("when", &when::clock_seconds(at))]);
    Some(view! { <p>{words}</p> })
}
