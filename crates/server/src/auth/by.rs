//! Who did something, as it is written into the history.

use wire::session::Role;

use crate::auth::caller::Viewer;

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// By name.
    pub name: String,
    /// By sign-in name; nothing for programs.
    pub email: Option<String>,
}

impl By {
    /// The server itself.
    pub fn tocsin() -> Self {
        Self { name: "Tocsin".to_owned(), email: None }
    }

    /// A person. Residents stand in the history by their account's number: it holds nothing personal of theirs.
    pub fn viewer(viewer: &Viewer) -> Self {
        match viewer.role {
            Role::Resident => Self { name: "Resident".to_owned(), email: Some(viewer.user.id.clone()) },
            _ => Self { name: viewer.user.name.clone(), email: Some(viewer.user.email.clone()) },
        }
    }

    /// The sign-in name; a program has none and goes by its name.
    pub fn sign_in_or_name(&self) -> String {
        self.email.clone().unwrap_or_else(|| self.name.clone())
    }

    /// A service.
    pub fn service(name: &str) -> Self {
        Self { name: name.to_owned(), email: None }
    }
}
