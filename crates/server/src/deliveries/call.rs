//! One request to a receiver, with a time-out.

use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Url};
use tokio::time::Instant;
use wire::delivery::AttemptOutcome;

use crate::context::Context;
use crate::deliveries::outcome::{AttemptResult, explain, read};

/// The kind of receiver, which decides how far into the operator's network the request may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receiver {
    /// An address that an admin registered.
    Webhook,
    /// The push service of a person's browser.
    PushService,
}

/// A POST that is ready to be sent.
pub(crate) struct Call {
    pub(crate) receiver: Receiver,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Sends within the time-out of one attempt.
pub(crate) async fn send(state: &Context, call: Call, is_success: fn(StatusCode) -> bool) -> AttemptResult {
    let deliveries = &state.deliveries;
    let client = match call.receiver {
        Receiver::Webhook => deliveries.client(),
        Receiver::PushService => deliveries.push_client(),
    };
    let client = match client {
        Ok(client) => client,
        Err(error) => {
            return AttemptResult::failed(AttemptOutcome::Insecure, format!("Cannot call out: {error}."));
        }
    };
    let deadline = Instant::now() + deliveries.patience;
    let request = client.post(call.url).headers(call.headers).body(call.body);
    match tokio::time::timeout_at(deadline, request.send()).await {
        Err(_) => AttemptResult::timed_out(deliveries.patience),
        Ok(Err(error)) => explain(&error),
        Ok(Ok(response)) => read(response, deadline, is_success, state.now()).await,
    }
}
