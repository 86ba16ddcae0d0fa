//! A trial: one attempt without retries by the same code path, for `POST /api/v2/assistance-provider/test`.

use reqwest::header::HeaderMap;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use tokio::time::Instant;
use wire::delivery::{DeliveryKind, Trial};
use wire::time::Timestamp;

use super::attempt::{is_taken, webhook_call};
use super::outcome::AttemptResult;
use super::secret;
use crate::context::Context;
use crate::deliveries::call::send;
use crate::deliveries::new_delivery::Target;
use crate::messages::{NewMessage, Recipient};
use crate::push::Payload;
use crate::{messages, push};
use database::entity::push_subscription;
use web::error::Error;

/// Attempts it once, now. A webhook is signed with its own secret, or with a temporary one while it has none. Returns one result,
/// or one for each device.
pub async fn try_once(state: &Context, event: &str, target: Target) -> Result<Vec<Trial>, Error> {
    match target {
        Target::Webhook { name, url, signer, data } => {
            let mut secrets = secret::current(&*state.db, state, &signer).await?;
            if secrets.is_empty() {
                secrets.push(secret::fresh(state));
            }
            let at = Timestamp::from_millis(state.now());
            let body = json!({ "type": event, "timestamp": at, "data": data }).to_string();
            let id = format!("msg_{}", state.new_id().simple());
            let mut trial = begin(state, DeliveryKind::Webhook, name, url);
            let begun = Instant::now();
            let result = match webhook_call(state, &trial.address, &id, &secrets, &body) {
                Ok(call) => {
                    trial.headers = lines(&call.headers);
                    send(state, call, is_taken).await
                }
                Err(refused) => refused,
            };
            trial.body = body;
            Ok(vec![end(trial, AttemptResult { took: begun.elapsed(), ..result })])
        }
        Target::Email { name, address, subject, body } => {
            let mut trial = begin(state, DeliveryKind::Email, name, address.clone());
            trial.body = format!("{subject}\n\n{body}");
            let begun = Instant::now();
            let transaction = state.write().await?;
            let message = NewMessage::plain(Recipient::Email(address), subject, body);
            messages::enqueue(&*transaction, state, message).await?;
            transaction.commit().await?;
            Ok(vec![end(trial, AttemptResult { took: begun.elapsed(), ..AttemptResult::accepted() })])
        }
        Target::Device { device, payload } => {
            Ok(vec![try_device(state, device.name.clone(), &device, payload).await?])
        }
        Target::Push { name, user_id, payload } => {
            let devices = push_subscription::Entity::find()
                .filter(push_subscription::Column::UserId.eq(&user_id))
                .order_by_asc(push_subscription::Column::Id)
                .all(&*state.db)
                .await?;
            let mut trials = Vec::new();
            for device in &devices {
                trials.push(try_device(state, name.clone(), device, payload.clone()).await?);
            }
            if trials.is_empty() {
                let trial = begin(state, DeliveryKind::Push, name, String::new());
                trials.push(end(trial, AttemptResult::impossible(push::NO_DEVICE)));
            }
            Ok(trials)
        }
    }
}

async fn try_device(
    state: &Context,
    name: String,
    device: &push_subscription::Model,
    payload: Payload,
) -> Result<Trial, Error> {
    let mut trial = begin(state, DeliveryKind::Push, name, device.name.clone());
    trial.body = serde_json::to_string(&payload).map_err(Error::internal)?;
    let begun = Instant::now();
    let result = push::push(state, device, &push::Content { urgency: payload.urgency, payload }).await?;
    Ok(end(trial, AttemptResult { took: begun.elapsed(), ..result }))
}

fn begin(state: &Context, kind: DeliveryKind, name: String, address: String) -> Trial {
    Trial { kind, name, address, started: Timestamp::from_millis(state.now()), ..Trial::default() }
}

fn end(trial: Trial, result: AttemptResult) -> Trial {
    Trial {
        took: result.took.as_millis().try_into().unwrap_or(u32::MAX),
        outcome: result.outcome,
        status: result.status.map(Into::into),
        detail: result.detail,
        answer: result.answer,
        ..trial
    }
}

fn lines(headers: &HeaderMap) -> Vec<String> {
    let line = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))
    };
    headers.iter().map(line).collect()
}
