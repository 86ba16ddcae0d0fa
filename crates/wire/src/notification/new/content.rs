//! The content of a new notification for each channel: template, letter document, address, home.

use super::{ADDRESS_LINES, NewNotification};
use crate::invisible::is_blank;
use crate::notification::NotificationType;
use crate::target_type::Recipient;

/// The placeholders that a template for the residents of a site or a tenure may contain besides the notification's own values:
/// each resident's name, the notification's message, and the link to it.
pub const RESIDENT_VALUES: [&str; 5] = ["name", "firstName", "lastName", "message", "link"];

impl NewNotification {
    /// Whether it is sent by this channel.
    pub fn goes_by(&self, channel: &NotificationType) -> bool {
        let also = match channel {
            NotificationType::Email => self.require_email_notification,
            NotificationType::Text => self.require_sms_notification,
            NotificationType::Letter => self.require_letter,
            _ => false,
        };
        also || self.notification_type == *channel
    }

    /// The template for a channel, and the field that names it.
    pub fn template_for(&self, channel: &NotificationType) -> Option<(&str, &'static str)> {
        let (own, field) = match channel {
            NotificationType::Email => (&self.email_template_id, "emailTemplateId"),
            NotificationType::Text => (&self.sms_template_id, "smsTemplateId"),
            NotificationType::Letter => (&self.letter_template_id, "letterTemplateId"),
            _ => return None,
        };
        let own = own.as_deref().map(|id| (id, field));
        own.or_else(|| self.template_id.as_deref().map(|id| (id, "templateId")))
    }

    /// Whether it is for every resident of a site or a tenure, each by their preferred channel. Its templates then apply to the
    /// residents' messages.
    pub fn is_for_residents(&self) -> bool {
        let leaves = [NotificationType::Email, NotificationType::Text, NotificationType::Letter];
        let entry = self.target_type.as_ref().and_then(|kind| kind.entry());
        let audience = entry.map_or(&[][..], |entry| entry.audience);
        self.notification_type == NotificationType::Screen
            && self.user.is_none()
            && (self.site_id.is_some() || self.tenure.is_some())
            && audience.iter().any(|one| matches!(one, Recipient::Addressee | Recipient::SiteResidents))
            && !leaves.iter().any(|channel| self.goes_by(channel))
    }

    /// The ready PDF that is sent as a letter, and the field that names it: `documentId`, or the attachment of a letter without a
    /// template.
    pub fn ready_letter(&self) -> Option<(&str, &'static str)> {
        if !self.goes_by(&NotificationType::Letter) || self.letter_template_id.is_some() {
            return None;
        }
        let attached = || self.attachments.first().filter(|_| self.template_id.is_none());
        let named = self.document_id.as_deref().map(|id| (id, "documentId"));
        named.or_else(|| attached().map(|id| (id.as_str(), "attachments")))
    }

    /// The home that it is about; the source's clients send it among the template's values.
    pub fn property_named(&self) -> Option<String> {
        self.property.clone().or_else(|| self.personalisation_params.get("property").cloned())
    }

    /// The household that it is about.
    pub fn household_named(&self) -> Option<String> {
        self.household.clone().or_else(|| self.personalisation_params.get("household").cloned())
    }

    /// The address of a letter, without blank lines.
    pub fn address(&self) -> Vec<&str> {
        let line = |name: &&str| self.personalisation_params.get(*name).map(|text| text.trim());
        ADDRESS_LINES.iter().filter_map(line).filter(|line| !is_blank(line)).collect()
    }
}
