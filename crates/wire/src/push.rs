//! Devices that can be pushed to: `/api/push-subscriptions`.

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The most devices of one person.
pub const DEVICE_LIMIT: usize = 20;

/// The most characters of a device's name.
pub const NAME_LIMIT: usize = 60;

/// The answer of `GET /api/push-subscriptions`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PushDevices {
    /// What `pushManager.subscribe` takes as `applicationServerKey`: unpadded base64url.
    pub key: String,
    /// The viewer's own devices, oldest first.
    pub devices: Vec<PushDevice>,
}

read_leniently!(PushDevices { key, devices });

/// A device, without what would let others push to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PushDevice {
    /// A UUID.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When the push service last took something for it. That is not yet the device.
    pub delivered_at: Option<Timestamp>,
    /// When something for it was last given up.
    pub failed_at: Option<Timestamp>,
    /// When it was last tested.
    pub tested_at: Option<Timestamp>,
    /// When the device itself last said that a test had arrived.
    pub received_at: Option<Timestamp>,
}

read_leniently!(PushDevice { id, name, created_at, delivered_at, failed_at, tested_at, received_at });

impl PushDevice {
    /// Whether the newest test came back: only that proves that this device can be reached.
    pub fn is_reached(&self) -> bool {
        match (&self.tested_at, &self.received_at) {
            (Some(tested), Some(received)) => received >= tested,
            _ => false,
        }
    }
}

/// The body of `POST /api/push-subscriptions`: what `PushSubscription.toJSON()` gives, with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct NewPushDevice {
    /// What to call it; without a word it is called after its browser.
    pub name: String,
    /// The push service's address of this browser.
    pub endpoint: String,
    /// The browser's keys.
    pub keys: PushKeys,
}

/// A browser's keys, base64url.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PushKeys {
    /// Its public key.
    pub p256dh: String,
    /// Its shared secret.
    pub auth: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_came_back_after_the_newest_test_proves_anything() {
        let at = |millis| Some(Timestamp::from_millis(millis));
        let device = |tested_at, received_at| PushDevice { tested_at, received_at, ..PushDevice::default() };
        assert!(device(at(5), at(6)).is_reached());
        assert!(!device(at(7), at(6)).is_reached());
        assert!(!device(None, at(6)).is_reached());
        assert!(!device(at(5), None).is_reached());
    }
}
