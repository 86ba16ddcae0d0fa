//! A provider in responses.

use super::notifier::{EmailNotifier, PushNotifier, WebhookNotifier};
use super::{Health, NotifierDraft, NotifierKind, Organisation, ProviderDraft, Resident, ScopeKind, Site};
use crate::id::ProviderId;
use crate::lenient::{Fields, Lenient, deserialize_leniently};
use serde::Serialize;
use serde_json::Value;

/// A provider: the people and systems that are notified when a resident chooses its label.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Provider {
    pub id: ProviderId,
    /// The name that staff use.
    pub name: String,
    /// The label on the television.
    pub label: String,
    #[serde(rename = "type")]
    pub kind: ScopeKind,
    /// The object that the provider belongs to; left out in a resident's view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_object: Option<ContentObject>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub email_notifiers: Vec<EmailNotifier>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub webhook_notifiers: Vec<WebhookNotifier>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub push_notifiers: Vec<PushNotifier>,
    /// The results of recent deliveries; only with `?health=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health: Option<Health>,
}

impl Lenient for Provider {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let kind = fields.take("type");
        let object: Option<Value> = fields.take("content_object");
        Some(Self {
            id: fields.take("id"),
            name: fields.take("name"),
            label: fields.take("label"),
            kind,
            content_object: object.and_then(|object| ContentObject::of(kind, object)),
            email_notifiers: fields.take("email_notifiers"),
            webhook_notifiers: fields.take("webhook_notifiers"),
            push_notifiers: fields.take("push_notifiers"),
            health: fields.take("health"),
        })
    }
}

deserialize_leniently!(Provider);

/// The object that a provider belongs to, in full.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum ContentObject {
    Organisation(Organisation),
    Site(Site),
    Resident(Resident),
}

impl ContentObject {
    fn of(kind: ScopeKind, value: Value) -> Option<Self> {
        match kind {
            ScopeKind::Organisation => Organisation::read(value).map(Self::Organisation),
            ScopeKind::Site => Site::read(value).map(Self::Site),
            ScopeKind::Resident => Resident::read(value).map(Self::Resident),
        }
    }

    /// The object's number.
    pub fn id(&self) -> i64 {
        match self {
            Self::Organisation(organisation) => organisation.id.0,
            Self::Site(site) => site.id.0,
            Self::Resident(resident) => resident.id.0,
        }
    }

    /// The object's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Organisation(organisation) => &organisation.name,
            Self::Site(site) => &site.name,
            Self::Resident(resident) => &resident.name,
        }
    }
}

impl Provider {
    /// The number of its notifiers.
    pub fn notifier_count(&self) -> usize {
        self.email_notifiers.len() + self.webhook_notifiers.len() + self.push_notifiers.len()
    }

    /// The provider as a request body: the initial state of its form, and the base of a partial change.
    pub fn to_draft(&self) -> ProviderDraft {
        let mut draft = ProviderDraft {
            name: self.name.clone(),
            label: self.label.clone(),
            content_type: self.kind.as_str().to_owned(),
            object_id: self.content_object.as_ref().map(ContentObject::id),
            ..ProviderDraft::default()
        };
        let notifier = |id, name: &String, address: &String| NotifierDraft {
            id: Some(id),
            name: name.clone(),
            address: address.clone(),
        };
        *draft.list_mut(NotifierKind::Email) =
            self.email_notifiers.iter().map(|row| notifier(row.id, &row.name, &row.email)).collect();
        *draft.list_mut(NotifierKind::Webhook) =
            self.webhook_notifiers.iter().map(|row| notifier(row.id, &row.name, &row.url)).collect();
        *draft.list_mut(NotifierKind::Push) =
            self.push_notifiers.iter().map(|row| notifier(row.id, &row.name, &row.user.0)).collect();
        draft
    }
}
