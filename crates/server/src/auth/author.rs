//! The author of an action, as the history stores it.

use wire::session::Role;

use crate::auth::caller::Person;

/// The author of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    /// The sign-in name; empty for programs.
    pub email: Option<String>,
}

impl Author {
    /// The server itself.
    pub fn tocsin() -> Self {
        Self { name: "Tocsin".to_owned(), email: None }
    }

    /// A person. For residents the history stores the number of the account, so that it contains no personal data of theirs.
    pub fn person(person: &Person) -> Self {
        match person.role {
            Role::Resident => Self { name: "Resident".to_owned(), email: Some(person.user.id.clone()) },
            _ => Self { name: person.user.name.clone(), email: Some(person.user.email.clone()) },
        }
    }

    /// The sign-in name, or the name of a program, which has no sign-in name.
    pub fn sign_in_or_name(&self) -> String {
        self.email.clone().unwrap_or_else(|| self.name.clone())
    }

    /// A service as the author.
    pub fn service(name: &str) -> Self {
        Self { name: name.to_owned(), email: None }
    }
}
