//! A record that a notification is about, as a page can show it: an account, a work order, a callout, a visit.

mod new;

pub use new::NewRecord;

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::Serialize;

/// The answer of `GET /api/records/{kind}/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
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
    /// What can be done with it, the first thing first.
    pub actions: Vec<RecordAction>,
    /// The service that keeps it, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// How to reach the people behind that service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// When that service last told of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Made up for the demonstration.
    pub demo: bool,
}

read_leniently!(Record {
    kind,
    id,
    title,
    state,
    trouble,
    facts,
    events,
    actions,
    service,
    contact,
    updated_at,
    demo
});

/// One thing that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// What.
    pub name: String,
    /// How it is.
    pub value: String,
    /// When that was; shown in the reader's own zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Where it leads: a page of the app, an address of the web, or a number to ring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Residents do not see it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub staff_only: bool,
}

read_leniently!(Fact { name, value, at, link, staff_only });

/// One thing that can be done with a record, at the place that does it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordAction {
    /// What it is called, such as "Apply charges".
    pub label: String,
    /// Where it is done.
    pub link: String,
    /// Residents do not see it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub staff_only: bool,
}

read_leniently!(RecordAction { label, link, staff_only });

/// One thing that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RecordEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
}

read_leniently!(RecordEvent { at, text });
