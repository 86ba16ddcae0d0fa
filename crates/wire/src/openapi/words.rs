//! Schemas of enums that are one word in JSON.

use crate::event::EventRole;
use crate::session::Role;
use crate::status::CalloutStatus;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

/// A string that is one of these words, each with its meaning.
pub(crate) fn one_of(about: &str, words: &[(&str, &str)]) -> RefOr<Schema> {
    let meanings = words.iter().map(|(word, meaning)| match meaning.trim() {
        "" => format!("\n* `{word}`"),
        meaning => format!("\n* `{word}`: {meaning}"),
    });
    let description = format!("{}\n{}", about.trim(), meanings.collect::<String>());
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(words.iter().map(|(word, _)| *word)))
        .into()
}

describe_words!(CalloutStatus, ["Where a callout stands."], [
    "created" => ["Help is requested; nobody is on the way yet."],
    "Responder Dispatched" => ["A responder is on the way."],
    "Responder Arrived" => ["A responder is there."],
    "Responder Cancelled" => ["The responder will not come after all; another may be sent."],
    "Responder Completed" => ["The responder has finished; the control room still has to close."],
    "closed" => ["Nothing more happens."],
]);

describe_words!(EventRole, ["Whose action an event was."], [
    "User" => ["The resident."],
    "Admin" => ["The control room."],
    "System" => ["The server itself."],
]);

describe_words!(Role, ["What an account may do."], [
    "resident" => ["Presses for help."],
    "supporter" => ["Is notified when a resident asks for assistance."],
    "officer" => ["Works the tray."],
    "manager" => ["Works the tray, and sees what has gone stale."],
    "admin" => ["Registers providers and accounts."],
    "controller" => ["Works the control room. Only the operator makes controllers."],
]);
