//! An assistance provider as it is written; see [`crate::assistance::ProviderDraft`], which reads it.

use crate::assistance::{Detail, ImportOutcome, ScopeKind};
use crate::field_errors::FieldErrors;
use crate::id::{NotifierId, ProviderId, UserId};
use utoipa::ToSchema;

/// The body of `POST` and `PUT`: all of a provider, with 1 to 20 notifiers of all kinds together.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct ProviderRequest {
    /// What staff call it.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// What the television shows.
    #[schema(min_length = 1, max_length = 40)]
    label: String,
    /// What kind of object it is for.
    content_type: ScopeKind,
    /// The number of that object.
    object_id: i64,
    #[schema(required = false)]
    email_notifiers: Vec<EmailNotifierRequest>,
    #[schema(required = false)]
    webhook_notifiers: Vec<WebhookNotifierRequest>,
    #[schema(required = false)]
    push_notifiers: Vec<PushNotifierRequest>,
}

/// The body of `PATCH`: what is left out stays as it was; a list replaces the whole list.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct ProviderPatch {
    /// What staff call it.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// What the television shows.
    #[schema(min_length = 1, max_length = 40)]
    label: Option<String>,
    /// What kind of object it is for.
    content_type: Option<ScopeKind>,
    /// The number of that object.
    object_id: Option<i64>,
    email_notifiers: Option<Vec<EmailNotifierRequest>>,
    webhook_notifiers: Option<Vec<WebhookNotifierRequest>>,
    push_notifiers: Option<Vec<PushNotifierRequest>>,
}

/// A provider as it is written, with the id of the stored one: what a trial and an import take, and an export holds.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct ProviderRow {
    /// The stored provider that it would replace.
    id: Option<ProviderId>,
    #[serde(flatten)]
    provider: ProviderRequest,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
struct EmailNotifierRequest {
    /// Which one it is; left out for a new one.
    id: Option<NotifierId>,
    /// Who that is.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Where to.
    #[schema(format = "email")]
    email: String,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
struct WebhookNotifierRequest {
    /// Which one it is; left out for a new one.
    id: Option<NotifierId>,
    /// Who that is.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// An `http` or `https` address that is not internal.
    #[schema(format = "uri", max_length = 2000)]
    url: String,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
struct PushNotifierRequest {
    /// Which one it is; left out for a new one.
    id: Option<NotifierId>,
    /// Who that is.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// The supporter's account.
    user: UserId,
}

/// A refusal of the assistance API: what is wrong with each field, or one sentence.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum AssistanceRefusal {
    /// It is about no field.
    Detail(Detail),
    /// Everything that is wrong, by field.
    Fields(FieldErrors),
}

/// A refusal of an import: what is wrong by line, or one sentence where it cannot be read at all.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum ImportRefusal {
    /// Nothing was stored.
    Lines(ImportOutcome),
    /// It is about no line.
    Detail(Detail),
    /// It is about the whole file.
    Fields(FieldErrors),
}
