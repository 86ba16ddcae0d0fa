//! A provider as it was entered: it is read as far as possible, then checked as a whole, so that all problems are reported at
//! once, each at its path. The checked form is a [`NewProvider`]; only that can be stored.

use super::{NotifierKind, Scope, ScopeKind};
use crate::customer::is_email;
use crate::field_errors::{FieldErrors, WHOLE};
use crate::id::NotifierId;
use crate::label;
use crate::sender::email;
use crate::web_address;
use serde_json::{Map, Value, json};

/// Maximum length of a label in characters: what fits on a television.
pub const LABEL_LIMIT: usize = 40;

/// Maximum length of a name in characters.
pub const NAME_LIMIT: usize = 200;

/// Maximum number of notifiers of a provider, of all kinds together.
pub const NOTIFIER_LIMIT: usize = 20;

/// A provider that has not been checked yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProviderDraft {
    /// The name that staff use.
    pub name: String,
    /// The label on the television.
    pub label: String,
    /// `customer`, `site` or `resident`.
    pub content_type: String,
    /// The number of the object.
    pub object_id: Option<i64>,
    /// The notifiers, by [`NotifierKind`] in its order.
    pub notifiers: [Vec<NotifierDraft>; 3],
}

/// A notifier that has not been checked yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotifierDraft {
    /// The existing notifier; none for a new one.
    pub id: Option<NotifierId>,
    pub name: String,
    /// An e-mail address, a URL or an account, depending on the kind.
    pub address: String,
}

/// A provider that passed every check, except those that need the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProvider {
    /// The name that staff use.
    pub name: String,
    /// The label on the television.
    pub label: String,
    pub scope: Scope,
    /// The notifiers, in the order of the form.
    pub notifiers: Vec<NewNotifier>,
}

/// A notifier that passed every check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotifier {
    /// The existing notifier; none for a new one.
    pub id: Option<NotifierId>,
    pub kind: NotifierKind,
    pub name: String,
    pub address: String,
}

impl ProviderDraft {
    /// The notifiers of one kind.
    pub fn list(&self, kind: NotifierKind) -> &[NotifierDraft] {
        &self.notifiers[kind as usize]
    }

    /// The notifiers of one kind, mutable.
    pub fn list_mut(&mut self, kind: NotifierKind) -> &mut Vec<NotifierDraft> {
        &mut self.notifiers[kind as usize]
    }

    /// The provider's scope, if it can be read.
    pub fn scope(&self) -> Option<Scope> {
        Some(Scope::new(ScopeKind::parse(self.content_type.trim())?, self.object_id?))
    }

    /// Merges a request body into this draft. Omitted fields stay unchanged; values of a wrong type are reported.
    pub fn lay_over(&mut self, body: &Value, errors: &mut FieldErrors) {
        let Some(fields) = body.as_object() else {
            errors.add(WHOLE, "Send an object: {…}.");
            return;
        };
        lay_text(fields, "name", &mut self.name, "", errors);
        lay_text(fields, "label", &mut self.label, "", errors);
        lay_text(fields, "content_type", &mut self.content_type, "", errors);
        match fields.get("object_id") {
            None => {}
            Some(value) => match whole_number(value) {
                Some(id) => self.object_id = Some(id),
                None => errors.add("object_id", "Send a whole number."),
            },
        }
        for kind in NotifierKind::ALL {
            let Some(list) = fields.get(kind.list()) else { continue };
            let Some(list) = list.as_array() else {
                errors.add(kind.list(), "Send a list.");
                continue;
            };
            let read = |(index, item)| read_notifier(kind, index, item, errors);
            *self.list_mut(kind) = list.iter().enumerate().map(read).collect();
        }
    }

