//! Requests for assistance: asked by a resident, told to a provider's notifiers, answered by people, and escalated to the
//! next provider when nobody could be told and the organisation wants that.

pub(crate) mod answer_link;
pub(crate) mod asked;
pub(crate) mod ended;
pub(crate) mod escalate;
pub(crate) mod present;
pub(crate) mod tell;
pub(crate) mod who;

pub use ended::delivery_ended;
pub use escalate::account_revoked;
pub(crate) use present::one as present_request;
