//! Requests and responses of GOV.UK Notify's API, version 2, which the embedded service implements with the same names.

mod message;
mod refusal;
#[cfg(feature = "openapi")]
mod request;
mod template;

pub use message::{
    Accepted, AcceptedReadyLetter, CostDetails, EmailContent, LetterContent, Links, Message, Messages,
    ReceivedText, ReceivedTexts, Sanitised, TemplateRef, TextContent,
};
pub use refusal::{Refusal, RefusalError};
#[cfg(feature = "openapi")]
pub use request::{LetterRequest, SendEmail, SendText};
pub use template::{Placeholder, Preview, Template, TemplateVersion, TemplateVersions, Templates};
