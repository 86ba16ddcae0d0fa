//! Assistance requests: a resident makes one, the provider's notifiers receive it, people answer it. It is escalated to the next
//! provider if nobody could be notified and the organisation wants that.

pub(crate) mod answer_link;
pub(crate) mod delivery_end;
pub(crate) mod escalate;
pub(crate) mod notify_provider;
pub(crate) mod replies;
pub(crate) mod scope;
pub(crate) mod view;

pub use delivery_end::end_delivery;
pub use escalate::account_revoked;
pub(crate) use view::one as request_view;
