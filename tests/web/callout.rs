//! A resident's view of a callout: "is help coming?", the responder, the steps and the messages.

use leptos::prelude::*;
use tocsin::components::{
    Compose, Sending, coming, incident_record, messages, scene_board, steps_list, who_comes,
};
use tocsin::model::progress::Progress;
use tocsin::ui::when;
use tocsin::words;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlTextAreaElement};
use wire::callout::{Callout, Estimate};
use wire::classification::REAL;
use wire::event::CalloutEvent;
use wire::incident::IncidentDetail;
use wire::measure::Measure;
use wire::message::NewComment;
use wire::status::CalloutStatus;
use wire::time::Timestamp;

use crate::page::{Page, settle};

const CREATED: &str = include_str!("../../crates/wire/fixtures/callouts/created.json");
const BY_TECH: &str = include_str!("../../crates/wire/fixtures/callouts/dispatched-tech.json");
const BY_HAND: &str = include_str!("../../crates/wire/fixtures/callouts/dispatched-manual.json");
const CLOSED: &str = include_str!("../../crates/wire/fixtures/callouts/closed.json");
const EVENTS: &str = include_str!("../../crates/wire/fixtures/callouts/events.json");

fn callout(text: &str) -> Callout {
    serde_json::from_str(text).expect("a fixture")
}

fn events() -> Vec<CalloutEvent> {
    callout(EVENTS).callout_events.expect("events")
}

/// A responder on the way, this many metres from here, as known this many seconds ago.
fn on_the_way(metres: i64, seconds: i64) -> Progress {
    let mut callout = callout(BY_TECH);
    let eta = callout.callout_response_eta.last_mut().expect("an estimate");
    eta.distance_value = metres;
    callout.distance.distance = Measure::metres(metres);
    let eta = callout.callout_response_eta.last_mut().expect("an estimate");
    eta.updated_at = Timestamp::from_millis(when::now() - seconds * 1_000);
    Progress::of(&callout)
}

#[wasm_bindgen_test]
async fn the_board_says_when_help_comes() {
    let scene = on_the_way(1_200, 5);
    let page = Page::of(move || scene_board(&scene)).await;
    assert_eq!(page.get("h1").text_content().as_deref(), Some(words::common().tracking.on_the_way.0));
    for part in ["3 mins", "1.2 km", words::common().tracking.away] {
        assert!(page.text().contains(part), "{part} in {}", page.text());
    }
}

#[wasm_bindgen_test]
async fn an_old_estimate_promises_no_arrival_time() {
    let scene = on_the_way(1_200, 130);
    let page = Page::of(move || scene_board(&scene)).await;
    assert!(page.find(".scene__arrival").is_none(), "{}", page.text());
    assert!(page.find(".scene--waiting").is_some(), "it is no good news");
    for part in ["We have not heard from the vehicle since", "ring"] {
        assert!(page.text().contains(part), "{part} in {}", page.text());
    }
}

