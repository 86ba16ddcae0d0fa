//! A record that a notification is about, as a page shows it: an account, a work order, a callout, a visit.

mod new;

pub use new::NewRecord;

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::Serialize;

/// The response of `GET /api/records/{kind}/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// The kind of record, as in the path.
    pub kind: String,
    pub id: String,
    /// The title in a few words.
    pub title: String,
    /// The state in a few words.
    pub state: String,
    /// Somebody needs to act.
    pub trouble: bool,
    /// The facts, in order.
    pub facts: Vec<Fact>,
    /// The events, newest first.
    pub events: Vec<RecordEvent>,
    /// The possible actions, the most important first.
    pub actions: Vec<RecordAction>,
    /// The name of the service that keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// How to reach the people behind that service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The service's last update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Demo data.
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

/// One fact about a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    pub name: String,
    /// How it is.
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub value: String,
    /// The time of the fact; shown in the reader's time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// A page of the app, a web address, or a telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Hidden from residents.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub staff_only: bool,
}

read_leniently!(Fact { name, value, at, link, staff_only });

/// An action on a record, in the system that performs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RecordAction {
    /// The label, such as "Apply charges".
    pub label: String,
    /// The link to that system.
    pub link: String,
    /// Hidden from residents.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub staff_only: bool,
}

read_leniently!(RecordAction { label, link, staff_only });

/// One event of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordEvent {
    pub at: Timestamp,
    pub text: String,
}

read_leniently!(RecordEvent { at, text });
