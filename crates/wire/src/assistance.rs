//! Assistance: providers, their notifiers, and residents' requests. Implements the CareMessenger contract, in snake case;
//! resident scope, push, escalation and coverage are our additions.

mod coverage;
mod draft;
mod notifier;
mod organisation;
mod provider;
mod refusal;
mod request;
mod scope;
mod transfer;

pub use coverage::{
    Coverage, CoverageCounts, CoverageNotifier, Gap, Health, HealthState, ResidentGap, Uncovered,
};
pub use draft::{
    LABEL_LIMIT, NAME_LIMIT, NOTIFIER_LIMIT, NewNotifier, NewProvider, NotifierDraft, ProviderDraft,
};
pub use notifier::{EmailNotifier, NotifierKind, PushNotifier, RotatedSecret, WebhookNotifier};
pub use organisation::{Organisation, OrganisationChange, Resident, ResidentChange, Site};
pub use provider::{ContentObject, Provider};
pub use refusal::{ApiToken, ApiTokenRequest, Detail};
pub use request::{
    Answer, AnswerChoice, AssistanceRequest, NewAnswer, NewAssistanceRequest, RequestDelivery, RequestStatus,
    Tried,
};
pub use scope::{Scope, ScopeKind};
pub use transfer::{ImportOutcome, LineErrors, NotifierTrial, Trials};
