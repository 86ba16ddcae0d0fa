//! Tests of invitations and of changes to accounts.

use super::*;
use serde_json::{from_value, json};

#[test]
fn everything_wrong_with_an_invitation_is_told_at_once() {
    let new: NewAccount = from_value(json!({"email": "x", "role": "chief", "team": "chess"})).unwrap();
    let problems = new.problems();
    let fields: Vec<_> = problems.iter().map(|(path, _)| path).collect();
    assert_eq!(fields, ["email", "name", "role", "team"]);
    let new = NewAccount { role: Role::Resident, ..NewAccount::default() };
    assert!(new.problems().at("site").is_some());
}

#[test]
fn null_empties_and_nothing_leaves_as_it_was() {
    let change: AccountChange = from_value(json!({"site": null})).unwrap();
    assert_eq!((change.site, &change.team), (Some(None), &None));
    assert!(change.problems(&Role::Resident).at("site").is_some());
    assert!(change.problems(&Role::Officer).is_empty());
}

#[test]
fn a_resident_stays_a_resident() {
    let change = AccountChange { role: Some(Role::Admin), ..AccountChange::default() };
    assert!(change.problems(&Role::Resident).at("role").is_some());
    assert!(change.problems(&Role::Officer).is_empty());
}
