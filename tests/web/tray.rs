//! A row of the tray: what happened, to whom, what is needed, who decided, and the possible actions.

use leptos::prelude::*;
use tocsin::components::tray::{Reader, RowContext, history_list, notification_row, status_words};
use tocsin::model::tray::action::TrayAction;
use tocsin::model::tray::pending_decision::PendingDecision;
use tocsin::ui::when;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;
use wire::id::NotificationId;
use wire::notification::{
    ActionType, HistoryAction, HistoryEntry, NewAction, Notification, NotificationType,
};
use wire::target_type::TargetType;
use wire::time::Timestamp;

use crate::page::{Page, settle};

fn estimates() -> Notification {
    Notification {
        id: NotificationId("a".into()),
        target_type: TargetType::Estimates,
        message: Some("Estimates for <b>Acacia Avenue</b>".into()),
        require_action: true,
        audience: Some("finance".into()),
        created_date: Timestamp::from_millis(when::now() - 120_000),
        ..Notification::default()
    }
}

async fn drawn(
    notification: Notification,
    pending: Option<PendingDecision>,
) -> (Page, RwSignal<Vec<TrayAction>>) {
    let tray_actions = RwSignal::new(Vec::new());
    let act = Callback::new(move |(_, tray_action)| tray_actions.update(|all| all.push(tray_action)));
    let page = Page::of(move || {
        let shown = RowContext {
            notification: &notification,
            reader: Reader::Staff,
            key: 7,
            now: when::now(),
            own_email: "olu@example.com",
            pending: pending.as_ref(),
            leaving: false,
            read: notification.is_read_status,
            reachable: true,
        };
        notification_row(&shown, "/staff/tray/a".to_owned(), act)
    })
    .await;
    (page, tray_actions)
}

#[wasm_bindgen_test]
async fn a_row_shows_what_happened_to_whom_when_and_what_is_needed() {
    let (page, tray_actions) = drawn(estimates(), None).await;
    for part in
        ["Unread", "Estimates to approve", "<b>Acacia Avenue</b>", "2 min", "Needs a decision", "For finance"]
    {
        assert!(page.text().contains(part), "{part} in {}", page.text());
    }
    assert_eq!(page.get("a").get_attribute("href").as_deref(), Some("/staff/tray/a"));
    // On a phone the actions are behind one button, which names its notification.
    let menu = page.get("button[popovertarget=actions-7]");
    assert_eq!(menu.get_attribute("aria-label").as_deref(), Some("Actions: Estimates to approve"));
    page.get("#actions-7 button").unchecked_into::<HtmlElement>().click();
    settle().await;
    assert_eq!(tray_actions.get_untracked(), [TrayAction::Approve]);
}

#[wasm_bindgen_test]
async fn a_decision_shows_who_made_it() {
    let decided = Notification {
        performed_action_type: Some(ActionType::Rejected),
        performed_action_done_by: Some("ann@example.com".into()),
        performed_action_done_by_name: Some("Ann Obi".into()),
        is_removable: true,
        is_read_status: true,
        ..estimates()
    };
    let (page, _) = drawn(decided.clone(), None).await;
    assert!(page.text().contains("Rejected by Ann Obi"), "{}", page.text());
    assert!(!page.text().contains("Approve:"), "{}", page.text());
    let mine = Notification { performed_action_done_by: Some("olu@example.com".into()), ..decided };
    let (page, _) = drawn(mine, None).await;
    assert!(page.text().contains("Rejected by you"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_pending_decision_says_so_and_offers_no_other() {
    let pending = PendingDecision {
        by: "olu@example.com".into(),
        id: NotificationId("a".into()),
        action: NewAction {
            made_at: Some(Timestamp::from_millis(when::now())),
            ..NewAction::new(ActionType::Approved)
        },
    };
    let (page, _) = drawn(estimates(), Some(pending)).await;
    assert!(page.text().contains("Waits to be sent: Approved"), "{}", page.text());
    assert!(page.find("button").is_none());
}

#[wasm_bindgen_test]
async fn an_unknown_type_is_shown_by_its_message_alone() {
    let old = Notification { target_type: TargetType::from("FuelLow".to_owned()), ..estimates() };
    let (page, _) = drawn(old, None).await;
    assert!(page.get("a").text_content().unwrap_or_default().contains("Estimates for"));
}

#[wasm_bindgen_test]
async fn the_history_shows_who_decided_why_and_when_also_without_a_connection() {
    let entry = HistoryEntry {
        by: "Ann Obi".into(),
        action: HistoryAction::Rejected,
        note: Some("Too dear".into()),
        at: Timestamp::from_millis(when::now()),
        made_at: Some(Timestamp::from_millis(when::now() - 3_600_000)),
        ..HistoryEntry::default()
    };
    let page = Page::of(move || history_list(&[entry], false, when::now())).await;
    for part in ["Rejected", "Too dear", "Ann Obi", "without a connection"] {
        assert!(page.text().contains(part), "{part} in {}", page.text());
    }
}

#[wasm_bindgen_test]
fn the_senders_words_are_told_in_ours() {
    let text = |channel, status| status_words(&channel, status).0;
    assert_eq!(text(NotificationType::Text, "temporary-failure"), "Phone not accepting messages right now");
    assert_eq!(text(NotificationType::Email, "temporary-failure"), "Inbox not accepting messages right now");
    assert_eq!(text(NotificationType::Text, "permanent-failure"), "There is no such phone number");
    assert_eq!(text(NotificationType::Letter, "received"), "Printed and posted");
    assert_eq!(text(NotificationType::Email, "held-at-customs"), "Not known yet");
}

#[wasm_bindgen_test]
fn days_go_on_over_the_ends_of_months() {
    for (day, later) in [(-400, 400), (-45, 45), (-7, 7), (-1, 1), (0, 0)] {
        assert_eq!(when::midnight(&when::day(day), later), when::midnight(&when::day(0), 0), "{day}");
    }
    assert_eq!(when::midnight(&when::day(0), 40), when::midnight(&when::day(40), 0));
    let monday =
        js_sys::Date::new(&(when::midnight(&when::day(-i32::from(when::weekday())), 0) as f64).into());
    assert_eq!(monday.get_day(), 1);
}
