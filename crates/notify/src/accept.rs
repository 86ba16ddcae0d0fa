//! What the three kinds of incoming messages share: they are parsed and prepared without a lock, then one short transaction
//! checks the limits and stores the row.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use wire::notify::Sanitised;

use super::auth::ApiKey;
use super::builtin_service::READY_LETTER;
use super::refusal::Refusal;
use super::rendering::{Body, render};
use super::schema::{Schema, read_object};
use super::{files, limits, view};
use crate::state::{NotifyConfig, NotifyState};
use database::connection::WriteTransaction;
use database::entity::notify_service::BUILTIN_SERVICE;
use database::entity::{notify_file, notify_message, notify_pdf, template};
use web::error::Error;

/// The message that a request creates, prepared before any lock is taken.
pub(super) struct PreparedMessage {
    /// The message to store.
    pub(super) message: notify_message::Model,
    /// The files that its links point to.
    pub(super) files: Vec<notify_file::Model>,
    /// The bytes of a ready letter.
    pub(super) pdf: Option<Vec<u8>>,
    /// Whether it is a smoke test, which is not stored.
    pub(super) is_simulated: bool,
    /// Values of an e-mail that had their links and formatting removed.
    pub(super) sanitised: BTreeMap<String, Sanitised>,
}

impl PreparedMessage {
    /// A message without files or further fields.
    pub(super) fn of(message: notify_message::Model) -> Self {
        Self { message, files: Vec::new(), pdf: None, is_simulated: false, sanitised: BTreeMap::new() }
    }
}

/// What differs between e-mails, texts and letters.
pub(super) trait Channel {
    /// The stored kind.
    const KIND: &'static str;

    /// The refusal of a body that is too large.
    const TOO_LARGE: &'static str;

    /// The schema for a body.
    fn schema(fields: &Map<String, Value>) -> &'static Schema;

    /// Prepares the message, without a lock.
    fn prepare(
        order: &Submission<'_>,
        fields: Map<String, Value>,
    ) -> impl Future<Output = Result<PreparedMessage, Refusal>> + Send;
}

/// Accepts a message, or refuses it; both count against the limits.
pub(super) async fn accept<C: Channel>(
    state: &NotifyState,
    who: &ApiKey,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let order = Submission { state, who, headers, channel: C::KIND };
    match order.read(body, C::TOO_LARGE, C::schema).await {
        Ok(fields) => order.submit(true, C::prepare(&order, fields).await).await,
        Err(refusal) => order.submit(false, Err(refusal)).await,
    }
}

/// A message from a template, before it is filled.
pub(super) struct Draft {
    pub(super) template: template::Model,
    pub(super) message: notify_message::Model,
    pub(super) personalisation: Option<Value>,
}

/// An authenticated request for a message of one channel. A repeated `Idempotency-Key` returns the message of the first request.
pub(super) struct Submission<'a> {
    pub(super) state: &'a NotifyState,
    pub(super) who: &'a ApiKey,
    pub(super) headers: &'a HeaderMap,
    pub(super) channel: &'static str,
}

