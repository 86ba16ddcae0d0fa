//! Ids of the form's controls. The server names a field by its path in the body (`webhook_notifiers.1.url`); a
//! control is named by its row's key, which stays when rows move.

use wire::assistance::NotifierKind;
use wire::field_errors::FieldErrors;

use crate::model::form::{Complaints, intern};

/// The control of a row's field.
pub fn control(kind: NotifierKind, key: i64, field: &str) -> &'static str {
    intern(format!("{}-{key}-{field}", kind.as_str()))
}

/// The problems with the ids of their controls; `keys` are the rows' keys, by kind.
pub fn complaints(errors: &FieldErrors, keys: &[Vec<i64>; 3]) -> Complaints {
    let mut all: Vec<_> = errors.iter().collect();
    all.sort_by_key(|(path, _)| rank(path));
    all.into_iter().map(|(path, message)| (control_at(path, keys), message.to_owned())).collect()
}

/// The position of this path's field in the form, so that problems follow its order.
fn rank(path: &str) -> usize {
    let list = path.split('.').next().unwrap_or_default();
    match list {
        "content_type" | "object_id" => 0,
        "label" => 1,
        "name" => 2,
        _ => 3 + NotifierKind::ALL.into_iter().position(|kind| kind.list() == list).unwrap_or(3),
    }
}

fn control_at(path: &str, keys: &[Vec<i64>; 3]) -> &'static str {
    let mut steps = path.split('.');
    let (list, index, field) = (steps.next().unwrap_or_default(), steps.next(), steps.next());
    match (NotifierKind::ALL.into_iter().find(|kind| kind.list() == list), index) {
        (Some(kind), Some(index)) => {
            let key = index.parse().ok().and_then(|index: usize| keys[kind as usize].get(index));
            let field = if field == Some("name") { "name" } else { "address" };
            key.map_or("", |key| control(kind, *key, field))
        }
        (Some(_), None) => "add-email",
        (None, _) => match path {
            "name" => "provider-name",
            "label" => "provider-label",
            "content_type" => "for-customer",
            "object_id" => "provider-object",
            _ => "add-email",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_shown_at_the_control_of_its_row() {
        let mut errors = FieldErrors::new();
        for path in [
            "label",
            "webhook_notifiers.1.url",
            "push_notifiers.0.user",
            "email_notifiers.0.name",
            "non_field_errors",
        ] {
            errors.add(path, "x");
        }
        let keys = [vec![4], vec![0, 7], vec![2]];
        let ids: Vec<_> = complaints(&errors, &keys).into_iter().map(|(id, _)| id).collect();
        assert_eq!(
            ids,
            ["provider-label", "email-4-name", "webhook-7-address", "push-2-address", "add-email"]
        );
    }
}