#[wasm_bindgen_test]
async fn without_a_route_no_arrival_time_is_promised() {
    let mut callout = callout(BY_TECH);
    callout.callout_response_eta.clear();
    callout.distance.distance = Measure::metres(2_100);
    callout.estimate = Some(Estimate::straight(when::now()));
    let page = Page::of(move || scene_board(&Progress::of(&callout))).await;
    for part in ["2.1 km", "in a straight line", words::common().tracking.no_arrival_time] {
        assert!(page.text().contains(part), "{part} in {}", page.text());
    }
    assert!(!page.text().contains("min"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_simulated_vehicle_is_called_simulated() {
    let mut callout = callout(BY_TECH);
    callout.estimate = Some(Estimate::simulated(when::now()));
    let page = Page::of(move || scene_board(&Progress::of(&callout))).await;
    assert!(page.text().contains(words::common().tracking.simulated), "{}", page.text());
}

#[wasm_bindgen_test]
async fn within_a_few_steps_no_minutes_are_shown() {
    let scene = on_the_way(12, 5);
    let page = Page::of(move || scene_board(&scene)).await;
    assert_eq!(page.get("h1").text_content().as_deref(), Some(words::common().tracking.nearly_there.0));
    assert!(page.find(".scene__arrival").is_none(), "{}", page.text());
}

#[wasm_bindgen_test]
async fn the_board_says_that_nobody_is_close() {
    // The published example is a test, for which nobody is sent.
    let real = || Callout { callout_classification_id: Some(REAL), ..callout(CREATED) };
    let alone = Callout { unique_suppliers_in_range: Vec::new(), ..real() };
    assert_eq!(Progress::of(&alone), Progress::NoCoverageSeen);
    assert_eq!(Progress::of(&Callout { acknowledged: false, ..alone }), Progress::NoCoverage);
    assert_eq!(Progress::of(&real()), Progress::Seen);
    assert_eq!(Progress::of(&Callout { acknowledged: false, ..real() }), Progress::Waiting);
}

#[wasm_bindgen_test]
async fn an_unknown_status_of_a_newer_server_blanks_no_screen() {
    let status = CalloutStatus::Other("Responder Refuelling".to_owned());
    let scene = Progress::of(&Callout { status, ..callout(BY_TECH) });
    let page = Page::of(move || scene_board(&scene)).await;
    assert!(page.text().contains("Responder Refuelling"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_crew_is_shown_with_name_plate_and_vehicle() {
    let detail = callout(BY_TECH).incident_detail;
    let page = Page::of(move || coming(&detail)).await;
    for part in ["Testy McTestFace", "derp", "Purple Boxcart Cardboard", "Suppy Liar"] {
        assert!(page.text().contains(part), "{part} in {}", page.text());
    }
    assert!(page.find("time").is_some(), "the age of its position");
}

#[wasm_bindgen_test]
fn who_comes_is_one_of_their_company() {
    let crew = callout(BY_TECH).incident_detail;
    assert_eq!(who_comes(&crew).as_deref(), Some("Testy McTestFace of Suppy Liar"));
    assert_eq!(who_comes(&callout(BY_HAND).incident_detail).as_deref(), Some("Alpha Security"));
    let alone = IncidentDetail { supplier: None, responder_company: None, ..crew };
    assert_eq!(who_comes(&alone).as_deref(), Some("Testy McTestFace"));
    assert_eq!(who_comes(&callout(CREATED).incident_detail), None);
}

#[wasm_bindgen_test]
async fn a_company_can_be_called() {
    let detail = callout(BY_HAND).incident_detail;
    let page = Page::of(move || coming(&detail)).await;
    assert_eq!(page.get("a").get_attribute("href").as_deref(), Some("tel:+27110000014"));
    assert!(
        page.text().contains("Alpha Security") && page.text().contains("Duty Manager"),
        "{}",
        page.text()
    );
}

#[wasm_bindgen_test]
async fn a_logo_of_another_origin_is_not_loaded() {
    let mut detail = callout(BY_HAND).incident_detail;
    if let Some(supplier) = &mut detail.supplier {
        supplier.supplier_logo_url = Some("https://elsewhere.example/logo.png".to_owned());
    }
    let page = Page::of(move || coming(&detail)).await;
    assert!(page.find("img").is_none());
}

#[wasm_bindgen_test]
async fn no_responder_is_shown_before_one_is_sent() {
    let detail = callout(CREATED).incident_detail;
    let page = Page::of(move || coming(&detail)).await;
    assert_eq!(page.text(), "");
}

#[wasm_bindgen_test]
async fn every_step_has_its_time() {
    let page = Page::of(|| steps_list(&callout(CLOSED))).await;
    let list = page.get("ol");
    assert_eq!(list.child_element_count(), 6, "{}", page.text());
    assert_eq!(list.inner_html().matches("<time").count(), 6);
}

#[wasm_bindgen_test]
async fn the_record_shows_only_what_was_recorded() {
    let page = Page::of(|| incident_record(&callout(CLOSED))).await;
    assert!(page.text().contains("Test Callout"), "{}", page.text());
    let page = Page::of(|| incident_record(&callout(CREATED))).await;
    assert!(!page.text().contains(words::common().tracking.injuries), "{}", page.text());
}

struct Desk {
    page: Page,
    text: RwSignal<String>,
    sending: RwSignal<Sending>,
    sent: RwSignal<Vec<String>>,
}

async fn desk() -> Desk {
    let (text, sending) = (RwSignal::new(String::new()), RwSignal::new(Sending::Idle));
    let sent = RwSignal::new(Vec::new());
    let on_send =
        Callback::new(move |comment: NewComment| sent.update(|all| all.push(comment.as_str().to_owned())));
    let page = Page::of(move || view! { {messages(&events())} <Compose text sending on_send/> }).await;
    Desk { page, text, sending, sent }
}

impl Desk {
    async fn submit(&self) {
        let (bubbles, cancelable) = (true, true);
        let init = EventInit::new();
        init.set_bubbles(bubbles);
        init.set_cancelable(cancelable);
        let submit = Event::new_with_event_init_dict("submit", &init).expect("an event");
        self.page.get("form").dispatch_event(&submit).expect("it is heard");
        settle().await;
    }

    fn typed(&self) -> String {
        self.page.get("textarea").unchecked_into::<HtmlTextAreaElement>().value()
    }
}

#[wasm_bindgen_test]
async fn messages_say_who_wrote_them() {
    let desk = desk().await;
    let rows = desk.page.get("ol");
    assert_eq!(rows.child_element_count(), 2);
    let text = rows.text_content().unwrap_or_default();
    for part in [words::common().tracking.you, words::common().tracking.control_room, "Welcome"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[wasm_bindgen_test]
async fn an_empty_message_is_not_sent_and_says_what_to_do() {
    let desk = desk().await;
    desk.submit().await;
    assert!(desk.page.text().contains(words::common().tracking.message_missing), "{}", desk.page.text());
    assert!(desk.sent.get_untracked().is_empty());
    desk.text.set("Second floor".to_owned());
    desk.submit().await;
    assert_eq!(desk.sent.get_untracked(), ["Second floor"]);
    assert!(!desk.page.text().contains(words::common().tracking.message_missing));
}

#[wasm_bindgen_test]
async fn typed_text_stays_when_sending_fails() {
    let desk = desk().await;
    desk.text.set("Second floor".to_owned());
    desk.sending.set(Sending::Failed("No connection".to_owned()));
    settle().await;
    assert_eq!(desk.typed(), "Second floor");
    assert!(desk.page.text().contains("No connection"));
}
