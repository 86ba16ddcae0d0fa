//! Notifies a provider: one delivery for each of its notifiers, in the caller's transaction.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use wire::assistance::NotifierKind;
use wire::delivery::DeliveryCause;
use wire::label::isolated;

use crate::context::Context;
use crate::deliveries;
use crate::deliveries::Signer;
use crate::deliveries::new_delivery::{DeliverySubject, NewDelivery, Target};
use crate::push::{Payload, Urgency};
use database::entity::{
    assistance_attempt, assistance_provider, assistance_request, notifier, resident, site,
};
use web::dates;
use web::error::Error;

/// The content of messages about a request.
#[derive(Clone, Debug)]
pub struct RequestMessage {
    request: assistance_request::Model,
    resident: resident::Model,
    site_name: Option<String>,
    is_test: bool,
}

impl RequestMessage {
    /// The resident who asked, and where they live.
    pub async fn of(db: &impl ConnectionTrait, request: &assistance_request::Model) -> Result<Self, Error> {
        let resident = resident::Entity::find_by_id(request.resident_id)
            .one(db)
            .await?
            .ok_or_else(|| Error::internal("a request has no resident"))?;
        let site = match request.site_id {
            Some(id) => site::Entity::find_by_id(id).one(db).await?,
            None => None,
        };
        let site_name = site.map(|site| site.name);
        Ok(Self { request: request.clone(), resident, site_name, is_test: false })
    }

    /// A test request by nobody; every message says that it is a test.
    pub async fn test(db: &impl ConnectionTrait, request: assistance_request::Model) -> Result<Self, Error> {
        let site = match request.site_id {
            Some(id) => site::Entity::find_by_id(id).one(db).await?,
            None => None,
        };
        let resident = resident::Model::nobody(request.organisation_id);
        Ok(Self { request, resident, site_name: site.map(|site| site.name), is_test: true })
    }

    /// One sentence: "Rose Adeyemi of Acacia Avenue asks for Duty Manager."
    pub fn sentence(&self, label: &str) -> String {
        let place = self.site_name.as_ref().map(|name| format!(" of {}", isolated(name))).unwrap_or_default();
        let asked = format!("{}{place} asks for {}.", self.resident.name_in_sentence(), isolated(label));
        if self.is_test { format!("This is a test, nobody asked: {asked}") } else { asked }
    }

    /// The `data` of a webhook.
    pub fn data(&self, provider: &assistance_provider::Model) -> Value {
        let mut data = json!({
            "request": self.request.id,
            "provider": { "id": provider.id, "name": provider.name, "label": provider.label },
            "resident": {
                "id": self.resident.id,
                "name": self.resident.full_name(),
                "site": self.request.site_id,
                "site_name": self.site_name,
            },
        });
        if self.is_test {
            data["test"] = true.into();
        }
        data
    }

    fn title(&self, name: &str) -> String {
        let test = if self.is_test { "Test: " } else { "" };
        format!("{test}{name} asks for assistance")
    }

    /// Subject and text of an e-mail. `answer` is the URL of the page where this person answers.
    pub fn email(&self, provider: &assistance_provider::Model, answer: Option<&str>) -> (String, String) {
        let name = self.resident.name_in_sentence();
        let mut lines = vec![self.sentence(&provider.label), String::new()];
        lines.push(format!("Asked on: {}", dates::minute(self.request.created_at)));
        for (what, said) in [("Telephone", &self.resident.mobile), ("E-mail", &self.resident.email)] {
            if !said.is_empty() {
                lines.push(format!("{what}: {said}"));
            }
        }
        lines.push(String::new());
        lines.extend(match answer {
            Some(page) => vec![
                "Say whether you come. The person who asked sees it at once:".to_owned(),
                format!("I am coming: {page}?answer=coming"),
                format!("I cannot: {page}?answer=cannot"),
            ],
            None => {
                vec!["In a real request you can answer here: \"I am coming\" or \"I cannot\".".to_owned()]
            }
        });
        lines.push(String::new());
        lines.push("Use the links: a reply to this e-mail is not read.".to_owned());
        lines.push(format!("This is request {}, if you ask the housing team about it.", self.request.id));
        lines.push(format!("You get this because {} tells you.", isolated(&provider.name)));
        (self.title(&name), lines.join("\n"))
    }

    /// The content of a push to a supporter.
    pub fn payload(&self, provider: &assistance_provider::Model) -> Payload {
        Payload {
            title: self.title(&self.resident.name_in_sentence()),
            body: self.sentence(&provider.label),
            path: format!("/assistance/{}", self.request.id),
            tag: Some(format!("assistance-{}", self.request.id)),
            urgency: Urgency::High,
            ..Payload::default()
        }
    }
}

/// Notifies every enabled notifier of the provider, and stores the try. Returns the number of notifiers.
pub async fn notify_provider(
    state: &Context,
    db: &impl ConnectionTrait,
    request: &assistance_request::Model,
    provider: &assistance_provider::Model,
) -> Result<usize, Error> {
    let tried = assistance_attempt::ActiveModel {
        request_id: Set(request.id),
        provider_id: Set(provider.id),
        label: Set(provider.label.clone()),
        attempted_at: Set(state.now()),
        ..Default::default()
    };
    tried.insert(db).await?;
    let story = RequestMessage::of(db, request).await?;
    let notifiers = notifier::Entity::find()
        .filter(notifier::Column::ProviderId.eq(provider.id))
        .filter(notifier::Column::DisabledAt.is_null())
        .order_by_asc(notifier::Column::Position)
        .all(db)
        .await?;
    let count = notifiers.len();
    for notifier in notifiers {
        let delivery = NewDelivery {
            event: "assistance.requested".to_owned(),
            organisation_id: Some(request.organisation_id),
            about: DeliverySubject { cause: DeliveryCause::AssistanceRequest, id: request.id.to_string() },
            provider_id: Some(provider.id),
            notifier_id: Some(notifier.id),
            service_id: None,
            target: target(state, &story, provider, notifier)?,
        };
        deliveries::enqueue(db, state, delivery).await?;
    }
    Ok(count)
}

/// The content for one notifier.
pub fn target(
    state: &Context,
    story: &RequestMessage,
    provider: &assistance_provider::Model,
    notifier: notifier::Model,
) -> Result<Target, Error> {
    Ok(match notifier.kind() {
        NotifierKind::Email => {
            let answer = match story.is_test {
                true => None,
                false => Some(crate::assistance::requests::answer_link::page_address(
                    state,
                    &story.request,
                    notifier.id,
                )?),
            };
            let (subject, body) = story.email(provider, answer.as_deref());
            Target::Email { name: notifier.name, address: notifier.address, subject, body }
        }
        NotifierKind::Webhook => Target::Webhook {
            name: notifier.name,
            url: notifier.address,
            signer: Signer::Notifier(notifier.id),
            data: story.data(provider),
        },
        NotifierKind::Push => {
            Target::Push { name: notifier.name, user_id: notifier.address, payload: story.payload(provider) }
        }
    })
}
