//! Form problems, as one list of "this field, this message" or "the server, this message".

use std::cell::RefCell;
use std::collections::BTreeSet;

/// A problem with a form. `F` names the form's fields, so that a message about a field that does not exist does not
/// compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem<F> {
    /// What to change in a field.
    Field(F, String),
    /// A problem with the whole form, from the server or the connection.
    Server(String),
}

impl<F> Problem<F> {
    /// The message of the problem.
    pub fn message(&self) -> &str {
        match self {
            Self::Field(_, message) | Self::Server(message) => message,
        }
    }
}

/// A form field that knows its control's id, so that the summary can link to it.
pub trait Field: Copy + PartialEq + 'static {
    fn id(self) -> &'static str;
}

/// Interns a text for the life of the page, as ids of controls need. Each text is stored once.
pub fn intern(text: String) -> &'static str {
    thread_local! {
        static INTERNED: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
    }
    INTERNED.with_borrow_mut(|all| match all.get(text.as_str()) {
        Some(known) => known,
        None => {
            let text: &'static str = Box::leak(text.into_boxed_str());
            all.insert(text);
            text
        }
    })
}

/// The message for one field.
pub fn problem_of<F: Field>(problems: &[Problem<F>], field: F) -> Option<String> {
    problems.iter().find_map(|problem| match problem {
        Problem::Field(named, message) if *named == field => Some(message.clone()),
        _ => None,
    })
}

/// All problems as id and message, for the summary; the id is empty for problems of the whole form.
pub fn summary<F: Field>(problems: &[Problem<F>]) -> Complaints {
    let row = |problem: &Problem<F>| match problem {
        Problem::Field(field, message) => (field.id(), message.clone()),
        Problem::Server(message) => ("", message.clone()),
    };
    problems.iter().map(row).collect()
}

/// Problems by control id, as [`summary`] makes them: one type for every form, so that its code is compiled once.
pub type Complaints = Vec<(&'static str, String)>;

/// The message for one field.
pub fn complaint_of<F: Field>(complaints: &Complaints, field: F) -> Option<String> {
    complaint_at(complaints, field.id())
}

/// The message for the control with this id.
pub fn complaint_at(complaints: &Complaints, id: &str) -> Option<String> {
    complaints.iter().find(|(at, _)| *at == id).map(|(_, message)| message.clone())
}

/// One problem of the whole form.
pub fn about_all(message: String) -> Complaints {
    vec![("", message)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Debug)]
    enum TestField {
        Address,
        Words,
    }

    impl Field for TestField {
        fn id(self) -> &'static str {
            match self {
                Self::Address => "address",
                Self::Words => "words",
            }
        }
    }

    #[test]
    fn the_same_id_is_interned_once() {
        let (one, two) = (intern("email-0-name".to_owned()), intern(format!("email-{}-name", 0)));
        assert!(std::ptr::eq(one, two));
    }

    #[test]
    fn a_field_shows_its_own_message_and_the_summary_shows_all() {
        let problems = [
            Problem::Field(TestField::Address, "Enter an address".to_owned()),
            Problem::Server("Try again".to_owned()),
        ];
        assert_eq!(problem_of(&problems, TestField::Address).as_deref(), Some("Enter an address"));
        assert_eq!(problem_of(&problems, TestField::Words), None);
        assert_eq!(
            complaint_of(&summary(&problems), TestField::Address).as_deref(),
            Some("Enter an address")
        );
        assert_eq!(complaint_of(&about_all("Try again".to_owned()), TestField::Words), None);
        assert_eq!(
            summary(&problems),
            [("address", "Enter an address".to_owned()), ("", "Try again".to_owned())]
        );
    }
}
