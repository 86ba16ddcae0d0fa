//! Assistance requests: a resident makes one, the provider's notifiers receive it, people answer it. It is escalated to the next
//! provider if nobody could be notified and the organisation wants that.

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