impl Submission<'_> {
    /// Parses the body and checks it against its schema, outside of the request threads.
    async fn read(
        &self,
        body: Body,
        too_large: &'static str,
        schema: fn(&Map<String, Value>) -> &'static Schema,
    ) -> Result<Map<String, Value>, Refusal> {
        let now = self.state.now();
        render(move || {
            let bytes = body.bytes.map_err(|_| Refusal::bad_request(too_large))?;
            let fields = read_object(&bytes)?;
            schema(&fields).check(&fields, now)?;
            Ok(fields)
        })
        .await?
    }

    /// Counts the request against the limits, stores the message, and builds the response. `is_readable` tells whether the
    /// request passed its schema: if it did, it may be a repetition, and then the response of the earlier request is returned.
    async fn submit(
        &self,
        is_readable: bool,
        prepared: Result<PreparedMessage, Refusal>,
    ) -> Result<Response, Refusal> {
        let (state, who) = (self.state, self.who);
        let transaction = state.write().await?;
        let now = state.now();
        limits::take_request(&*transaction, now, who).await?;
        limits::check_day(&*transaction, now, who, self.channel).await?;
        let earlier = if is_readable { self.earlier(&transaction).await? } else { None };
        let answer = match (earlier, prepared) {
            (Some(message), prepared) => {
                Ok(self.answer(&message, prepared.map(|prepared| prepared.sanitised).unwrap_or_default())?)
            }
            (None, Ok(prepared)) => Ok(self.store(&transaction, prepared).await?),
            (None, Err(refusal)) => Err(refusal),
        };
        // Refused requests count against the limits, too.
        transaction.commit().await?;
        let answer = answer?;
        let wake_ups = &state.wake_ups;
        if self.channel == "letter" {
            wake_ups.letters.wake()
        } else {
            wake_ups.messages.wake()
        }
        Ok((StatusCode::CREATED, axum::Json(answer)).into_response())
    }

    /// Finds the template that the request names and begins the message.
    pub(super) async fn draft(&self, fields: &mut Map<String, Value>) -> Result<Draft, Refusal> {
        let personalisation = fields.remove("personalisation");
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        let template_id = text("template_id").unwrap_or_default();
        let template =
            find_template(&*self.state.db, &self.who.service.id, template_id, self.channel).await?;
        let message = notify_message::Model {
            reference: text("reference").map(str::to_owned),
            ..blank(self.state, self.who, self.channel, &template)
        };
        Ok(Draft { template, message, personalisation })
    }

    /// The key that marks repeated requests. A caller repeats a request whose response was lost.
    fn key(&self) -> Option<String> {
        self.headers.get("idempotency-key").and_then(|value| value.to_str().ok()).map(str::to_owned)
    }

    /// The message of an earlier request with the same key.
    async fn earlier(&self, db: &WriteTransaction) -> Result<Option<notify_message::Model>, Refusal> {
        let Some(key) = self.key() else { return Ok(None) };
        let query = notify_message::Entity::find()
            .filter(notify_message::Column::ServiceId.eq(&self.who.service.id))
            .filter(notify_message::Column::Once.eq(key));
        Ok(query.one(&**db).await?)
    }

    /// Stores the message and counts it.
    async fn store(&self, db: &WriteTransaction, prepared: PreparedMessage) -> Result<Value, Refusal> {
        let mut message = prepared.message;
        if !prepared.is_simulated {
            message.once = self.key();
            message = message.into_active_model().reset_all().insert(&**db).await?;
            limits::count_day(&**db, self.state.now(), self.who, self.channel).await?;
            files::store(&**db, prepared.files).await?;
        }
        if let Some(bytes) = prepared.pdf {
            let row =
                notify_pdf::ActiveModel { notify_message_id: Set(message.id.clone()), bytes: Set(bytes) };
            notify_pdf::Entity::insert(row).exec_without_returning(&**db).await?;
        }
        Ok(self.answer(&message, prepared.sanitised)?)
    }

    fn answer(
        &self,
        message: &notify_message::Model,
        sanitised: BTreeMap<String, Sanitised>,
    ) -> Result<Value, Error> {
        if message.template_id == READY_LETTER {
            return view::ready_letter(message);
        }
        let from = from_address(&self.state.config, &self.who.service.name);
        view::accepted(message, &self.state.config.web.root(self.headers), from, sanitised)
    }
}

/// The template for a message of this channel. The server's own templates are available to every service.
async fn find_template(
    db: &impl ConnectionTrait,
    service_id: &str,
    id: &str,
    channel: &str,
) -> Result<template::Model, Refusal> {
    let template = template::Entity::find_by_id(super::schema::uuid(id))
        .filter(template::Column::ServiceId.is_in([service_id, BUILTIN_SERVICE]))
        .one(db)
        .await?
        .ok_or_else(|| Refusal::bad_request("Template not found"))?;
    if template.kind != channel {
        let kind = &template.kind;
        return Err(Refusal::bad_request(format!(
            "{kind} template is not suitable for {channel} notification"
        )));
    }
    if template.archived {
        return Err(Refusal::bad_request("Template has been deleted"));
    }
    Ok(template)
}

/// A newly accepted message, for the caller to complete.
pub(super) fn blank(
    state: &NotifyState,
    who: &ApiKey,
    channel: &str,
    template: &template::Model,
) -> notify_message::Model {
    let now = state.now();
    notify_message::Model {
        id: state.new_id().to_string(),
        service_id: who.service.id.clone(),
        key_kind: who.key.kind.clone(),
        kind: channel.to_owned(),
        reference: None,
        once: None,
        recipient: String::new(),
        normal: String::new(),
        template_id: template.id.clone(),
        template_version: template.version,
        subject: None,
        body: String::new(),
        sender: None,
        unsubscribe_url: None,
        postage: None,
        pages: None,
        status: "created".to_owned(),
        attempts: 0,
        due_at: Some(now),
        leased_until: None,
        created_at: now,
        updated_at: now,
        sent_at: None,
    }
}

/// The sender address of a service's e-mails.
pub(super) fn from_address(config: &NotifyConfig, service: &str) -> String {
    if let Some(smtp) = &config.smtp {
        return smtp.from.clone();
    }
    let mut local = String::new();
    for word in service.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !local.is_empty() {
            local.push('.');
        }
        local.push_str(&word.to_ascii_lowercase());
    }
    format!("{}@tocsin.invalid", if local.is_empty() { "service" } else { &local })
}
