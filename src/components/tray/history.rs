//! The history of a notification, oldest first. Nobody can rewrite it.

use leptos::prelude::*;
use wire::notification::{HistoryAction, HistoryEntry};

use crate::ui::{Glyph, Icon, when};
use crate::words::{self, fill};

/// The entries, each with author and time.
pub fn history_list(entries: &[HistoryEntry], asks_to_be_seen: bool, now: i64) -> AnyView {
    if entries.is_empty() {
        return view! { <p class="quiet">{words::item().history_none}</p> }.into_any();
    }
    let entries: Vec<_> = entries.iter().map(|one| entry(one, asks_to_be_seen, now)).collect();
    view! { <ol class="timeline">{entries}</ol> }.into_any()
}

fn entry(one: &HistoryEntry, asks_to_be_seen: bool, now: i64) -> impl IntoView + use<> {
    let at = one.at.millis();
    let mut sentence = format!("{} · {} · {}", one.by, when::day_and_time(at), when::ago(at, now));
    if let Some(made_at) = &one.made_at {
        let time = when::day_and_time(made_at.millis());
        sentence = format!("{sentence} · {}", fill(words::history().made_at, &[("time", &time)]));
    }
    let note = one.note.clone().map(|note| view! { <p class="timeline__note">{note}</p> });
    view! {
        <li class="timeline__entry">
            <span class="timeline__mark"><Icon glyph=glyph(&one.action)/></span>
            <div>
                <p>{what(&one.action, asks_to_be_seen)}</p>
                {note}
                <p class="quiet">{sentence}</p>
            </div>
        </li>
    }
}

fn what(action: &HistoryAction, asks_to_be_seen: bool) -> String {
    let words = words::history();
    match action {
        HistoryAction::Created => words.created,
        HistoryAction::IsRead if asks_to_be_seen => words.said_seen,
        HistoryAction::IsRead => words.read,
        HistoryAction::Initiated => words.initiated,
        HistoryAction::Validate => words.validate,
        HistoryAction::Approved => words.approved,
        HistoryAction::Rejected => words.rejected,
        HistoryAction::Deleted => words.deleted,
        HistoryAction::Restored => words.restored,
        HistoryAction::VisitConfirmed => words.visit_confirmed,
        HistoryAction::RearrangementAsked => words.rearrangement,
        HistoryAction::Withdrawn => words.withdrawn,
        HistoryAction::VisitMoved => words.visit_moved,
        HistoryAction::Replied => words.replied,
        HistoryAction::Erased => words.erased,
        HistoryAction::Other(text) => text,
    }
    .to_owned()
}

fn glyph(action: &HistoryAction) -> Glyph {
    match action {
        HistoryAction::Created => Glyph::Message,
        HistoryAction::IsRead => Glyph::Person,
        HistoryAction::Approved | HistoryAction::Validate | HistoryAction::VisitConfirmed => Glyph::Tick,
        HistoryAction::Initiated | HistoryAction::RearrangementAsked => Glyph::Clock,
        _ => Glyph::Info,
    }
}
