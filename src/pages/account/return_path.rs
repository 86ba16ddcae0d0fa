//! The return path of the sign-in: a link opened while signed out leads to its target after signing in.

use wire::link::{Reader, for_reader, is_link, is_own};
use wire::session::Role;

use crate::links;
use crate::navigation::{Query, current_path_and_query, encoded, fragment, use_query};

/// The sign-in that returns to the current page.
pub fn sign_in() -> String {
    links::sign_in_and_back(&encoded(&current_path_and_query()))
}

/// The page to choose a password with a code; it keeps the sign-in's target and television code.
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

/// The sign-in's target for this role: one of its pages on this server, and of no other origin.
pub fn next(query: Query, role: &Role) -> Option<String> {
    let reader = if role.is_staff() { Reader::Staff } else { Reader::Resident };
    let next = query.get(links::NEXT).filter(|next| is_own(next) && is_link(next))?;
    for_reader(&next, reader)
}
