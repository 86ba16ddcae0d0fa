//! Bodies of the callout API with alternatives.

use super::describe_as;
use crate::control::Dispatch;
use crate::coordinate::Coordinate;
use crate::id::{ResponderId, SupplierId};
use crate::location::{Fix, Gap, LocationReport, NoFixReason};
use crate::measure::Metres;
use crate::message::NewComment;
use crate::oauth::TokenRequest;
use crate::time::Timestamp;
use utoipa::ToSchema;

/// A comment or a reply.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
struct CommentForm {
    /// 1 to 2000 characters that are not all blank.
    #[schema(min_length = 1, max_length = 2000)]
    message: String,
}

describe_as!(NewComment, CommentForm);

/// A responder, whose position is then tracked; or a supplier, who was telephoned by hand.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only described")]
enum DispatchForm {
    Responder(ResponderDispatch),
    Supplier(SupplierDispatch),
}

/// By the system: the responder's position is tracked, and an estimate of arrival is kept.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
struct ResponderDispatch {
    responder_id: ResponderId,
}

/// By hand: the supplier was telephoned.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
struct SupplierDispatch {
    supplier_id: SupplierId,
}

describe_as!(Dispatch, DispatchForm);

/// One kind of report about the location, with the gap before it, if any.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only described")]
enum LocationForm {
    Fix(LocationFix),
    Fixes(LocationFixes),
    NoFix(LocationUnknown),
}

/// The location of the phone.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
struct LocationFix {
    latitude: Coordinate,
    longitude: Coordinate,
    /// Radius of uncertainty in metres.
    accuracy: Option<Metres>,
    /// When the fix was taken; the default is now.
    recorded_at: Option<Timestamp>,
    /// The gap before this report.
    gap: Option<Gap>,
    /// When the report is sent, by the phone's clock.
    sent_at: Option<Timestamp>,
}

/// Locations that were recorded while the server was unreachable; the newest by `recordedAt` is the current one.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
struct LocationFixes {
    #[schema(min_items = 1, max_items = 500)]
    locations: Vec<Fix>,
    /// The gap before this report.
    gap: Option<Gap>,
    /// When the report is sent, by the phone's clock.
    sent_at: Option<Timestamp>,
}

/// The reason why the phone has no location.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
struct LocationUnknown {
    no_fix: NoFixReason,
    /// The time of the failed fix.
    recorded_at: Option<Timestamp>,
    /// The gap before this report.
    gap: Option<Gap>,
    /// When the report is sent, by the phone's clock.
    sent_at: Option<Timestamp>,
}

describe_as!(LocationReport, LocationForm);

/// A client's own secret, or a user's password; with the source's or OAuth's names.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only described")]
enum TokenForm {
    Client(ClientSecret),
    ClientCredentials(ClientCredentials),
    User(UserPassword),
    PasswordGrant(PasswordGrant),
}

/// Requests a server token.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
struct ClientSecret {
    /// The client's id, a GUID.
    client_id: String,
    client_secret: String,
}

/// Requests a server token with OAuth's names.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
struct ClientCredentials {
    /// The client's id, a GUID.
    client_id: String,
    client_secret: String,
    grant_type: Option<String>,
}

/// Requests a user token.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
struct UserPassword {
    /// The user's e-mail address or opaque id.
    email: String,
    password: String,
}

/// Requests a user token with OAuth's names.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
struct PasswordGrant {
    /// The user's e-mail address or opaque id.
    username: String,
    password: String,
    grant_type: Option<String>,
}

describe_as!(TokenRequest, TokenForm);
