//! The body of `POST /api/notifications`, in the nested and the flat form, with all its rules.

mod complaint;
mod content;
mod reader;
#[cfg(test)]
mod tests;

use super::NotificationType;
use crate::customer::is_email;
use crate::id::SiteId;
use crate::lenient::Fields;
use crate::link::is_link;
use crate::problem::FieldErrors;
use crate::sender::{address, email, phone};
use crate::target_type::TargetType;
use crate::tenure;
use crate::time::Timestamp;
use complaint::{NO_EMAIL, NO_NUMBER, TO_A_GROUP, letter_complaint};
pub use content::RESIDENT_VALUES;
use reader::Reader;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Maximum length of a message in characters.
pub const MESSAGE_LIMIT: usize = 4000;

/// Maximum length of any other text in characters.
const TEXT_LIMIT: usize = 1000;

/// The lines of a letter's address, by their JSON names.
pub const ADDRESS_LINES: [&str; 7] = [
    "addressLine1",
    "addressLine2",
    "addressLine3",
    "addressLine4",
    "addressLine5",
    "addressLine6",
    "addressLine7",
];

/// The fields at the top level of the flat form, besides the address.
const FLAT: [&str; 6] = ["firstName", "lastName", "fullName", "title", "city", "postcode"];

/// The caller, because a signed-in officer does not have a service's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoSends {
    /// A program: it must send its `serviceKey` for everything that is sent by e-mail, text or letter.
    Service,
    /// A signed-in person: the server knows the services of their organisation and uses the one named in `service`.
    Person,
}

