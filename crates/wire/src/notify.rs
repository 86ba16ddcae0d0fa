//! What GOV.UK Notify's API, version 2, answers, and what it takes: the embedded service speaks it, name for name.

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
