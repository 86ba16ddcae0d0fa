//! What all three kinds of message share on their way in: the turn of a request, the template, and the row.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Map, Value};
use wire::sender::gsm;
use wire::sender::placeholder::{self, Lists};

use super::auth::ApiKey;
use super::own::OWN_SERVICE;
use super::refusal::Refusal;
use super::{limits, present};
use crate::config::Config;
use crate::db::WriteTransaction;
use crate::state::{AppState, Change};
use crate::table::{sender_identity, sent, template};

/// The most bytes of an e-mail's text.
const EMAIL_LIMIT: usize = 2_000_000;

/// One request that sends. It counts against the limits whether it is taken or refused.
pub(super) struct Turn {
    transaction: WriteTransaction,
    now: i64,
    channel: &'static str,
    /// The same request may come twice when its answer was lost; with this key it is the same message.
    once: Option<String>,
}

impl Turn {
    /// Begins, or refuses because of a limit.
    pub(super) async fn begin(
        state: &AppState,
        who: &ApiKey,
        channel: &'static str,
        headers: &HeaderMap,
    ) -> Result<Self, Refusal> {
        let once = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let turn = Self { transaction: state.write().await?, now: state.now(), channel, once };
        limits::take_request(turn.db(), turn.now, who).await?;
        limits::check_day(turn.db(), turn.now, who, channel).await?;
        Ok(turn)
    }

    /// Where everything of this request is read and written.
    pub(super) fn db(&self) -> &sea_orm::DatabaseTransaction {
        &self.transaction
    }

    /// When it began.
    pub(super) fn now(&self) -> i64 {
        self.now
    }

    /// The message of an earlier request with the same key.
    pub(super) async fn earlier(&self, who: &ApiKey) -> Result<Option<sent::Model>, Refusal> {
        let Some(once) = &self.once else { return Ok(None) };
        let query = sent::Entity::find()
            .filter(sent::Column::ServiceId.eq(&who.service.id))
            .filter(sent::Column::Once.eq(once.as_str()));
        Ok(query.one(self.db()).await?)
    }

    /// Stores the message and counts it.
    pub(super) async fn store(&self, who: &ApiKey, mut message: sent::Model) -> Result<sent::Model, Refusal> {
        message.once = self.once.clone();
        let row = message.into_active_model().reset_all();
        let message = row.insert(self.db()).await?;
        limits::count_day(self.db(), self.now, who, self.channel).await?;
        Ok(message)
    }

    /// Puts the request's message, or at least its count, on disk, and answers.
    pub(super) async fn end(
        self,
        state: &AppState,
        answer: Result<Value, Refusal>,
    ) -> Result<Response, Refusal> {
        self.transaction.commit().await?;
        let answer = answer?;
        state.tell(Change::Sent);
        Ok((StatusCode::CREATED, axum::Json(answer)).into_response())
    }
}

/// The template for a message of this channel. The server's own templates are everybody's.
pub(super) async fn find_template(
    db: &impl ConnectionTrait,
    service_id: &str,
    id: &str,
    channel: &str,
) -> Result<template::Model, Refusal> {
    let template = template::Entity::find_by_id(super::schema::uuid(id))
        .filter(template::Column::ServiceId.is_in([service_id, OWN_SERVICE]))
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

/// Refuses when a placeholder has no value.
pub(super) fn check_values(template: &template::Model, values: &Map<String, Value>) -> Result<(), Refusal> {
    let missing =
        placeholder::missing(&[template.subject.as_deref().unwrap_or_default(), &template.body], values);
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::bad_request(format!("Missing personalisation: {}", missing.join(", "))))
}

/// The template's subject and text with the values in their places.
pub(super) fn fill(template: &template::Model, values: &Map<String, Value>) -> (Option<String>, String) {
    if template.kind == "sms" {
        return (None, gsm::written(&placeholder::fill(&template.body, values, Lists::Sentence)));
    }
    let subject = template.subject.as_deref().map(|subject| {
        let subject = placeholder::fill(subject, values, Lists::Sentence);
        subject.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    (subject, placeholder::fill(&template.body, values, Lists::Bullets).trim().to_owned())
}

/// Refuses an empty message.
pub(super) fn check_words(body: &str) -> Result<(), Refusal> {
    if body.is_empty() { Err(Refusal::bad_request("Your message is empty.")) } else { Ok(()) }
}

/// Refuses one that is too long for its channel.
pub(super) fn check_length(channel: &str, body: &str) -> Result<(), Refusal> {
    let count = gsm::length(body);
    if channel == "sms" && count > gsm::LIMIT {
        return Err(Refusal::bad_request(format!(
            "Your message is too long. Text messages cannot be longer than {} characters. Your message is {count} \
             characters long.",
            gsm::LIMIT
        )));
    }
    if channel == "email" && body.len() > EMAIL_LIMIT {
        return Err(Refusal::bad_request(format!(
            "Your message is too long. Emails cannot be longer than {EMAIL_LIMIT} bytes. Your message is {} bytes.",
            body.len()
        )));
    }
    Ok(())
}

/// What answers go to, or a text comes from: the identity that the request chose, else the service's default.
pub(super) async fn identity(
    db: &impl ConnectionTrait,
    who: &ApiKey,
    kind: &str,
    field: &str,
    chosen: Option<&str>,
) -> Result<Option<String>, Refusal> {
    let own = sender_identity::Entity::find()
        .filter(sender_identity::Column::ServiceId.eq(&who.service.id))
        .filter(sender_identity::Column::Kind.eq(kind));
    let Some(chosen) = chosen else {
        let found = own.filter(sender_identity::Column::IsDefault.eq(true)).one(db).await?;
        return Ok(found.map(|identity| identity.value));
    };
    let found = own.filter(sender_identity::Column::Id.eq(super::schema::uuid(chosen))).one(db).await?;
    found.map(|identity| Some(identity.value)).ok_or_else(|| {
        let service = &who.service.id;
        Refusal::bad_request(format!("{field} {chosen} does not exist in database for service id {service}"))
    })
}

/// A team key writes to the service's guests only.
pub(super) async fn check_guest(
    db: &impl ConnectionTrait,
    who: &ApiKey,
    recipient: &str,
) -> Result<(), Refusal> {
    if who.key.kind != "team" {
        return Ok(());
    }
    let guest = sender_identity::Entity::find()
        .filter(sender_identity::Column::ServiceId.eq(&who.service.id))
        .filter(sender_identity::Column::Kind.eq("guest"))
        .filter(sender_identity::Column::Value.eq(recipient))
        .one(db)
        .await?;
    match guest {
        Some(_) => Ok(()),
        None => Err(Refusal::bad_request("Can’t send to this recipient using a team-only API key")),
    }
}

/// A message that was just accepted, for the caller to complete.
pub(super) fn blank(
    state: &AppState,
    who: &ApiKey,
    channel: &str,
    template: &template::Model,
) -> sent::Model {
    let now = state.now();
    sent::Model {
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
        created_at: now,
        updated_at: now,
        sent_at: None,
    }
}

/// The answer to a message that was accepted.
pub(super) fn accepted(state: &AppState, headers: &HeaderMap, who: &ApiKey, message: &sent::Model) -> Value {
    present::accepted(message, &state.config.root(headers), &from_address(&state.config, &who.service.name))
}

/// The address that a service's e-mails come from.
pub(super) fn from_address(config: &Config, service: &str) -> String {
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
