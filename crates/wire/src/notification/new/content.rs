//! What a new notification says by each channel: its template, or the document that is its letter.

use super::NewNotification;
use crate::notification::NotificationType;

impl NewNotification {
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

    /// The ready PDF that goes as a letter, and the field that names it: `documentId`, or the attachment of a letter without a
    /// template.
    pub fn ready_letter(&self) -> Option<(&str, &'static str)> {
        if !self.goes_by(&NotificationType::Letter) || self.letter_template_id.is_some() {
            return None;
        }
        let attached = || self.attachments.first().filter(|_| self.template_id.is_none());
        let named = self.document_id.as_deref().map(|id| (id, "documentId"));
        named.or_else(|| attached().map(|id| (id.as_str(), "attachments")))
    }
}
