//! The map's content in words: the position with its age and accuracy, and the phone's heartbeat.

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::location::{Gap, GapReason};
use wire::time::Timestamp;

use crate::components::control::{
    ViewContext, fact, facts, heartbeat_view, is_position_stale, link_fact, position_words,
};
use crate::links;
use crate::ui::when;
use crate::words::{self, fill};

/// The position and the phone.
pub fn place_facts(control: &ControlCallout, context: &ViewContext) -> AnyView {
    let words = words::callout();
    let stale = is_position_stale(control, context);
    let mut list = vec![fact(words.place, position_words(control, context.now), stale)];
    if let Some(at) = &control.position {
        let degrees = format!("{:.6}, {:.6}", at.latitude, at.longitude);
        list.push(link_fact(words.coordinates, links::place(at.latitude, at.longitude), degrees));
        if at.coarse {
            list.push(fact("", words.coarse.to_owned(), true));
        }
    }
    if let Some(home) = control.home.as_ref().filter(|home| home.not_measured) {
        let degrees = home.latitude.zip(home.longitude);
        if let Some((latitude, longitude)) = degrees {
            let text = format!("{latitude:.6}, {longitude:.6}");
            list.push(link_fact(words.home_not_measured, links::place(latitude, longitude), text));
        }
    }
    if let Some(address) = control.callout.location.as_ref().and_then(|at| at.formatted_address.clone()) {
        list.push(fact(words.address, address, false));
    }
    let gap = control.gap.as_ref().map(|gap| view! { <p class="quiet">{gap_words(gap)}</p> }.into_any());
    let phone = view! { <dt>{words.phone}</dt><dd>{heartbeat_view(control, context)}{gap}</dd> };
    list.push(phone.into_any());
    facts("facts facts--pairs", list)
}

fn gap_words(gap: &Gap) -> String {
    let words = words::callout();
    let reason = match &gap.reason {
        GapReason::Hidden => words.gap_hidden,
        GapReason::Offline => words.gap_offline,
        GapReason::Closed => words.gap_closed,
        GapReason::Other(text) => text,
    };
    let time = |at: &Timestamp| when::clock_seconds(at.millis());
    fill(words.gap, &[("from", &time(&gap.from)), ("to", &time(&gap.to)), ("reason", reason)])
}
