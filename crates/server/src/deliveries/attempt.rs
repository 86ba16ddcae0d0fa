//! One attempt of any kind of delivery. Nothing here writes to the database.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use tokio::time::Instant;
use wire::delivery::{AttemptOutcome, DeliveryKind};

use super::outcome::AttemptResult;
use super::secret::Signer;
use super::{secret, sign};
use crate::context::Context;
use crate::deliveries::call::{Call, Receiver, send};
use crate::push;
use database::entity::delivery::Model;
use web::error::Error;
use web::outgoing::address;

/// Attempts a delivery once.
pub(crate) async fn attempt(state: Context, delivery: Model) -> AttemptResult {
    let begun = Instant::now();
    let made = match DeliveryKind::from(delivery.kind.clone()) {
        DeliveryKind::Webhook => webhook(&state, &delivery).await,
        // The message is added to the outbox in the transaction that records this attempt.
        DeliveryKind::Email => Ok(AttemptResult::accepted()),
        DeliveryKind::Push => push::try_push(&state, &delivery).await,
        DeliveryKind::Unknown => Ok(AttemptResult::impossible("This version does not know how to send it.")),
    };
    let result = made.unwrap_or_else(|error| {
        tracing::error!(%error, "cannot attempt a delivery");
        AttemptResult::failed(AttemptOutcome::Unreachable, "Something went wrong on our side.")
    });
    AttemptResult { took: begun.elapsed(), ..result }
}

async fn webhook(state: &Context, delivery: &Model) -> Result<AttemptResult, Error> {
    let kind = delivery.signer_kind.as_deref().unwrap_or_default();
    let signer = Signer::read(kind, delivery.signer_id.as_deref().unwrap_or_default());
    let Some(signer) = signer else { return Ok(AttemptResult::impossible("It has no signer.")) };
    if let Signer::Service(id) = &signer
        && crate::auth::revoke::is_switched_off(&*state.db, id).await?
    {
        return Ok(AttemptResult::impossible("The service was deactivated."));
    }
    if let Signer::Client(id) = &signer
        && !crate::auth::revoke::is_active_client(&*state.db, id).await?
    {
        return Ok(AttemptResult::impossible("The API client was revoked."));
    }
    let secrets = secret::current(&*state.db, state, &signer).await?;
    if secrets.is_empty() {
        return Ok(AttemptResult::impossible("Its secret was removed, so it cannot be signed."));
    }
    match webhook_call(state, &delivery.address, &delivery.webhook_id, &secrets, &delivery.content) {
        Ok(call) => Ok(send(state, call, is_taken).await),
        Err(refused) => Ok(refused),
    }
}

/// The signed POST, or the result if the address must not be called.
pub(crate) fn webhook_call(
    state: &Context,
    url: &str,
    id: &str,
    secrets: &[String],
    body: &str,
) -> Result<Call, AttemptResult> {
    let url = address::parse(url, state.deliveries.access())
        .map_err(|refusal| AttemptResult::failed(AttemptOutcome::Blocked, refusal.to_string()))?;
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

/// Which statuses are a success for a webhook.
pub(crate) fn is_taken(status: StatusCode) -> bool {
    matches!(status, StatusCode::OK | StatusCode::CREATED)
}
