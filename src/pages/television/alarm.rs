//! The call for help from the television. On the phone the shell owns the press; a television has no shell, so it is
//! sent from here: stored before it is sent, and sent until it is received, once.

use leptos::prelude::*;
use wire::callout::Callout;
use wire::id::CalloutId;
use wire::incident::IncidentDetail;
use wire::new_callout::NewCallout;
use wire::time::Timestamp;

use super::{Screen, Television, keys, saved_request};
use crate::api::{self, ApiError, Polled, PolledCallout};
use crate::components::who_comes;
use crate::frame;
use crate::model::progress::Progress;
use crate::remote_data::use_poll;
use crate::ui::{Glyph, Icon, when};
use crate::words::{self, fill};

/// "Call for help now?" The focus is on yes: pressing OK twice calls.
pub fn confirm(television: Television) -> AnyView {
    let words = words::television();
    let yes = move |_| {
        television.show(Screen::Calling);
        call(television);
    };
    let no = move |_| television.show(Screen::Choosing);
    view! {
        <section class="tv">
            <h1>{words.alarm_title}</h1>
            <p>{words.alarm_lead}</p>
            <div class="tv__row">
                <button class="tv__button tv__button--alarm" type="button" data-first="" on:click=yes>{words.alarm_yes}</button>
                <button class="tv__button" type="button" on:click=no>{words.alarm_no}</button>
            </div>
        </section>
    }
    .into_any()
}

/// Sends the call, and repeats it until it is answered, with the same key and body.
pub fn call(television: Television) {
    frame::work(async move {
        let (key, pressed_at) = saved_request::save_call().await;
        let body =
            NewCallout { pressed_at: Some(Timestamp::from_millis(pressed_at)), ..NewCallout::default() };
        match api::create_callout(&body, &key).await {
            Ok(callout) => {
                saved_request::delete_call().await;
                television.show(Screen::Called(callout.id));
            }
            Err(ApiError::SignedOut) => television.show(Screen::Pairing),
            // It stays stored, and is sent again.
            Err(_) => {}
        }
    });
}

/// The progress of the call.
pub fn called(television: Television, id: CalloutId) -> AnyView {
    let poll = use_poll(Signal::stored(id.to_string()), move |_, etag| {
        Box::pin(async move {
            match api::get_callout(id, etag.as_deref()).await? {
                PolledCallout::Changed { callout, etag, .. } => Ok(Polled::Changed(*callout, etag)),
                PolledCallout::Unchanged => Ok(Polled::Unchanged),
            }
        })
    });
    let value = poll.value();
    let failed = Memo::new(move |_| poll.data.with(|seen| seen.failure().is_some()));
    let content = move || {
        keys::place_focus(television);
        let state = value.with(|callout| callout.as_deref().map_or_else(CallState::received, CallState::of));
        let awaited =
            value.with(|callout| callout.as_deref().is_none_or(|call| Progress::of(call).is_awaited()));
        let leave = move |_| television.leave_call(id);
        let leave_words = if awaited { words::television().other } else { words::television().done };
        let done = view! { <button class="tv__button" type="button" on:click=leave>{leave_words}</button> };
        let (outlook, glyph) = if state.is_calm { ("reached", Glyph::Tick) } else { ("alarm", Glyph::Bell) };
        let facts: Vec<_> = state.facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect();
        let ring = state.number.or_else(|| television.phone.get());
        let ring = ring.map(|number| {
            view! { <p>{words::television().alarm_ring} " " <strong class="tv__number">{number}</strong></p> }
        });
        view! {
            <div class="tv__state" data-outlook=outlook role="status"><Icon glyph/><h1>{state.title}</h1></div>
            <p>{state.next}</p>
            <ul class="tv__facts">{facts}</ul>
            {ring}
            <div class="tv__row">{done}</div>
        }
        .into_any()
    };
    let offline = move || {
        view! { <p class="tv__quiet" role="status">{failed.get().then_some(words::television().unreachable)}</p> }
            .into_any()
    };
    view! { <section class="tv">{content}{offline}</section> }.into_any()
}

/// The texts about the call.
struct CallState {
    title: &'static str,
    next: String,
    /// Who is coming, in what, and when.
    facts: Vec<String>,
    /// The responder's number, otherwise the control room's.
    number: Option<String>,
    /// A person is handling it, or it is over. Red is for calls that nobody has answered.
    is_calm: bool,
}

impl CallState {
    fn received() -> Self {
        Self::of(&Callout {
            unique_suppliers_in_range: vec![Default::default()],
            dispatch_required: true,
            ..Callout::default()
        })
    }

    /// The words are the phone's: two screens of one home never say different things.
    fn of(callout: &Callout) -> Self {
        let progress = Progress::of(callout);
        let (title, next) = progress.words();
        let facts = if progress.is_coming() { facts(callout, &progress) } else { Vec::new() };
        let detail = &callout.incident_detail;
        let supplier = detail.supplier.as_ref().filter(|_| progress == Progress::CompanyOnTheWay);
        Self {
            title,
            next,
            facts,
            number: supplier.and_then(|supplier| supplier.contact_number.clone()),
            is_calm: progress.is_with_a_person() || !progress.is_awaited(),
        }
    }
}

/// Who is coming, in what, how far away they are, and since when that is known.
fn facts(callout: &Callout, progress: &Progress) -> Vec<String> {
    let words = words::television();
    let detail = &callout.incident_detail;
    let who = who_comes(detail).unwrap_or_else(|| words.alarm_somebody.to_owned());
    let at = |sentence: &str, at: Option<&Timestamp>| {
        at.map(|at| fill(sentence, &[("time", &when::clock_time(at.millis(), when::now()))]))
    };
    let (named, since) = match progress {
        Progress::Arrived => {
            (words.alarm_there_next, at(words.alarm_there_at, detail.responder_arrived_at.as_ref()))
        }
        _ => (words.alarm_coming_next, at(words.alarm_sent_at, detail.responder_dispatched_at.as_ref())),
    };
    let arrival = match progress {
        Progress::OnTheWay(Some(arrival)) => Some(arrival),
        _ => None,
    };
    let tracking = &words::common().tracking;
    let simulated = arrival.filter(|arrival| arrival.is_simulated).map(|_| tracking.simulated.to_owned());
    let eta = arrival.map(|arrival| match &arrival.duration {
        Some(duration) => fill(words.alarm_eta, &[("duration", duration)]),
        None => fill(words.alarm_straight, &[("distance", &arrival.distance)]),
    });
    let named = Some(fill(named, &[("name", &who)]));
    [named, simulated, eta, vehicle(detail), since].into_iter().flatten().collect()
}

/// "White Toyota Hilux, ND 123-456".
fn vehicle(detail: &IncidentDetail) -> Option<String> {
    let responder = detail.responder.as_ref()?;
    let vehicle = [&responder.vehicle_colour, &responder.vehicle_make, &responder.vehicle_model];
    let vehicle = vehicle.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    let parts = [vehicle, responder.vehicle_license_plate.clone().unwrap_or_default()];
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(", ");
    Some(parts).filter(|parts| !parts.is_empty())
}
