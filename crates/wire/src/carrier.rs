//! `GET /api/carriers`: the available channels for e-mails, texts and letters.

use crate::lenient::read_leniently;
use crate::notification::NotificationType;
use crate::word::words;
use serde::Serialize;

words!(
    /// Where a template is stored.
    TemplateOrigin {
        /// In this server; admins write it here.
        Here = "here",
        /// In GOV.UK Notify; it is read-only here.
        Notify = "notify",
    }
);

/// The available channels, and problems with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Carriers {
    /// Whether messages are sent through GOV.UK Notify, with a key for each service.
    pub is_original: bool,
    /// Whether e-mails can be sent.
    pub email: bool,
    /// Whether texts can be sent.
    pub text: bool,
    /// Whether letters can be sent.
    pub letter: bool,
    /// Keys whose templates could not be read. Nothing can be sent with them now.
    pub problems: Vec<CarrierProblem>,
}

read_leniently!(Carriers { is_original, email, text, letter, problems });

impl Carriers {
    /// Whether this channel is available. Screen notifications always are.
    pub fn carries(&self, channel: &NotificationType) -> bool {
        match channel {
            NotificationType::Email => self.email,
            NotificationType::Text => self.text,
            NotificationType::Letter => self.letter,
            _ => true,
        }
    }
}

/// A key that GOV.UK Notify refused, or that could not be checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CarrierProblem {
    /// The service that owns the key; none for the operator's key.
    pub service: Option<String>,
    /// GOV.UK Notify's answer, or that there was none.
    pub problem: String,
}

read_leniently!(CarrierProblem { service, problem });
