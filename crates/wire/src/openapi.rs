//! OpenAPI schemas that serde's derives do not reveal: enums as words, times, degrees, and bodies with alternatives.
//!
//! The types themselves derive `ToSchema` where they are defined. All of it is behind the feature `openapi`, which only the
//! server enables: the app contains no descriptions.

/// Describes an enum that is one word in JSON: its documentation, and each word with its own.
macro_rules! describe_words {
    ($name:ident, [$($about:literal),*], [$($text:expr => [$($meaning:literal),*]),* $(,)?]) => {
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let words = [$(($text, concat!($($meaning),*))),*];
                $crate::openapi::words::one_of(concat!($($about),*), &words)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}

pub(crate) use describe_words;

#[cfg(feature = "openapi")]
mod account;
#[cfg(feature = "openapi")]
mod callout;
#[cfg(feature = "openapi")]
mod escalation;
#[cfg(feature = "openapi")]
mod notification;
#[cfg(feature = "openapi")]
mod notify;
#[cfg(feature = "openapi")]
mod provider;
#[cfg(feature = "openapi")]
mod template;
#[cfg(feature = "openapi")]
mod value;
#[cfg(feature = "openapi")]
pub(crate) mod words;

#[cfg(feature = "openapi")]
pub use self::{
    account::{AccountImportRefusal, ImportedResident},
    notification::{NotificationRequest, NotifyKeyRequest, ServiceRequest},
    notify::AcceptedLetter,
    provider::{AssistanceRefusal, ImportRefusal, ProviderPatch, ProviderRequest, ProviderRow},
    template::{PersonalisationRequest, TemplateRequest},
    value::{Degrees, EventStream, File, Flag, HtmlPage, StoredTargetType},
};

/// Gives a type the schema of another one, which has the form that serde reads and writes.
#[cfg(feature = "openapi")]
macro_rules! describe_as {
    ($type:ty, $description:ty) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                <$description as utoipa::PartialSchema>::schema()
            }
        }

        impl utoipa::ToSchema for $type {
            fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>) {
                <$description as utoipa::ToSchema>::schemas(schemas);
            }
        }
    };
}

#[cfg(feature = "openapi")]
pub(crate) use describe_as;
