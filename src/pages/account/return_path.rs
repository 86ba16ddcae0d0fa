//! The way back from the sign-in: who opened a link signed out comes to what it leads to.

use wire::link::{Reader, for_reader, is_link, is_own};
use wire::session::Role;

use crate::links;
use crate::navigation::{Query, current_path_and_query, encoded, fragment, use_query};

/// The sign-in that leads back to where one is now.
pub fn sign_in() -> String {
    links::sign_in_and_back(&encoded(&current_path_and_query()))
}

/// The page to choose a password with a code, which leads to where the sign-in leads, and connects the same television.
pub fn new_password() -> String {
    let address = match use_query().get(links::NEXT) {
        Some(next) => links::new_password_and_back(&encoded(&next)),
        None => links::NEW_PASSWORD.to_owned(),
    };
    match fragment(links::TELEVISION_CODE) {
        Some(code) => format!("{address}#{}={}", links::TELEVISION_CODE, encoded(&code)),
        None => address,
    }
}

/// Where the sign-in leads somebody with this role: to a page of theirs on this server, and of no other.
pub fn next(query: Query, role: &Role) -> Option<String> {
    let reader = if role.is_staff() { Reader::Staff } else { Reader::Resident };
    let next = query.get(links::NEXT).filter(|next| is_own(next) && is_link(next))?;
    for_reader(&next, reader)
}
