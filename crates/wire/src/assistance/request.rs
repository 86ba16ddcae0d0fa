//! A resident's request for assistance, and what became of it.

use super::NotifierKind;
use crate::delivery::DeliveryState;
use crate::id::{AssistanceRequestId, NotifierId, ProviderId, ResidentId, SiteId};
use crate::lenient::{Lenient, read_leniently};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The body of `POST /api/v2/assistance-request`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAssistanceRequest {
    /// Who shall be told.
    pub provider: ProviderId,
}

/// A request with each delivery as it goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AssistanceRequest {
    /// Its number.
    pub id: AssistanceRequestId,
    /// Who the resident chose.
    pub provider: ProviderId,
    /// What the television showed.
    pub label: String,
    /// Who asked.
    pub resident: ResidentId,
    /// First and family name of who asked.
    pub resident_name: String,
    /// Where they live.
    pub site: Option<SiteId>,
    /// What that is called.
    pub site_name: Option<String>,
    /// What became of it.
    pub status: RequestStatus,
    /// When they asked.
    pub created: Timestamp,
    /// When the first of those who are coming said so; nothing else is a person reached.
    pub reached: Option<Timestamp>,
    /// Everyone who was tried, the chosen provider first.
    pub tried: Vec<Tried>,
    /// What people answered, oldest first; the newest of a person counts.
    pub answers: Vec<Answer>,
    /// What went out to whom.
    pub deliveries: Vec<RequestDelivery>,
    /// Whether the caller was asked, and so may answer. Only in the answer to a read of this one request.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub may_answer: bool,
}

read_leniently!(AssistanceRequest {
    id,
    provider,
    label,
    resident,
    resident_name,
    site,
    site_name,
    status,
    created,
    reached,
    tried,
    answers,
    deliveries,
    may_answer
});

/// What became of a request. Delivered is not answered: only a person's own answer says that somebody knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RequestStatus {
    /// It is on its way.
    #[default]
    Sending,
    /// At least one system or device took it.
    Delivered,
    /// Nothing could be delivered, and nothing is tried any more.
    Failed,
    /// Somebody is coming.
    Coming,
    /// Nobody who was asked may still come, and somebody said so.
    Declined,
}

impl RequestStatus {
    const ALL: [Self; 5] = [Self::Sending, Self::Delivered, Self::Failed, Self::Coming, Self::Declined];

    /// The text on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Coming => "coming",
            Self::Declined => "declined",
        }
    }
}

impl Lenient for RequestStatus {
    fn read(value: serde_json::Value) -> Option<Self> {
        let text = value.as_str()?;
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// A provider that was told of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// Which.
    pub provider: ProviderId,
    /// What the television shows for it.
    pub label: String,
    /// When.
    pub at: Timestamp,
}

read_leniently!(Tried { provider, label, at });

/// What a person answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Who.
    pub name: String,
    /// What.
    pub answer: AnswerChoice,
    /// When.
    pub at: Timestamp,
}

read_leniently!(Answer { name, answer, at });

/// What can be answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnswerChoice {
    /// They are on their way.
    Coming,
    /// They cannot come.
    #[default]
    Cannot,
}

impl AnswerChoice {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Coming, Self::Cannot];

    /// The text on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Cannot => "cannot",
        }
    }

    /// The choice of that name; anything else is no promise to come.
    pub fn parse(text: &str) -> Self {
        if text == Self::Coming.as_str() { Self::Coming } else { Self::Cannot }
    }
}

impl Lenient for AnswerChoice {
    fn read(value: serde_json::Value) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| value.as_str() == Some(choice.as_str()))
    }
}

/// The body of `POST /api/v2/assistance-request/{id}/answer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAnswer {
    /// Coming or not.
    pub answer: AnswerChoice,
}

/// One delivery of a request, as the person who asked may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RequestDelivery {
    /// Its id, by which staff find it in the ledger.
    pub id: String,
    /// The provider it belongs to.
    pub provider: ProviderId,
    /// The notifier it goes to; none when that was removed since.
    pub notifier: Option<NotifierId>,
    /// How they are told.
    pub kind: NotifierKind,
    /// Who that is.
    pub name: String,
    /// Where it stands.
    pub status: DeliveryState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub due: Option<Timestamp>,
    /// When it last changed.
    pub updated: Timestamp,
}

read_leniently!(RequestDelivery { id, provider, notifier, kind, name, status, attempts, due, updated });
