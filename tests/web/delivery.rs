//! The ledger's view of a delivery: time line, progress in words, and every attempt.

use tocsin::components::delivery::{attempts_table, delivery_head};
use tocsin::ui::when;
use wasm_bindgen_test::wasm_bindgen_test;
use wire::delivery::{AttemptOutcome, Delivery, DeliveryAttempt, DeliveryKind, DeliveryState};
use wire::time::Timestamp;

use crate::page::Page;

fn ahead(milliseconds: i64) -> Timestamp {
    Timestamp::from_millis(when::now() + milliseconds)
}

fn failing() -> Delivery {
    let attempt = DeliveryAttempt {
        number: 1,
        started_at: ahead(-2000),
        took_ms: Some(12),
        outcome: AttemptOutcome::Refused,
        status: Some(500),
        detail: Some("It answered 500.".to_owned()),
        answer: Some("<b>their words</b>".to_owned()),
    };
    Delivery {
        kind: DeliveryKind::Webhook,
        state: DeliveryState::Waiting,
        name: "Desk".to_owned(),
        started_at: Some(ahead(-2000)),
        due_at: Some(ahead(4000)),
        attempts: vec![attempt],
        ..Delivery::default()
    }
}

#[wasm_bindgen_test]
async fn a_waiting_delivery_shows_its_next_attempt_and_draws_past_and_planned_ones() {
    let page = Page::of(move || delivery_head(&failing(), when::now())).await;
    assert!(page.text().contains("Next try in"), "{}", page.text());
    let drawing = page.get(".window svg");
    let told = drawing.get_attribute("aria-label").unwrap_or_default();
    assert!(told.starts_with("1 of 9 tries made. Next try in"), "{told}");
    assert!(page.find(".window__failed").is_some() && page.find(".window__due").is_some());
    assert!(page.find(".window__taken").is_none());
}

#[wasm_bindgen_test]
async fn a_receivers_response_is_shown_as_text_and_never_as_html() {
    let page = Page::of(move || attempts_table(&failing())).await;
    assert!(page.get(".answer").text_content().unwrap_or_default().contains("<b>their words</b>"));
    assert!(page.find(".answer b").is_none());
}

#[wasm_bindgen_test]
async fn acceptance_by_a_machine_is_not_green() {
    let page = Page::of(move || {
        let waiting = failing();
        let ended_at =
            waiting.started_at.as_ref().map(|began| Timestamp::from_millis(began.millis() + 2_100));
        let delivered = Delivery { state: DeliveryState::Delivered, ended_at, ..waiting };
        delivery_head(&delivered, when::now())
    })
    .await;
    assert!(page.find(".badge--confirmed").is_none());
    assert!(page.text().contains("Delivered 2.1 s"), "{}", page.text());
}