/// A notification to be created.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewNotification {
    /// The id of the record that it is about, in the service's system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_id: Option<String>,
    /// The kind of record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<TargetType>,
    /// The first channel.
    pub notification_type: NotificationType,
    /// The recipient's e-mail address; without one, the catalogue decides the recipients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What happened, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The key of the service that sends it. A secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_key: Option<String>,
    /// The template of each channel that has none of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_id: Option<String>,
    /// The template of the e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_template_id: Option<String>,
    /// The template of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_template_id: Option<String>,
    /// The template of the letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter_template_id: Option<String>,
    /// A ready PDF that is sent as the letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_id: Option<String>,
    /// The recipient of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_number: Option<String>,
    /// The recipient of the e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The values of the template's placeholders, and a letter's address.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub personalisation_params: BTreeMap<String, String>,
    /// Somebody has to decide.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Flag, required = false))]
    pub require_action: bool,
    /// It is also sent by e-mail.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Flag))]
    pub require_email_notification: bool,
    /// It is also sent by text.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Flag))]
    pub require_sms_notification: bool,
    /// It is also sent by letter.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Flag))]
    pub require_letter: bool,
    /// Documents that are sent as files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
    /// The link of its button; without one, the link of its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_on_url: Option<String>,
    /// The start of the visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// The site, for types whose recipients are a site's officers or residents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_id: Option<SiteId>,
    /// Restricts the recipients to residents with this tenure: `tenant`, `leaseholder`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenure: Option<String>,
    /// The service's callback also receives readings.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Flag))]
    pub read_callback: bool,
    /// The name of the sending service, when a person is signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The home that a visit or a cautionary record is about, as the services name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household: Option<String>,
    /// The e-mail address of the officer who visits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
    /// The end of the visit; the same as its start, if omitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// Other times that the resident may choose for the visit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<Timestamp>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl NewNotification {
    /// Parses and checks a request in either form, and reports all problems at once.
    pub fn read(body: Value, who: WhoSends) -> Result<Self, FieldErrors> {
        let (new, errors) = Self::read_fields(body, who);
        errors.or(new)
    }

    /// Parses a request as far as possible and returns it with its problems, so that further checks can add theirs.
    pub fn read_fields(body: Value, who: WhoSends) -> (Self, FieldErrors) {
        let Some(fields) = Fields::of(body) else {
            return (Self::default(), FieldErrors::one("notificationType", "send an object"));
        };
        let mut reader = Reader { fields, errors: FieldErrors::default() };
        let new = Self {
            target_id: reader.text("targetId", TEXT_LIMIT),
            target_type: reader.text("targetType", TEXT_LIMIT).map(TargetType::from),
            notification_type: reader.text("notificationType", TEXT_LIMIT).unwrap_or_default().into(),
            user: reader.text("user", TEXT_LIMIT),
            message: reader.text("message", MESSAGE_LIMIT),
            service_key: reader.text("serviceKey", TEXT_LIMIT),
            template_id: reader.text("templateId", TEXT_LIMIT),
            email_template_id: reader.text("emailTemplateId", TEXT_LIMIT),
            sms_template_id: reader.text("smsTemplateId", TEXT_LIMIT),
            letter_template_id: reader.text("letterTemplateId", TEXT_LIMIT),
            document_id: reader.text("documentId", TEXT_LIMIT),
            mobile_number: reader.text("mobileNumber", TEXT_LIMIT),
            email: reader.text("email", TEXT_LIMIT),
            personalisation_params: reader.personalisation(),
            require_action: reader.flag("requireAction"),
            require_email_notification: reader.flag("requireEmailNotification"),
            require_sms_notification: reader.flag("requireSmsNotification"),
            require_letter: reader.flag("requireLetter"),
            attachments: reader.attachments(),
            follow_on_url: reader.text("followOnUrl", TEXT_LIMIT),
            due_at: reader.time("dueAt"),
            site_id: reader.number("siteId").map(SiteId),
            tenure: reader.text("tenure", TEXT_LIMIT),
            read_callback: reader.flag("readCallback"),
            service: reader.text("service", TEXT_LIMIT),
            property: reader.text("property", TEXT_LIMIT),
            household: reader.text("household", TEXT_LIMIT),
            officer: reader.text("officer", TEXT_LIMIT),
            ends_at: reader.time("endsAt"),
            slots: reader.times("slots"),
        };
        let mut errors = reader.errors;
        new.check_into(who, &mut errors);
        (new.tidy(), errors)
    }

    /// Normalises addresses and numbers to the form in which they are stored and sent.
    fn tidy(self) -> Self {
        Self {
            email: self.email.map(|typed| email::parse(&typed).unwrap_or(typed)),
            mobile_number: self.mobile_number.map(|typed| phone::tidy(&typed)),
            user: self.user.map(|typed| email::parse(&typed).unwrap_or(typed)),
            officer: self.officer.map(|typed| email::parse(&typed).unwrap_or(typed)),
            ..self
        }
    }

    /// All problems. The form in the app uses the same check.
    pub fn check(&self, who: WhoSends) -> FieldErrors {
        let mut errors = FieldErrors::default();
        self.check_into(who, &mut errors);
        errors
    }

    fn check_into(&self, who: WhoSends, errors: &mut FieldErrors) {
        if matches!(self.notification_type, NotificationType::Other(_)) {
            errors.add("notificationType", format!("write {}", NotificationType::choices()));
        }
        if let Some(TargetType::Other(_)) = self.target_type {
            errors.add("targetType", "write one of the catalogue, such as FailedDirectDebits");
        }
        if self.target_type.as_ref().is_some_and(TargetType::is_made_by_server) {
            errors.add("targetType", "choose another kind: Tocsin raises this one itself when it happens");
        }
        if self.notification_type == NotificationType::Screen {
            need(errors, "targetId", self.target_id.is_some(), "write the id of what this is about");
            need(errors, "targetType", self.target_type.is_some(), "write what kind of thing this is about");
            need(errors, "message", self.message.is_some(), "write what happened");
        }
        let by = |channel| self.goes_by(&channel);
        let (email, text, letter) =
            (by(NotificationType::Email), by(NotificationType::Text), by(NotificationType::Letter));
        let is_group = self.site_id.is_some() || self.tenure.is_some();
        if email || self.email.is_some() {
            let fits = self.email.as_deref().is_some_and(is_email);
            let complaint = if self.email.is_none() && is_group { TO_A_GROUP } else { NO_EMAIL };
            need(errors, "email", fits, complaint);
        }
        if text || self.mobile_number.is_some() {
            let fits = self.mobile_number.as_deref().is_some_and(|number| phone::parse(number).is_ok());
            let complaint = if self.mobile_number.is_none() && is_group { TO_A_GROUP } else { NO_NUMBER };
            need(errors, "mobileNumber", fits, complaint);
        }
        let is_ready = self.ready_letter().is_some();
        if letter
            && !is_ready
            && let Err(problem) = address::parse(&self.address())
        {
            let (line, complaint) = letter_complaint(problem);
            let is_to_group = self.address().is_empty() && is_group;
            need(errors, line, false, if is_to_group { TO_A_GROUP } else { complaint });
        }
        if email || text || letter {
            let mut channels = vec![(email, NotificationType::Email), (text, NotificationType::Text)];
            channels.push((letter && !is_ready, NotificationType::Letter));
            let has_template =
                channels.iter().all(|(goes, channel)| !goes || self.template_for(channel).is_some());
            need(errors, "templateId", has_template, "write the id of the template");
            let known = who == WhoSends::Person || self.service_key.is_some();
            need(errors, "serviceKey", known, "write the key of the service that sends");
        }
        let fits = self.document_id.is_none() || (letter && self.letter_template_id.is_none());
        need(errors, "documentId", fits, "name a ready letter only for a letter without a template");
        let fits = self.user.as_deref().is_none_or(is_email);
        need(errors, "user", fits, "write the person's e-mail address");
        let fits = self.officer.as_deref().is_none_or(is_email);
        need(errors, "officer", fits, "write the officer's e-mail address");
        if let Some(Err(complaint)) = self.tenure.as_deref().map(tenure::parse) {
            need(errors, "tenure", false, &complaint);
        }
        let fits = self.follow_on_url.as_deref().is_none_or(is_link);
        need(errors, "followOnUrl", fits, "write a link that begins with https:// or with one /");
    }
}

fn need(errors: &mut FieldErrors, field: &str, fits: bool, complaint: &str) {
    if !fits && errors.of(field).is_empty() {
        errors.add(field, complaint);
    }
}
