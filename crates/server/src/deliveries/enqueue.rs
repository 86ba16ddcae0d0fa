//! Queues deliveries, in the transaction of their cause.

use reqwest::Url;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;
use wire::delivery::{DeliveryKind, DeliveryState};
use wire::time::Timestamp;

use super::Signer;
use super::email::Email;
use crate::context::Context;
use crate::deliveries::new_delivery::{NewDelivery, Target};
use crate::push::{Content, Payload};
use database::entity::delivery::{ActiveModel, Entity};
use database::entity::push_subscription;
use web::error::Error;

/// Queues a delivery, which is attempted as soon as the transaction is committed. Returns the ids: one, or one for each device. A
/// push to a person without a device is stored, too, and ends as dead, so that its cause learns that nobody was notified.
pub async fn enqueue(
    db: &impl ConnectionTrait,
    state: &Context,
    new: NewDelivery,
) -> Result<Vec<String>, Error> {
    let now = state.now();
    let rows = match &new.target {
        Target::Webhook { name, url, signer, data } => {
            let mut body =
                json!({ "type": new.event, "timestamp": Timestamp::from_millis(now), "data": data });
            // Clients of the callout source expect these two fields beside the envelope.
            if let Signer::Client(_) = signer {
                body["message"] = data["message"].clone();
                body["callout"] = data["callout"].clone();
            }
            let mut row = begin(state, &new, DeliveryKind::Webhook, name, url);
            row.host_key = Set(host_key(url));
            row.content = Set(body.to_string());
            row.signer_kind = Set(Some(signer.kind().to_owned()));
            row.signer_id = Set(Some(signer.id()));
            vec![row]
        }
        Target::Email { name, address, subject, body } => {
            let content = Email { subject: subject.clone(), body: body.clone() };
            let mut row = begin(state, &new, DeliveryKind::Email, name, address);
            row.host_key = Set("sender".to_owned());
            row.content = Set(serde_json::to_string(&content).map_err(Error::internal)?);
            vec![row]
        }
        Target::Device { device, payload } => {
            vec![push(state, &new, &device.user_id, &device.name, Some(device), payload)?]
        }
        Target::Push { name, user_id, payload } => {
            let devices = push_subscription::Entity::find()
                .filter(push_subscription::Column::UserId.eq(user_id))
                .order_by_asc(push_subscription::Column::Id)
                .all(db)
                .await?;
            let to = |device: Option<&push_subscription::Model>| {
                let name = if name.is_empty() { device.map_or("", |device| &device.name) } else { name };
                push(state, &new, user_id, name, device, payload)
            };
            match devices.as_slice() {
                [] => vec![to(None)?],
                devices => devices.iter().map(|device| to(Some(device))).collect::<Result<_, _>>()?,
            }
        }
    };
    let ids = rows.iter().map(|row| row.id.clone().unwrap()).collect();
    Entity::insert_many(rows).exec_without_returning(db).await?;
    state.wake_ups.deliveries.wake();
    Ok(ids)
}

fn push(
    state: &Context,
    new: &NewDelivery,
    user_id: &str,
    name: &str,
    device: Option<&push_subscription::Model>,
    payload: &Payload,
) -> Result<ActiveModel, Error> {
    let content = Content { urgency: payload.urgency, payload: payload.clone() };
    let mut row = begin(state, new, DeliveryKind::Push, name, user_id);
    row.subscription_id = Set(device.map(|device| device.id.clone()));
    row.host_key = Set(device.map_or_else(|| "nobody".to_owned(), |device| host_key(&device.endpoint)));
    row.content = Set(serde_json::to_string(&content).map_err(Error::internal)?);
    Ok(row)
}

fn begin(state: &Context, new: &NewDelivery, kind: DeliveryKind, name: &str, address: &str) -> ActiveModel {
    let id = state.new_id();
    ActiveModel {
        id: Set(id.to_string()),
        webhook_id: Set(format!("msg_{}", id.simple())),
        organisation_id: Set(new.organisation_id),
        event_type: Set(new.event.clone()),
        kind: Set(kind.as_str().to_owned()),
        state: Set(DeliveryState::Waiting.as_str().to_owned()),
        about_kind: Set(new.about.cause.as_str().to_owned()),
        about_id: Set(new.about.id.clone()),
        provider_id: Set(new.provider_id),
        notifier_id: Set(new.notifier_id),
        service_id: Set(new.service_id.clone()),
        signer_kind: Set(None),
        signer_id: Set(None),
        subscription_id: Set(None),
        message_id: Set(None),
        replay_of: Set(None),
        name: Set(name.to_owned()),
        address: Set(address.to_owned()),
        host_key: Set(String::new()),
        content: Set(String::new()),
        attempts: Set(0),
        created_at: Set(state.now()),
        started_at: Set(None),
        due_at: Set(Some(state.now())),
        leased_until: Set(None),
        ended_at: Set(None),
    }
}

/// The key of the host limit: the host and port of a URL.
pub(crate) fn host_key(url: &str) -> String {
    let url = Url::parse(url).ok();
    let host = url.as_ref().and_then(|url| Some((url.host_str()?, url.port_or_known_default()?)));
    host.map_or_else(|| "nowhere".to_owned(), |(host, port)| format!("{host}:{port}"))
}
