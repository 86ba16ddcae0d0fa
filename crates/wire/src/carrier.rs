//! `GET /api/carriers`: what carries e-mails, texts and letters from here.

use crate::lenient::read_leniently;
use crate::notification::NotificationType;
use crate::word::words;
use serde::Serialize;

words!(
    /// Who keeps a template.
    TemplateOrigin {
        /// This server: admins write it here.
        Here = "here",
        /// GOV.UK Notify: it is written there and read here.
        Notify = "notify",
    }
);

/// What carries messages, and what stands in the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Carriers {
    /// Whether messages leave through GOV.UK Notify, with a key for each service.
    pub is_original: bool,
    /// Whether e-mails leave.
    pub email: bool,
    /// Whether texts leave.
    pub text: bool,
    /// Whether letters leave.
    pub letter: bool,
    /// Keys whose templates could not be read; nothing can be sent with them now.
    pub problems: Vec<CarrierProblem>,
}

read_leniently!(Carriers { is_original, email, text, letter, problems });

impl Carriers {
    /// Whether a message leaves by this channel. What is on screen needs no carrier.
    pub fn carries(&self, channel: &NotificationType) -> bool {
        match channel {
            NotificationType::Email => self.email,
            NotificationType::Text => self.text,
            NotificationType::Letter => self.letter,
            _ => true,
        }
    }
}

/// A key that GOV.UK Notify does not take, or that it could not be asked with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CarrierProblem {
    /// The service whose key it is; none for the operator's.
    pub service: Option<String>,
    /// What GOV.UK Notify said, or that it did not answer.
    pub problem: String,
}

read_leniently!(CarrierProblem { service, problem });
