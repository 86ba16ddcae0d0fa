//! Requests for assistance providers; see [`crate::assistance::ProviderDraft`], which parses them.

use crate::assistance::{Detail, ImportOutcome, ScopeKind};
use crate::field_errors::FieldErrors;
use crate::id::{NotifierId, ProviderId, UserId};
use utoipa::ToSchema;

/// The body of `POST` and `PUT`: a complete provider, with 1 to 20 notifiers in total.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct ProviderRequest {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// The label on the television.
    #[schema(min_length = 1, max_length = 40)]
    label: String,
    /// The kind of object that it is for.
    content_type: ScopeKind,
    /// The id of that object.
    object_id: i64,
    #[schema(required = false)]
    email_notifiers: Vec<EmailNotifierRequest>,
    #[schema(required = false)]
    webhook_notifiers: Vec<WebhookNotifierRequest>,
    #[schema(required = false)]
    push_notifiers: Vec<PushNotifierRequest>,
}

/// The body of `PATCH`. Omitted fields stay unchanged; a list replaces the whole list.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct ProviderPatch {
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// The label on the television.
    #[schema(min_length = 1, max_length = 40)]
    label: Option<String>,
    /// The kind of object that it is for.
    content_type: Option<ScopeKind>,
    /// The id of that object.
    object_id: Option<i64>,
    email_notifiers: Option<Vec<EmailNotifierRequest>>,
    webhook_notifiers: Option<Vec<WebhookNotifierRequest>>,
    push_notifiers: Option<Vec<PushNotifierRequest>>,
}

/// A provider with the id of a stored one, for trials, imports and exports.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct ProviderRow {
    /// The stored provider to replace.
    id: Option<ProviderId>,
    #[serde(flatten)]
    provider: ProviderRequest,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
struct EmailNotifierRequest {
    /// The existing notifier; omitted for a new one.
    id: Option<NotifierId>,
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    #[schema(format = "email")]
    email: String,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
struct WebhookNotifierRequest {
    /// The existing notifier; omitted for a new one.
    id: Option<NotifierId>,
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// An `http` or `https` URL that is not internal.
    #[schema(format = "uri", max_length = 2000)]
    url: String,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
struct PushNotifierRequest {
    /// The existing notifier; omitted for a new one.
    id: Option<NotifierId>,
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// The supporter's account.
    user: UserId,
}

/// An error of the assistance API: the problem of each field, or one sentence.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum AssistanceRefusal {
    /// The problem concerns no field.
    Detail(Detail),
    /// The problems of all fields.
    Fields(FieldErrors),
}

/// An error of an import: the problems by line, or one sentence if the file cannot be parsed.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum ImportRefusal {
    Lines(ImportOutcome),
    /// The problem concerns no line.
    Detail(Detail),
    /// The problem concerns the whole file.
    Fields(FieldErrors),
}