    /// All problems of the draft.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        check_text("name", &self.name, NAME_LIMIT, "Give the provider a name.", &mut errors);
        check_text("label", &self.label, LABEL_LIMIT, "Write what the television shows.", &mut errors);
        if ScopeKind::parse(self.content_type.trim()).is_none() {
            errors.add("content_type", "Use customer, site or resident.");
        }
        if self.object_id.is_none() {
            errors.add("object_id", "Say whom the provider is for.");
        }
        for kind in NotifierKind::ALL {
            for (index, notifier) in self.list(kind).iter().enumerate() {
                let at = |field: &str| format!("{}.{index}.{field}", kind.list());
                check_text(&at("name"), &notifier.name, NAME_LIMIT, "Say who this is.", &mut errors);
                if let Some(complaint) = address_problem(kind, notifier.address.trim()) {
                    errors.add(at(kind.address()), complaint);
                }
            }
        }
        match self.notifiers.iter().map(Vec::len).sum::<usize>() {
            0 => errors.add(WHOLE, "Add at least one notifier, so that somebody is told."),
            count if count > NOTIFIER_LIMIT => errors.add(WHOLE, "Use at most 20 notifiers."),
            _ => {}
        }
        errors
    }

    /// The draft as a request body.
    pub fn to_body(&self) -> Value {
        let mut body = json!({
            "name": self.name.trim(),
            "label": self.label.trim(),
            "content_type": self.content_type.trim(),
            "object_id": self.object_id,
        });
        for kind in NotifierKind::ALL {
            let list = self.list(kind).iter().map(|notifier| {
                let mut item = json!({"name": notifier.name.trim(), kind.address(): notifier.address.trim()});
                if let Some(id) = notifier.id {
                    item["id"] = id.0.into();
                }
                item
            });
            body[kind.list()] = list.collect();
        }
        body
    }
}

impl TryFrom<ProviderDraft> for NewProvider {
    type Error = FieldErrors;

    fn try_from(draft: ProviderDraft) -> Result<Self, FieldErrors> {
        let errors = draft.problems();
        let Some(scope) = draft.scope().filter(|_| errors.is_empty()) else { return Err(errors) };
        let mut notifiers = Vec::new();
        for kind in NotifierKind::ALL {
            for NotifierDraft { id, name, address } in draft.list(kind) {
                let tidy = (kind == NotifierKind::Email).then(|| email::parse(address)).flatten();
                let (name, address) =
                    (name.trim().to_owned(), tidy.unwrap_or_else(|| address.trim().to_owned()));
                notifiers.push(NewNotifier { id: *id, kind, name, address });
            }
        }
        let trimmed = |text: &str| text.trim().to_owned();
        Ok(Self { name: trimmed(&draft.name), label: trimmed(&draft.label), scope, notifiers })
    }
}

fn read_notifier(kind: NotifierKind, index: usize, item: &Value, errors: &mut FieldErrors) -> NotifierDraft {
    let path = format!("{}.{index}", kind.list());
    let mut draft = NotifierDraft::default();
    let Some(fields) = item.as_object() else {
        errors.add(path, "Send an object: {…}.");
        return draft;
    };
    let prefix = format!("{path}.");
    lay_text(fields, "name", &mut draft.name, &prefix, errors);
    lay_text(fields, kind.address(), &mut draft.address, &prefix, errors);
    match fields.get("id") {
        None | Some(Value::Null) => {}
        Some(value) => match whole_number(value) {
            Some(id) => draft.id = Some(NotifierId(id)),
            None => errors.add(format!("{path}.id"), "Send a whole number."),
        },
    }
    draft
}

fn lay_text(
    fields: &Map<String, Value>,
    name: &str,
    text: &mut String,
    prefix: &str,
    errors: &mut FieldErrors,
) {
    match fields.get(name) {
        None => {}
        Some(Value::String(value)) => value.clone_into(text),
        Some(_) => errors.add(format!("{prefix}{name}"), "Write a text."),
    }
}

/// Some clients send numbers as text.
fn whole_number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn check_text(path: &str, text: &str, limit: usize, when_empty: &str, errors: &mut FieldErrors) {
    if let Err(problem) = label::parse(text, limit) {
        errors.add(path, problem.message(when_empty));
    }
}

fn address_problem(kind: NotifierKind, address: &str) -> Option<&'static str> {
    match kind {
        NotifierKind::Email if !is_email(address) => Some("Enter an e-mail address like name@example.com."),
        NotifierKind::Webhook => web_address::problem(address),
        NotifierKind::Push if address.is_empty() => Some("Choose a supporter."),
        _ => None,
    }
}
