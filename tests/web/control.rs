//! A controller's view of a callout: staleness, what waits, the owner; and a question that may stay open.

use leptos::prelude::*;
use tocsin::components::control::{
    ViewContext, callout_row, callout_scene, flags_view, heartbeat_view, person_facts, talk,
};
use tocsin::ui::{Answers, YesNo, when};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;
use wire::callout::Callout;
use wire::control::{ControlCallout, Position};
use wire::time::Timestamp;

use crate::page::{Page, settle};

const CREATED: &str = include_str!("../../crates/wire/fixtures/callouts/created.json");
const BY_TECH: &str = include_str!("../../crates/wire/fixtures/callouts/dispatched-tech.json");
const EVENTS: &str = include_str!("../../crates/wire/fixtures/callouts/events.json");

fn fixture(text: &str) -> Callout {
    serde_json::from_str(text).expect("a fixture")
}

fn ago(seconds: i64) -> Timestamp {
    Timestamp::from_millis(when::now() - seconds * 1000)
}

/// A real alarm that nobody has acknowledged, with a heartbeat this many seconds ago.
fn waiting(heard: i64) -> ControlCallout {
    let callout =
        Callout { acknowledged: false, callout_classification_id: None, owned_by: None, ..fixture(CREATED) };
    ControlCallout { callout, last_heard_at: Some(ago(heard)), ..ControlCallout::default() }
}

fn context() -> ViewContext {
    ViewContext { now: when::now(), heartbeat_seconds: 10, own_email: "controller@example.com".to_owned() }
}

async fn heard(seconds: i64) -> Page {
    Page::of(move || heartbeat_view(&waiting(seconds), &context())).await
}

#[wasm_bindgen_test]
async fn a_phone_is_stale_after_three_heartbeats_and_silent_after_six() {
    for (seconds, state, words, has_shape) in
        [(5, "lately", "Phone heard", false), (35, "stale", "Stale", true), (65, "silent", "Silent", true)]
    {
        let page = heard(seconds).await;
        assert_eq!(page.get(".heard").get_attribute("data-state").as_deref(), Some(state));
        assert!(page.text().contains(words), "{words} in {}", page.text());
        assert_eq!(page.find("svg").is_some(), has_shape, "the word has a shape beside it");
    }
}

#[wasm_bindgen_test]
async fn a_row_is_one_link_with_all_facts_and_marks_unacknowledged_callouts() {
    let callout = RwSignal::new(waiting(5));
    let page = Page::of(move || {
        let row = move || {
            callout.with(|control| callout_row(control, &context(), "/staff/control/7".to_owned(), false))
        };
        row.into_any()
    })
    .await;
    let row = page.get("a[href='/staff/control/7']");
    for part in ["Testy McTestFace", "REAL", "Help requested", "No owner", "No position", "Not acknowledged"]
    {
        assert!(page.text().contains(part), "{part} in {}", page.text());
    }
    assert!(row.has_attribute("data-alarm"));
    callout.update(|control| {
        control.callout.acknowledged = true;
        control.callout.owned_by = Some("controller@example.com".to_owned());
    });
    settle().await;
    assert!(!row.has_attribute("data-alarm"));
    assert!(page.text().contains("Owner: you"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn special_callouts_have_flags() {
    let mut control = waiting(5);
    control.urgency = 2;
    control.pressed_again_at = Some(ago(3));
    control.no_coverage = true;
    control.callout.cancelled_by_customer = true;
    control.callout.dispatch_required = true;
    let page = Page::of(move || flags_view(&control)).await;
    for flag in ["Not acknowledged", "Pressed again 2 times", "Nobody in range", "Says they are safe"] {
        assert!(page.text().contains(flag), "{flag} in {}", page.text());
    }
}

#[wasm_bindgen_test]
async fn the_resident_can_be_called() {
    let control = ControlCallout { callout: fixture(BY_TECH), ..ControlCallout::default() };
    let page = Page::of(move || person_facts(&control)).await;
    assert_eq!(page.get("a").get_attribute("href").as_deref(), Some("tel:+27831234567"));
    assert!(page.text().contains("Purple Box WithWheels"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_message_is_text_and_never_markup() {
    let mut callout = fixture(EVENTS);
    let events = callout.callout_events.as_mut().expect("events");
    events[0].event.body = "<img src=x onerror=alert(1)>".to_owned();
    let control = ControlCallout { callout, ..ControlCallout::default() };
    let page = Page::of(move || talk(&control, &context())).await;
    assert!(page.find("img").is_none());
    assert!(page.text().contains("onerror"), "{}", page.text());
}

#[wasm_bindgen_test]
fn the_map_shows_the_resident_the_responder_and_what_is_old() {
    let position = Position { accuracy: Some(20.0), recorded_at: ago(40), ..Position::default() };
    let callout = fixture(BY_TECH);
    let control = ControlCallout { callout, position: Some(position), ..ControlCallout::default() };
    let scene = callout_scene(&control, when::now(), 10);
    let labels: Vec<_> = scene.marks.iter().map(|mark| mark.label.as_str()).collect();
    assert_eq!(labels, ["Testy McTestFace", "testy"]);
    assert!(scene.marks[0].stale && scene.marks[0].accuracy == Some(20.0));
}

#[wasm_bindgen_test]
async fn a_question_can_be_left_open() {
    let value = RwSignal::new(None);
    let answers = Answers { yes: "Yes", no: "No", open: Some("Not known") };
    let page = Page::of(
        move || view! { <YesNo id="hurt" question="Was anybody hurt?" answers=answers value=value/> },
    )
    .await;
    assert_eq!(page.get("legend").text_content().as_deref(), Some("Was anybody hurt?"));
    let radio = |id: &str| page.get(id).unchecked_into::<HtmlInputElement>();
    assert!(radio("#hurt-2").checked());
    radio("#hurt-1").click();
    settle().await;
    assert_eq!(value.get_untracked(), Some(false));
}
