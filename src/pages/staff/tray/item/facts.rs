//! Facts of a notification: recipient, sender, time and subject.

use leptos::prelude::*;
use wire::notification::{ADDRESS_LINES, Notification, NotificationType, Reached};

use crate::components::control::{fact, facts as list};
use crate::model::tray::letter::spaced;
use crate::ui::when;
use crate::words::{self, counted, fill};

/// The facts that every notification has.
pub fn facts(item: &Notification, now: i64) -> AnyView {
    let words = words::item();
    let time = |at: i64| format!("{} · {}", when::ago(at, now), when::day_and_time(at));
    let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let lines = [
        (words.whom, text(&item.audience).or_else(|| text(&item.user))),
        (words.from, text(&item.created_by).or_else(|| text(&item.service))),
        (words.arrived, Some(time(item.created_date.millis()))),
        (words.read_at, item.read_at.as_ref().map(|at| time(at.millis()))),
        (
            if item.require_action { words.due_decision } else { words.due },
            item.due_at.as_ref().map(|at| when::day_and_time(at.millis())),
        ),
        (words.property, text(&item.property)),
        (words.about, text(&item.target_id)),
        (words.reached, reached(&item.reached)),
    ];
    let lines = lines.into_iter().filter_map(|(label, value)| Some(fact(label, value?, false))).collect();
    list("facts pane__facts", lines)
}

/// How many residents received it, by channel.
fn reached(all: &[Reached]) -> Option<String> {
    let words = words::item();
    let line = |one: &Reached| {
        let sentence = match one.channel {
            NotificationType::Email => words.reached_email,
            NotificationType::Text => words.reached_text,
            _ => words.reached_letter,
        };
        let sentence = counted(sentence, one.count);
        match one.failed {
            0 => sentence,
            failed => fill(words.reached_failed, &[("words", &sentence), ("failed", &failed.to_string())]),
        }
    };
    let lines: Vec<_> = all.iter().map(line).collect();
    (!lines.is_empty()).then(|| lines.join(" · "))
}

/// Details that the sender added, such as names and amounts; a letter's address is one.
pub fn details(item: &Notification) -> AnyView {
    let Some(values) = item.personalisation_params.as_ref().filter(|values| !values.is_empty()) else {
        return ().into_any();
    };
    let is_address = |name: &str| ADDRESS_LINES.contains(&name);
    let address: Vec<&str> =
        ADDRESS_LINES.iter().filter_map(|name| values.get(*name)).map(String::as_str).collect();
    let mut lines: Vec<_> = values
        .iter()
        .filter(|(name, value)| !is_address(name) && !value.is_empty())
        .map(|(name, value)| {
            let name = spaced(name);
            view! { <dt>{name}</dt><dd>{value.clone()}</dd> }.into_any()
        })
        .collect();
    if !address.is_empty() {
        let address = address.join(", ");
        lines.push(view! { <dt>{words::item().address}</dt><dd>{address}</dd> }.into_any());
    }
    view! {
        <section class="part" aria-labelledby="item-details">
            <h2 id="item-details">{words::item().details}</h2>
            <dl class="facts">{lines}</dl>
        </section>
    }
    .into_any()
}
