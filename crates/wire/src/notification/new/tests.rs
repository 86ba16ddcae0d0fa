//! Tests of the rules of a new notification.

use super::*;
use proptest::prelude::*;
use serde_json::json;

fn fields(body: Value) -> Vec<String> {
    let errors = NewNotification::read(body, WhoSends::Service).unwrap_err();
    errors.iter().map(|(field, _)| field.to_owned()).collect()
}

fn letter(last: &str) -> Value {
    json!({"notificationType": "Letter", "serviceKey": "k", "templateId": "t", "addressLine1": "Joe Bloggs",
        "addressLine2": "1 Example Street", "addressLine3": last, "firstName": "Joe"})
}

#[test]
fn each_type_needs_what_it_needs() {
    assert_eq!(fields(json!({})), ["notificationType"]);
    assert_eq!(fields(json!({"notificationType": "Pigeon"})), ["notificationType"]);
    assert_eq!(fields(json!({"notificationType": "Screen"})), ["message", "targetId", "targetType"]);
    assert_eq!(fields(json!({"notificationType": "Email"})), ["email", "serviceKey", "templateId"]);
    assert_eq!(fields(json!({"notificationType": "Text"})), ["mobileNumber", "serviceKey", "templateId"]);
    assert_eq!(fields(json!({"notificationType": "Letter"})), ["addressLine1", "serviceKey", "templateId"]);
}

#[test]
fn nobody_outside_raises_what_the_server_raises_itself() {
    for kind in TargetType::ALL.iter().filter(|kind| kind.is_made_by_server()) {
        for written in [kind.to_string(), format!(" \t{kind}\n"), kind.to_string().to_lowercase()] {
            for channel in ["Screen", "Email", "Text", "Letter"] {
                let body = json!({"notificationType": channel, "targetType": written, "targetId": "1"});
                assert!(fields(body).contains(&"targetType".to_owned()), "{written:?} by {channel}");
            }
        }
    }
}

#[test]
fn a_screen_that_also_goes_out_needs_both() {
    let body = json!({"notificationType": "Screen", "requireEmailNotification": true, "requireSmsNotification": "true",
        "requireLetter": "True", "message": 5});
    assert_eq!(
        fields(body),
        [
            "addressLine1",
            "email",
            "message",
            "mobileNumber",
            "serviceKey",
            "targetId",
            "targetType",
            "templateId"
        ]
    );
}

#[test]
fn the_flat_form_is_the_nested_one() {
    let flat = NewNotification::read(letter("SW1A 1AA"), WhoSends::Service).unwrap();
    let mut body = letter("SW1A 1AA");
    let nested: Value = ["addressLine1", "addressLine2", "addressLine3", "firstName"]
        .iter()
        .map(|name| ((*name).to_owned(), body.as_object_mut().unwrap().remove(*name).unwrap()))
        .collect();
    body["personalisationParams"] = nested;
    assert_eq!(NewNotification::read(body, WhoSends::Service).unwrap(), flat);
    assert_eq!(flat.address(), ["Joe Bloggs", "1 Example Street", "SW1A 1AA"]);
}

#[test]
fn a_letter_ends_with_a_postcode() {
    assert_eq!(fields(letter("Wynberg")), ["addressLine7"]);
    assert_eq!(fields(letter("  ")), ["addressLine1"]);
}

#[test]
fn a_person_needs_no_key() {
    let body = json!({"notificationType": "Email", "email": "a@b.example", "templateId": "t"});
    assert!(NewNotification::read(body.clone(), WhoSends::Person).is_ok());
    assert!(NewNotification::read(body, WhoSends::Service).is_err());
}

#[test]
fn a_wrong_type_costs_its_own_field_only() {
    let body = json!({"notificationType": "Screen", "targetId": "x", "targetType": "FuelLow", "message": "m",
        "user": "Olu", "requireAction": "perhaps", "dueAt": "soon", "siteId": "5", "followOnUrl": "javascript:x",
        "attachments": [1], "personalisationParams": {"a": {}, "b": 5}});
    assert_eq!(
        fields(body),
        [
            "attachments",
            "dueAt",
            "followOnUrl",
            "personalisationParams.a",
            "requireAction",
            "siteId",
            "targetType",
            "user"
        ]
    );
}

proptest! {
    #[test]
    fn what_passes_is_written_and_read_the_same(
        message in "\\PC{1,50}", user in proptest::option::of("[a-z]{1,5}@[a-z]{1,5}\\.example"), action: bool,
    ) {
        let body = json!({"notificationType": "Screen", "targetId": "t", "targetType": "Estimates",
            "message": message, "user": user, "requireAction": action});
        if let Ok(new) = NewNotification::read(body, WhoSends::Service) {
            let again = serde_json::to_value(&new).unwrap();
            prop_assert_eq!(NewNotification::read(again, WhoSends::Service).unwrap(), new);
        }
    }
}
