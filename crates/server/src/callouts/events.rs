//! Events of callouts. Each is inserted as one row in the transaction that causes it.

use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};
use wire::event::{CalloutEvent, EventDetail, EventRole, EventType};
use wire::id::{CalloutId, EventId};
use wire::location::Gap;
use wire::status::CalloutStatus;
use wire::time::Timestamp;

use database::entity::callout_event;
use web::error::Error;

/// The person or program that causes an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Resident, control room, or neither.
    pub role: EventRole,
    /// Their name in the event.
    pub name: Option<String>,
    /// Their sign-in name, for the callout's `…By` fields.
    pub email: Option<String>,
}

impl Actor {
    /// The server itself.
    pub fn system() -> Self {
        Self { role: EventRole::System, name: None, email: None }
    }

    /// A resident, by name.
    pub fn resident(name: String) -> Self {
        Self { role: EventRole::User, name: Some(name), email: None }
    }

    /// A controller.
    pub fn controller(person: &crate::auth::caller::Person) -> Self {
        Self {
            role: EventRole::Admin,
            name: Some(person.user.name.clone()),
            email: Some(person.user.email.clone()),
        }
    }
}

/// An event that is not stored yet.
#[derive(Clone, Debug)]
pub struct NewCalloutEvent {
    kind: EventType,
    body: String,
    status: Option<CalloutStatus>,
    gap: Option<Gap>,
    ignored: Vec<String>,
}

impl NewCalloutEvent {
    /// An event of this type with this sentence.
    pub fn new(kind: EventType, body: impl Into<String>) -> Self {
        Self { kind, body: body.into(), status: None, gap: None, ignored: Vec::new() }
    }

    /// The event of a new status.
    pub fn status(status: CalloutStatus, body: impl Into<String>) -> Self {
        Self { status: Some(status), ..Self::new(EventType::STATUS, body) }
    }

    /// The event of a gap in the phone's reports.
    pub fn gap(gap: Gap) -> Self {
        Self { gap: Some(gap), ..Self::new(EventType::GAP, "No location came for a while.") }
    }

    /// The same, with the names of the fields that could not be used.
    pub fn ignoring(self, ignored: Vec<String>) -> Self {
        Self { ignored, ..self }
    }

    /// Inserts the event.
    pub async fn insert(
        self,
        transaction: &impl ConnectionTrait,
        callout_id: i64,
        actor: &Actor,
        now: i64,
    ) -> Result<(), Error> {
        let row = callout_event::ActiveModel {
            callout_id: Set(callout_id),
            type_id: Set(self.kind.0),
            body: Set(self.body),
            role: Set(actor.role.clone().into()),
            created_by: Set(actor.name.clone()),
            status: Set(self.status.map(Into::into)),
            gap_from: Set(self.gap.as_ref().map(|gap| gap.from.millis())),
            gap_to: Set(self.gap.as_ref().map(|gap| gap.to.millis())),
            gap_reason: Set(self.gap.map(|gap| gap.reason.into())),
            ignored: Set((!self.ignored.is_empty()).then(|| serde_json::json!(self.ignored).to_string())),
            created_at: Set(now),
            ..Default::default()
        };
        row.insert(transaction).await?;
        Ok(())
    }
}

/// An event in the format of the contract.
pub fn to_wire(row: callout_event::Model) -> CalloutEvent {
    CalloutEvent {
        id: EventId(row.id),
        callout_id: CalloutId(row.callout_id),
        callout_event_type_id: EventType(row.type_id),
        event: EventDetail {
            body: row.body,
            role: row.role.into(),
            status: row.status.map(Into::into),
            from: row.gap_from.map(Timestamp::from_millis),
            to: row.gap_to.map(Timestamp::from_millis),
            reason: row.gap_reason.map(Into::into),
            ignored: row.ignored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default(),
        },
        created_by: row.created_by,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.created_at),
    }
}
