//! A record that a notification is about, as a page can show it: an account, a work order, a callout, a visit.

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::Serialize;

/// The answer of `GET /api/records/{kind}/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Record {
    /// What kind of record, as in the address.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// What it is called, in a few words.
    pub title: String,
    /// Where it stands, in a few words.
    pub state: String,
    /// Somebody has to do something about it.
    pub trouble: bool,
    /// What is known of it, in order.
    pub facts: Vec<Fact>,
    /// What happened to it, newest first.
    pub events: Vec<RecordEvent>,
    /// Made up for the demonstration.
    pub demo: bool,
}

read_leniently!(Record { kind, id, title, state, trouble, facts, events, demo });

/// One thing that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What.
    pub name: String,
    /// How it is.
    pub value: String,
    /// When that was; shown in the reader's own zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Where it leads: a page of the app, or a number to ring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

read_leniently!(Fact { name, value, at, link });

/// One thing that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RecordEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
}

read_leniently!(RecordEvent { at, text });
