//! Sends one push, encrypted for the browser, so that the push service cannot read it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use sea_orm::EntityTrait;
use web_push_native::p256::PublicKey;
use web_push_native::{Auth, encrypt};
use wire::delivery::AttemptOutcome;

use super::Content;
use super::payload::{ENCRYPTED_LIMIT, SMALL_LIMIT};
use crate::context::Context;
use crate::deliveries::{AttemptResult, Call, Receiver, send};
use crate::push::keys;
use database::entity::delivery::Model;
use database::entity::push_subscription;
use web::error::Error;
use web::outgoing::address;

/// The error for a person without a reachable device.
pub(crate) const NO_DEVICE: &str = "This person has no device that can be reached.";

/// Attempts a push once.
pub(crate) async fn try_push(state: &Context, delivery: &Model) -> Result<AttemptResult, Error> {
    let Some(id) = &delivery.subscription_id else { return Ok(AttemptResult::impossible(NO_DEVICE)) };
    let Some(device) = push_subscription::Entity::find_by_id(id).one(&*state.db).await? else {
        return Ok(AttemptResult::impossible("The device was removed."));
    };
    let content = serde_json::from_str(&delivery.content).map_err(Error::internal)?;
    push(state, &device, &content).await
}

/// Pushes to one device once.
pub(crate) async fn push(
    state: &Context,
    device: &push_subscription::Model,
    content: &Content,
) -> Result<AttemptResult, Error> {
    let mut ended = push_within(state, device, content, ENCRYPTED_LIMIT).await?;
    // If the push service has a smaller limit, a shorter text is sent, which is better than none.
    if ended.status == Some(StatusCode::PAYLOAD_TOO_LARGE.as_u16()) {
        ended = push_within(state, device, content, SMALL_LIMIT).await?;
    }
    // Permanent errors are not retried, so that the sender learns the result at once.
    let comes_back = ended.status.is_none_or(|status| matches!(status, 408 | 425 | 429 | 500..));
    if ended.outcome == AttemptOutcome::Refused && !comes_back {
        ended.is_final = true;
        ended.detail = Some(match ended.status {
            Some(404 | 410) => {
                "The push service does not know this device any more. It was removed.".to_owned()
            }
            status => format!("The push service refused it with {}.", status.unwrap_or_default()),
        });
    }
    Ok(ended)
}

async fn push_within(
    state: &Context,
    device: &push_subscription::Model,
    content: &Content,
    limit: usize,
) -> Result<AttemptResult, Error> {
    Ok(match call(state, device, content, limit).await? {
        Ok(call) => send(state, call, is_taken).await,
        Err(ended) => ended,
    })
}

/// Builds the POST to the push service, or the result if that is impossible.
async fn call(
    state: &Context,
    device: &push_subscription::Model,
    content: &Content,
    limit: usize,
) -> Result<Result<Call, AttemptResult>, Error> {
    let url = match address::parse(&device.endpoint, &state.deliveries.push_access()) {
        Ok(url) => url,
        Err(refusal) => return Ok(Err(AttemptResult::failed(AttemptOutcome::Blocked, refusal.to_string()))),
    };
    let Some((public, auth)) = keys(&device.p256dh, &device.auth) else {
        return Ok(Err(AttemptResult::impossible("The device's keys are malformed.")));
    };
    let message = content.payload.to_json(limit).map_err(Error::internal)?;
    let body = encrypt(message, &public, &auth).map_err(Error::internal)?;
    let proof = keys::keys(state).await?.authorize(state.now(), keys::contact(state), &url)?;
    let mut proof = HeaderValue::from_str(&proof).map_err(Error::internal)?;
    proof.set_sensitive(true);
    let headers = HeaderMap::from_iter([
        (AUTHORIZATION, proof),
        (CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (CONTENT_ENCODING, HeaderValue::from_static("aes128gcm")),
        (HeaderName::from_static("ttl"), content.urgency.seconds().into()),
        (HeaderName::from_static("urgency"), HeaderValue::from_static(content.urgency.as_str())),
    ]);
    Ok(Ok(Call { receiver: Receiver::PushService, url, headers, body }))
}

/// Parses a browser's two keys; `None` if they are malformed.
pub(crate) fn keys(p256dh: &str, auth: &str) -> Option<(PublicKey, Auth)> {
    // Some browsers pad, some do not.
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
    let public = PublicKey::from_sec1_bytes(&decode(p256dh)?).ok()?;
    let auth: [u8; 16] = decode(auth)?.try_into().ok()?;
    Some((public, auth.into()))
}

/// Push services answer 201 (RFC 8030); some answer 200 or 202.
fn is_taken(status: StatusCode) -> bool {
    matches!(status.as_u16(), 200..=202)
}
