//! Every example body of the Notifications API is read and written again, value for value.

use serde_json::{Value, from_str, from_value, to_value};
use wire::notification::{ActionType, NewAction, NewNotification, Notification, NotificationType, WhoSends};
use wire::target_type::TargetType;

macro_rules! fixture {
    ($name:literal) => {
        from_str::<Value>(include_str!(concat!("../fixtures/notifications/", $name, ".json"))).unwrap()
    };
}

#[test]
fn the_list_is_read_and_written_losslessly() {
    let body = fixture!("list");
    let list: Vec<Notification> = from_value(body.clone()).unwrap();
    assert_eq!(to_value(&list).unwrap(), body);
    assert_eq!(list[0].target_type, TargetType::FailedDirectDebits);
    assert!(!list[0].needs_decision() && list[0].is_removable);
}

#[test]
fn a_screen_notification_is_read_and_written_losslessly() {
    let body = fixture!("create-screen");
    let new = NewNotification::read(body.clone(), WhoSends::Service).unwrap();
    assert_eq!(new.notification_type, NotificationType::Screen);
    assert!(new.require_action);
    let written = to_value(&new).unwrap();
    for (name, value) in body.as_object().unwrap() {
        let silent = name.starts_with("require") && *value == Value::Bool(false);
        assert_eq!(written.get(name), (!silent).then_some(value), "{name}");
    }
}

#[test]
fn a_letter_is_read_and_written_losslessly() {
    let body = fixture!("create-letter");
    let new = NewNotification::read(body.clone(), WhoSends::Service).unwrap();
    assert_eq!(new.address(), ["Joe Bloggs", "1 Example Street", "SW1A 1AA"]);
    assert_eq!(to_value(&new).unwrap(), body);
}

#[test]
fn the_action_is_read_and_written_losslessly() {
    let body = fixture!("action");
    let action = NewAction::read(body.clone()).unwrap();
    assert_eq!(action.action_type, ActionType::Approved);
    assert_eq!(to_value(action).unwrap(), body);
}

#[test]
fn what_a_newer_server_says_blanks_nothing() {
    let mut body = fixture!("list")[0].clone();
    body["targetType"] = "FuelLow".into();
    body["notificationType"] = "Pigeon".into();
    body["isReadStatus"] = "perhaps".into();
    body["newField"] = serde_json::json!({"deep": [1]});
    let notification: Notification = from_value(body).unwrap();
    assert_eq!(notification.message.as_deref(), Some("Direct Debit failed"));
    assert_eq!(notification.target_type.title(), None);
}
