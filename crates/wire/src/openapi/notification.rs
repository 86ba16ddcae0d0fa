//! Requests of the Notifications API in the forms that clients may use.

use crate::notification::NewNotification;
use utoipa::ToSchema;

/// The body of `POST /api/notifications`: nested, or with names and address at the top level as in the source. Nested values take
/// precedence.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct NotificationRequest {
    #[serde(flatten)]
    notification: NewNotification,
    #[serde(flatten)]
    flat: FlatPersonalisation,
}

/// Further members that may be at the top level: each is a value of `personalisationParams`.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
struct FlatPersonalisation {
    first_name: Option<String>,
    last_name: Option<String>,
    full_name: Option<String>,
    title: Option<String>,
    city: Option<String>,
    postcode: Option<String>,
    #[schema(rename = "addressLine1")]
    address_line1: Option<String>,
    #[schema(rename = "addressLine2")]
    address_line2: Option<String>,
    #[schema(rename = "addressLine3")]
    address_line3: Option<String>,
    #[schema(rename = "addressLine4")]
    address_line4: Option<String>,
    #[schema(rename = "addressLine5")]
    address_line5: Option<String>,
    #[schema(rename = "addressLine6")]
    address_line6: Option<String>,
    /// The last line of the address is a UK postcode.
    #[schema(rename = "addressLine7")]
    address_line7: Option<String>,
}

/// The body of `POST /api/services`; see [`crate::service::ServiceChange`], which parses it.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
pub struct ServiceRequest {
    /// The name: letters, digits, blanks, dots, dashes.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// The URL for callbacks about actions on its notifications.
    callback_url: Option<String>,
    /// How to contact the people who run it.
    contact: Option<String>,
}

/// The body of `POST /api/services/{id}/notify-key/test`.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
pub struct NotifyKeyRequest {
    /// The key to test; the default is the stored one.
    notify_key: Option<String>,
}
