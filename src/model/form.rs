//! What every form shares: complaints as one list of "this field, this message" or "the server, this message".

use std::cell::RefCell;
use std::collections::BTreeSet;

/// A complaint about a form. `F` names the form's fields, so that a message about a field that is not there does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem<F> {
    /// What to do about one field.
    Field(F, String),
    /// What the server, or the way to it, said about the whole.
    Server(String),
}

impl<F> Problem<F> {
    /// The words of it.
    pub fn message(&self) -> &str {
        match self {
            Self::Field(_, message) | Self::Server(message) => message,
        }
    }
}

/// A field that knows the id of its control, so that a summary can link to it.
pub trait Field: Copy + PartialEq + 'static {
    /// The control's id.
    fn id(self) -> &'static str;
}

/// A text that is kept for as long as the page lives: ids of controls are. Each is kept once.
pub fn kept(text: String) -> &'static str {
    thread_local! {
        static KEPT: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
    }
    KEPT.with_borrow_mut(|all| match all.get(text.as_str()) {
        Some(known) => known,
        None => {
            let text: &'static str = Box::leak(text.into_boxed_str());
            all.insert(text);
            text
        }
    })
}

/// The message for one field, for the field itself to show.
pub fn problem_of<F: Field>(problems: &[Problem<F>], field: F) -> Option<String> {
    problems.iter().find_map(|problem| match problem {
        Problem::Field(named, message) if *named == field => Some(message.clone()),
        _ => None,
    })
}

/// Every complaint as an id and a message, for the summary; the id is empty when it is about no field.
pub fn summary<F: Field>(problems: &[Problem<F>]) -> Complaints {
    let row = |problem: &Problem<F>| match problem {
        Problem::Field(field, message) => (field.id(), message.clone()),
        Problem::Server(message) => ("", message.clone()),
    };
    problems.iter().map(row).collect()
}

/// Complaints by the ids of the controls, as [`summary`] makes them: one type for every form, so that what a page keeps of
/// them is compiled once.
pub type Complaints = Vec<(&'static str, String)>;

/// The message for one field among complaints.
pub fn complaint_of<F: Field>(complaints: &Complaints, field: F) -> Option<String> {
    complaint_at(complaints, field.id())
}

/// The message for the control with this id.
pub fn complaint_at(complaints: &Complaints, id: &str) -> Option<String> {
    complaints.iter().find(|(at, _)| *at == id).map(|(_, message)| message.clone())
}

/// One complaint that is about no field.
pub fn about_all(message: String) -> Complaints {
    vec![("", message)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Debug)]
    enum Letter {
        Address,
        Words,
    }

    impl Field for Letter {
        fn id(self) -> &'static str {
            match self {
                Self::Address => "address",
                Self::Words => "words",
            }
        }
    }

    #[test]
    fn the_same_id_is_kept_once() {
        let (one, two) = (kept("email-0-name".to_owned()), kept(format!("email-{}-name", 0)));
        assert!(std::ptr::eq(one, two));
    }

    #[test]
    fn a_field_shows_its_own_message_and_the_summary_shows_all() {
        let problems = [
            Problem::Field(Letter::Address, "Enter an address".to_owned()),
            Problem::Server("Try again".to_owned()),
        ];
        assert_eq!(problem_of(&problems, Letter::Address).as_deref(), Some("Enter an address"));
        assert_eq!(problem_of(&problems, Letter::Words), None);
        assert_eq!(complaint_of(&summary(&problems), Letter::Address).as_deref(), Some("Enter an address"));
        assert_eq!(complaint_of(&about_all("Try again".to_owned()), Letter::Words), None);
        assert_eq!(
            summary(&problems),
            [("address", "Enter an address".to_owned()), ("", "Try again".to_owned())]
        );
    }
}
