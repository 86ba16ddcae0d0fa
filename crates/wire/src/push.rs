//! Devices that receive pushes: `/api/push-subscriptions`.

use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Maximum number of devices of one person.
pub const DEVICE_LIMIT: usize = 20;

/// Maximum length of a device's name in characters.
pub const NAME_LIMIT: usize = 60;

/// The response of `GET /api/push-subscriptions`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PushDevices {
    /// The `applicationServerKey` of `pushManager.subscribe`: unpadded base64url.
    pub key: String,
    /// The caller's own devices, oldest first.
    pub devices: Vec<PushDevice>,
}

read_leniently!(PushDevices { key, devices });

/// A device, without the keys that would let others push to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PushDevice {
    /// A UUID.
    pub id: String,
    /// The name that its owner chose.
    pub name: String,
    pub created_at: Timestamp,
    /// When the push service last accepted a push. The device may not have received it.
    pub delivered_at: Option<Timestamp>,
    /// When a push last failed.
    pub failed_at: Option<Timestamp>,
    pub tested_at: Option<Timestamp>,
    /// When the device last confirmed a test.
    pub received_at: Option<Timestamp>,
}

read_leniently!(PushDevice { id, name, created_at, delivered_at, failed_at, tested_at, received_at });

impl PushDevice {
    /// Whether the newest test was confirmed: only that proves that the device can be reached.
    pub fn is_reached(&self) -> bool {
        match (&self.tested_at, &self.received_at) {
            (Some(tested), Some(received)) => received >= tested,
            _ => false,
        }
    }
}

/// The body of `POST /api/push-subscriptions`: the result of `PushSubscription.toJSON()`, with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct NewPushDevice {
    /// The device's name; if blank, the browser's name.
    pub name: String,
    /// The push service's address of this browser.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub endpoint: String,
    /// The browser's keys.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub keys: PushKeys,
}

/// A browser's keys, base64url.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct PushKeys {
    /// Its public key.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub p256dh: String,
    /// Its shared secret.
    #[cfg_attr(feature = "openapi", schema(required = true))]
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
