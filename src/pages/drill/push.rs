//! The round trip of a push: to the server, to the browser's push service, and back to the service worker.

use super::check::CheckResult;
use super::checks::seconds;
use crate::api;
use crate::device::clock;
use crate::device::push::{self, PushError};
use crate::words::{self, fill};

/// A longer round trip counts as unreachable, in milliseconds.
const PATIENCE_MS: u32 = 10_000;

/// Subscribes, asks the server for a push, and waits for the service worker to report it.
pub async fn try_push() -> CheckResult {
    let words = words::checks();
    let unreachable = || CheckResult::failed(words.push_unreachable, words.push_unreachable_how);
    let key = match api::list_push_subscriptions().await {
        Ok(devices) => devices.key,
        Err(error) => return CheckResult::failed(error.message(), words.call_how),
    };
    let address = match push::subscribe(&key, PATIENCE_MS).await {
        Ok(address) => address,
        Err(PushError::Unreachable) => return unreachable(),
        Err(PushError::Refused | PushError::Unsupported) => {
            return CheckResult::failed(words.push_refused, words.push_refused_how);
        }
    };
    let device = match api::create_push_subscription(&push::device_name(), address).await {
        Ok(device) => device,
        Err(error) => return CheckResult::failed(error.message(), words.call_how),
    };
    let began = clock::mono();
    let arrival = push::wait_for_push("test", PATIENCE_MS);
    if let Err(error) = api::test_push_subscription(&device.id).await {
        return CheckResult::failed(error.message(), words.call_how);
    }
    if arrival.await {
        CheckResult::passed(fill(words.push_works, &[("seconds", &seconds(clock::mono() - began))]))
    } else {
        unreachable()
    }
}
