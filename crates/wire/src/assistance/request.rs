//! A resident's request for assistance, and its result.

use super::NotifierKind;
use crate::delivery::DeliveryState;
use crate::id::{AssistanceRequestId, NotifierId, ProviderId, ResidentId, SiteId};
use crate::lenient::{Lenient, read_leniently};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The body of `POST /api/v2/assistance-request`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAssistanceRequest {
    /// The provider to notify.
    pub provider: ProviderId,
}

/// A request with the state of each delivery.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssistanceRequest {
    pub id: AssistanceRequestId,
    pub provider: ProviderId,
    /// The label on the television.
    pub label: String,
    pub resident: ResidentId,
    /// First and family name of the resident.
    pub resident_name: String,
    pub site: Option<SiteId>,
    pub site_name: Option<String>,
    pub status: RequestStatus,
    pub created: Timestamp,
    /// The time of the first answer "I am coming". Deliveries do not count as reached.
    pub reached: Option<Timestamp>,
    /// Every provider that was notified, the chosen one first.
    pub tried: Vec<Tried>,
    /// People's answers, oldest first. The newest answer of a person counts.
    pub answers: Vec<Answer>,
    pub deliveries: Vec<RequestDelivery>,
    /// Whether the caller was asked and may answer; only in the response for a single request.
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

/// The status of a request. A delivery is not an answer: only a person's answer shows that somebody knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum RequestStatus {
    /// Deliveries are in progress.
    #[default]
    Sending,
    /// At least one system or device accepted the request.
    Delivered,
    /// Every delivery failed, and none will be retried.
    Failed,
    Coming,
    /// At least one person declined, and nobody else may still come.
    Declined,
}

impl RequestStatus {
    const ALL: [Self; 5] = [Self::Sending, Self::Delivered, Self::Failed, Self::Coming, Self::Declined];

    /// The value used in JSON.
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

/// A provider that was notified of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tried {
    pub provider: ProviderId,
    /// The label on the television.
    pub label: String,
    pub at: Timestamp,
}

read_leniently!(Tried { provider, label, at });

/// A person's answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = AssistanceAnswer))]
pub struct Answer {
    pub name: String,
    pub answer: AnswerChoice,
    pub at: Timestamp,
}

read_leniently!(Answer { name, answer, at });

/// The possible answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum AnswerChoice {
    /// The person is on the way.
    Coming,
    #[default]
    Cannot,
}

impl AnswerChoice {
    /// Both answers.
    pub const ALL: [Self; 2] = [Self::Coming, Self::Cannot];

    /// The value used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Cannot => "cannot",
        }
    }

    /// The choice with this name; anything unknown is not a promise to come.
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NewAssistanceAnswer))]
pub struct NewAnswer {
    pub answer: AnswerChoice,
}

/// One delivery of a request, as the resident may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestDelivery {
    /// The id of the delivery in the ledger.
    pub id: String,
    pub provider: ProviderId,
    /// The notifier; none when it was removed since.
    pub notifier: Option<NotifierId>,
    pub kind: NotifierKind,
    pub name: String,
    pub status: DeliveryState,
    /// Number of attempts.
    pub attempts: i64,
    /// The time of the next attempt.
    pub due: Option<Timestamp>,
    pub updated: Timestamp,
}

read_leniently!(RequestDelivery { id, provider, notifier, kind, name, status, attempts, due, updated });
