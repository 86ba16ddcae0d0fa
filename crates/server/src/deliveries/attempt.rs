//! One try, by whatever kind of delivery it is. Nothing here writes.

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{StatusCode, Url};
use tokio::time::Instant;
use wire::delivery::{AttemptOutcome, DeliveryKind};

use super::outcome::{Ended, explain, read};
use super::secret::Signer;
use super::{address, secret, sign};
use crate::state::AppState;
use crate::{push, revoke};
use database::entity::delivery::Model;
use web::error::Error;

/// Who is called, and so how far into the operator's network the call may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receiver {
    /// An address that an admin registered.
    Webhook,
    /// The push service of somebody's browser.
    PushService,
}

/// A POST that is ready to go out.
pub(crate) struct Call {
    pub(crate) receiver: Receiver,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Tries a delivery once.
pub(super) async fn attempt(state: AppState, delivery: Model) -> Ended {
    let begun = Instant::now();
    let made = match DeliveryKind::from(delivery.kind.clone()) {
        DeliveryKind::Webhook => webhook(&state, &delivery).await,
        // The message is put into the sender's outbox in the transaction that records this try.
        DeliveryKind::Email => Ok(Ended::handed_over()),
        DeliveryKind::Push => push::try_push(&state, &delivery).await,
        DeliveryKind::Unknown => Ok(Ended::impossible("This version does not know how to send it.")),
    };
    let ended = made.unwrap_or_else(|error| {
        tracing::error!(%error, "a delivery could not be tried");
        Ended::failed(AttemptOutcome::Unreachable, "Something went wrong on our side.")
    });
    Ended { took: begun.elapsed(), ..ended }
}

async fn webhook(state: &AppState, delivery: &Model) -> Result<Ended, Error> {
    let kind = delivery.signer_kind.as_deref().unwrap_or_default();
    let signer = Signer::read(kind, delivery.signer_id.as_deref().unwrap_or_default());
    let Some(signer) = signer else { return Ok(Ended::impossible("Nobody signs it.")) };
    if let Signer::Service(id) = &signer
        && revoke::is_switched_off(&*state.db, id).await?
    {
        return Ok(Ended::impossible("The service was switched off."));
    }
    if let Signer::Client(id) = &signer
        && !revoke::is_active_client(&*state.db, id).await?
    {
        return Ok(Ended::impossible("The API client was revoked."));
    }
    let secrets = secret::current(&*state.db, state, &signer).await?;
    if secrets.is_empty() {
        return Ok(Ended::impossible("It was removed, so nothing signs any more."));
    }
    match webhook_call(state, &delivery.address, &delivery.webhook_id, &secrets, &delivery.content) {
        Ok(call) => Ok(send(state, call, is_taken).await),
        Err(refused) => Ok(refused),
    }
}

/// The signed POST; an end when the address must not be called.
pub(super) fn webhook_call(
    state: &AppState,
    url: &str,
    id: &str,
    secrets: &[String],
    body: &str,
) -> Result<Call, Ended> {
    let url = address::parse(url, state.deliveries.access())
        .map_err(|refusal| Ended::failed(AttemptOutcome::Blocked, refusal.to_string()))?;
    let seconds = state.now() / 1000;
    let text = |text: &str| HeaderValue::from_str(text).expect("BUG: ids and signatures are plain ASCII");
    let headers = HeaderMap::from_iter([
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (reqwest::header::HeaderName::from_static("webhook-id"), text(id)),
        (reqwest::header::HeaderName::from_static("webhook-timestamp"), seconds.into()),
        (
            reqwest::header::HeaderName::from_static("webhook-signature"),
            text(&sign::signature(secrets, id, seconds, body)),
        ),
    ]);
    Ok(Call { receiver: Receiver::Webhook, url, headers, body: body.as_bytes().to_vec() })
}

/// What counts as taken by a webhook.
pub(super) fn is_taken(status: StatusCode) -> bool {
    matches!(status, StatusCode::OK | StatusCode::CREATED)
}

/// Sends within the patience of one try.
pub(crate) async fn send(state: &AppState, call: Call, is_success: fn(StatusCode) -> bool) -> Ended {
    let deliveries = &state.deliveries;
    let client = match call.receiver {
        Receiver::Webhook => deliveries.client(),
        Receiver::PushService => deliveries.push_client(),
    };
    let client = match client {
        Ok(client) => client,
        Err(error) => return Ended::failed(AttemptOutcome::Insecure, format!("Cannot call out: {error}.")),
    };
    let deadline = Instant::now() + deliveries.patience;
    let request = client.post(call.url).headers(call.headers).body(call.body);
    match tokio::time::timeout_at(deadline, request.send()).await {
        Err(_) => Ended::timed_out(deliveries.patience),
        Ok(Err(error)) => explain(&error),
        Ok(Ok(response)) => read(response, deadline, is_success, state.now()).await,
    }
}
