//! Providers: every example body of the source, and every rule at its path.
#![expect(clippy::unwrap_used, reason = "clippy takes only functions marked as tests for tests")]

use serde_json::{Value, from_str, from_value, json, to_value};
use wire::assistance::{ContentObject, NewProvider, NotifierKind, Provider, ProviderDraft, Scope};
use wire::field_errors::{FieldErrors, WHOLE};
use wire::id::{OrganisationId, SiteId};

macro_rules! fixture {
    ($name:literal) => {
        from_str::<Value>(include_str!(concat!("../fixtures/providers/", $name, ".json"))).unwrap()
    };
}

/// Everything that is wrong with a body.
fn complaints(body: &Value) -> FieldErrors {
    let (mut draft, mut errors) = (ProviderDraft::default(), FieldErrors::new());
    draft.lay_over(body, &mut errors);
    for (path, message) in draft.problems().iter() {
        errors.add(path, message);
    }
    errors
}

fn paths(body: &Value) -> Vec<String> {
    complaints(body).iter().map(|(path, _)| path.to_owned()).collect()
}

fn checked(body: &Value) -> NewProvider {
    assert_eq!(complaints(body), FieldErrors::new());
    let mut draft = ProviderDraft::default();
    draft.lay_over(body, &mut FieldErrors::new());
    NewProvider::try_from(draft).unwrap()
}

#[test]
fn the_requests_of_the_source_pass() {
    let customer = checked(&fixture!("create-customer"));
    assert_eq!(customer.scope, Scope::Organisation(OrganisationId(2)));
    let kinds: Vec<_> = customer.notifiers.iter().map(|notifier| notifier.kind).collect();
    assert_eq!(kinds, [NotifierKind::Email, NotifierKind::Webhook]);
    let site = checked(&fixture!("create-site"));
    assert_eq!((site.scope, site.label.as_str()), (Scope::Site(SiteId(5)), "Duty Manager"));
}

#[test]
fn the_answer_of_the_source_is_read_and_written_losslessly() {
    let body = fixture!("response-site");
    let provider: Provider = from_value(body.clone()).unwrap();
    assert_eq!(to_value(&provider).unwrap(), body);
    assert!(matches!(&provider.content_object, Some(ContentObject::Site(site)) if site.id == SiteId(5)));
}

#[test]
fn what_is_answered_can_be_sent_again() {
    let provider: Provider = from_value(fixture!("response-site")).unwrap();
    let body = provider.to_draft().to_body();
    assert_eq!(body["email_notifiers"][0]["id"], 7);
    assert_eq!(checked(&body).scope, Scope::Site(SiteId(5)));
}

#[test]
fn everything_wrong_is_told_at_once_at_its_path() {
    let body = json!({
        "name": " ", "label": "x".repeat(41), "content_type": "planet", "object_id": "five",
        "email_notifiers": [{"name": "A", "email": "a@b.example"}, {"name": "", "email": "nobody"}],
        "webhook_notifiers": [{"name": "W", "url": "https://a.example"}, {"name": "W", "url": "ftp://a.example"}],
        "push_notifiers": [{"name": 5}],
    });
    assert_eq!(
        paths(&body),
        [
            "object_id",
            "push_notifiers.0.name",
            "name",
            "label",
            "content_type",
            "email_notifiers.1.name",
            "email_notifiers.1.email",
            "webhook_notifiers.1.url",
            "push_notifiers.0.user"
        ]
    );
    assert!(complaints(&body).to_json()["webhook_notifiers"][1]["url"][0].is_string());
}

#[test]
fn somebody_must_be_told_and_at_most_twenty() {
    let mut body = fixture!("create-site");
    let one = body["email_notifiers"][0].clone();
    body["email_notifiers"] = json!([]);
    assert_eq!(paths(&body), [WHOLE]);
    body["email_notifiers"] = vec![one.clone(); 20].into();
    assert!(paths(&body).is_empty());
    body["webhook_notifiers"] = json!([{"name": "W", "url": "https://a.example"}]);
    assert_eq!(paths(&body), [WHOLE]);
}

#[test]
fn a_label_of_forty_letters_fits_whatever_the_letters() {
    let mut body = fixture!("create-site");
    body["label"] = "ß".repeat(40).into();
    assert!(paths(&body).is_empty());
}

#[test]
fn an_empty_body_names_every_field_that_is_needed() {
    assert_eq!(paths(&json!({})), ["name", "label", "content_type", "object_id", WHOLE]);
    assert_eq!(paths(&json!([]))[0], WHOLE);
}

#[test]
fn wrong_types_are_told_where_they_stand() {
    let mut body = fixture!("create-site");
    body["email_notifiers"] = json!({"name": "A"});
    body["webhook_notifiers"] = json!(["https://a.example"]);
    body["name"] = Value::Null;
    let told = complaints(&body);
    for path in ["email_notifiers", "webhook_notifiers.0", "name"] {
        assert!(told.at(path).is_some(), "{path}: {told}");
    }
}

#[test]
fn a_partial_change_leaves_the_rest() {
    let provider: Provider = from_value(fixture!("response-site")).unwrap();
    let (mut draft, mut errors) = (provider.to_draft(), FieldErrors::new());
    draft.lay_over(&json!({"label": "Night Manager"}), &mut errors);
    let new = NewProvider::try_from(draft).unwrap();
    assert!(errors.is_empty());
    assert_eq!((new.label.as_str(), new.notifiers.len()), ("Night Manager", 1));
}
