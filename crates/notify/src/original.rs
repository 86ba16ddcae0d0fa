//! GOV.UK Notify's templates for each key, for handlers. A list is cached for a minute, so that requests do not wait for what was
//! just read. After a failure GOV.UK Notify is not called for a while.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::time::timeout;
use wire::service::notify_key_parts;
use wire::time::Timestamp;

use crate::client::{Failure, NotifyClient};
use database::entity::template;
use database::store::Store;
use web::error::Error;

/// How long a handler waits for a response.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long a cached list is fresh.
const FRESH: i64 = 60 * 1000;
/// How long GOV.UK Notify is not called after a failure.
const PAUSE: i64 = 10 * 1000;
/// More keys than any installation has; beyond this the cache drops the lists of replaced keys.
const KEYS_MOST: usize = 1000;

/// Why the templates of a key are unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyProblem {
    /// GOV.UK Notify refused the key, with this message.
    Refused(String),
    /// GOV.UK Notify did not respond.
    NoAnswer(String),
}

/// The cached templates of one key.
#[derive(Clone, Default)]
struct CachedTemplates {
    read_at: Option<i64>,
    failed_at: Option<i64>,
    templates: Arc<Vec<template::Model>>,
}

/// GOV.UK Notify at the operator's URL.
pub struct Original {
    client: NotifyClient,
    kept: Mutex<HashMap<String, CachedTemplates>>,
    /// One reader at a time; the others use what it cached.
    reading: tokio::sync::Mutex<()>,
}

impl Original {
    /// GOV.UK Notify at the URL that the operator configured.
    pub fn of(url: Option<&str>) -> Result<Option<Self>, Error> {
        let client = url.map(|url| NotifyClient::at(url.to_owned())).transpose()?;
        Ok(client.map(|client| Self {
            client,
            kept: Mutex::default(),
            reading: tokio::sync::Mutex::default(),
        }))
    }

    /// The templates that a key can use, by name; cached for up to a minute.
    pub async fn templates(&self, store: &Store, key: &str) -> Result<Arc<Vec<template::Model>>, KeyProblem> {
        if let Some(known) = self.known(store, key) {
            return known;
        }
        let _turn = self.reading.lock().await;
        match self.known(store, key) {
            Some(known) => known,
            None => self.read_templates(store, key).await,
        }
    }

    /// The same, without the cache.
    pub async fn read_templates(
        &self,
        store: &Store,
        key: &str,
    ) -> Result<Arc<Vec<template::Model>>, KeyProblem> {
        let found = answer(self.client.templates(store, key)).await;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEYS_MOST {
            kept.clear();
        }
        let entry = kept.entry(database::digest::hash(key)).or_default();
        match found {
            Ok(found) => {
                let list = found["templates"].as_array().into_iter().flatten();
                let mut list: Vec<_> = list.filter_map(|one| read_template(one, key)).collect();
                list.sort_by(|one, other| one.name.cmp(&other.name));
                *entry = CachedTemplates {
                    read_at: Some(store.now()),
                    failed_at: None,
                    templates: Arc::new(list),
                };
                Ok(entry.templates.clone())
            }
            Err(problem) => {
                let is_silent = matches!(problem, KeyProblem::NoAnswer(_));
                entry.failed_at = is_silent.then(|| store.now());
                if is_silent && entry.read_at.is_some() { Ok(entry.templates.clone()) } else { Err(problem) }
            }
        }
    }

    /// One template. It may be newer than the cached list.
    pub async fn template(
        &self,
        store: &Store,
        key: &str,
        id: &str,
    ) -> Result<Option<template::Model>, KeyProblem> {
        let known = self.templates(store, key).await?;
        if let Some(known) = known.iter().find(|template| template.id == id) {
            return Ok(Some(known.clone()));
        }
        match timeout(PATIENCE, self.client.template(store, key, id)).await {
            Ok(Err(Failure::Unknown)) => Ok(None),
            Ok(found) => Ok(read_template(&answered(found)?, key)),
            Err(_) => Err(silent()),
        }
    }

    /// The cached answer: a fresh list, or a recent failure.
    fn known(&self, store: &Store, key: &str) -> Option<Result<Arc<Vec<template::Model>>, KeyProblem>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = kept.get(&database::digest::hash(key))?;
        let is_within = |at: Option<i64>, length: i64| at.is_some_and(|at| store.now() - at < length);
        if is_within(entry.read_at, FRESH) || (is_within(entry.failed_at, PAUSE) && entry.read_at.is_some()) {
            return Some(Ok(entry.templates.clone()));
        }
        is_within(entry.failed_at, PAUSE).then(|| Err(silent()))
    }
}

fn silent() -> KeyProblem {
    KeyProblem::NoAnswer("GOV.UK Notify did not answer. Try again in a minute.".to_owned())
}

async fn answer(request: impl Future<Output = Result<Value, Failure>>) -> Result<Value, KeyProblem> {
    answered(timeout(PATIENCE, request).await.map_err(|_| silent())?)
}

fn answered(found: Result<Value, Failure>) -> Result<Value, KeyProblem> {
    found.map_err(|failure| match failure {
        Failure::Refused(words) => KeyProblem::Refused(words),
        Failure::Later(words) | Failure::Lost(words) => {
            tracing::warn!(words, "cannot read templates from GOV.UK Notify");
            silent()
        }
        Failure::Unknown => KeyProblem::NoAnswer("There is no GOV.UK Notify at --notify-url.".to_owned()),
    })
}

/// Parses a template of GOV.UK Notify's API; `None` if it is not one.
fn read_template(value: &Value, key: &str) -> Option<template::Model> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let time = |name: &str| Timestamp::try_from(text(name)?).ok().map(|time| time.millis());
    Some(template::Model {
        id: text("id")?,
        service_id: notify_key_parts(key).map(|(_, service, _)| service.to_owned()).unwrap_or_default(),
        organisation_id: None,
        kind: text("type")?,
        name: text("name").unwrap_or_default(),
        subject: text("subject"),
        body: text("body").unwrap_or_default(),
        postage: text("postage"),
        letter_contact_block: text("letter_contact_block"),
        version: value["version"].as_i64().unwrap_or(1),
        archived: false,
        hidden: false,
        created_by: text("created_by").unwrap_or_default(),
        created_at: time("created_at").unwrap_or_default(),
        updated_at: time("updated_at"),
    })
}
