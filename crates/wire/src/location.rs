//! The heartbeat: the position of the resident's phone, or why there is none.

use crate::accuracy;
use crate::callout::{Callout, CalloutLocation};
use crate::coordinate::{Coordinate, in_range};
use crate::lenient::{Fields, Lenient, read_leniently};
use crate::measure::Metres;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

mod report;

pub use report::{LocationReport, ReportContent};

/// Radius in metres from which a fix is coarse: it is stored and flagged, never refused.
pub const COARSE_FROM: f64 = 50.0;

/// Maximum number of fixes in one list.
pub const LIST_LIMIT: usize = 500;

/// One position of a phone. Its coordinates are valid, and its accuracy, if present, is known (see [`crate::accuracy`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "RawFix", rename_all = "camelCase")]
pub struct Fix {
    /// Degrees north.
    pub latitude: Coordinate,
    /// Degrees east.
    pub longitude: Coordinate,
    /// Radius of uncertainty in metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<Metres>,
    /// When the phone measured it; now, if omitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Timestamp>,
}

impl Fix {
    /// A fix from computed values.
    pub fn new(latitude: f64, longitude: f64, accuracy: Option<f64>, recorded_at: i64) -> Self {
        Self {
            latitude: Coordinate::number(latitude),
            longitude: Coordinate::number(longitude),
            accuracy: accuracy.and_then(accuracy::known).map(Metres::new),
            recorded_at: Some(Timestamp::from_millis(recorded_at)),
        }
    }

    /// Whether the radius is 50 m or more. An unknown radius is not coarse.
    pub fn is_coarse(&self) -> bool {
        self.accuracy.as_ref().is_some_and(|accuracy| accuracy.value() >= COARSE_FROM)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawFix {
    latitude: Coordinate,
    longitude: Coordinate,
    accuracy: Option<Metres>,
    recorded_at: Option<Timestamp>,
}

impl TryFrom<RawFix> for Fix {
    type Error = String;
    fn try_from(raw: RawFix) -> Result<Self, String> {
        let RawFix { latitude, longitude, accuracy, recorded_at } = raw;
        in_range(&latitude, &longitude).map_err(|complaint| complaint.to_string())?;
        let accuracy = accuracy.filter(|metres| accuracy::known(metres.value()).is_some());
        Ok(Self { latitude, longitude, accuracy, recorded_at })
    }
}

/// Why a phone has no fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum NoFixReason {
    /// The person or the phone denied permission.
    Denied,
    /// The phone cannot determine a position.
    Unavailable,
    /// The phone did not answer in time.
    Timeout,
}

impl Lenient for NoFixReason {
    fn read(value: serde_json::Value) -> Option<Self> {
        match value.as_str()? {
            "denied" => Some(Self::Denied),
            "unavailable" => Some(Self::Unavailable),
            "timeout" => Some(Self::Timeout),
            _ => None,
        }
    }
}

/// Why no location was received for some time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum GapReason {
    /// The page was not visible: the screen was off, or another app was in front.
    Hidden,
    /// There was no connection to the server.
    Offline,
    /// The page was closed.
    Closed,
    /// Another reason, in words.
    Other(String),
}

impl From<String> for GapReason {
    fn from(text: String) -> Self {
        match text.as_str() {
            "hidden" => Self::Hidden,
            "offline" => Self::Offline,
            "closed" => Self::Closed,
            _ => Self::Other(text),
        }
    }
}

impl From<GapReason> for String {
    fn from(reason: GapReason) -> String {
        match reason {
            GapReason::Hidden => "hidden".to_owned(),
            GapReason::Offline => "offline".to_owned(),
            GapReason::Closed => "closed".to_owned(),
            GapReason::Other(text) => text,
        }
    }
}

/// A gap in the reports that has ended. It becomes an event of the callout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = LocationGap))]
pub struct Gap {
    /// The last report before the gap.
    pub from: Timestamp,
    /// The first report after the gap.
    pub to: Timestamp,
    pub reason: GapReason,
}

impl Lenient for Gap {
    fn read(value: serde_json::Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            from: fields.take::<Option<_>>("from")?,
            to: fields.take::<Option<_>>("to")?,
            reason: fields.take::<Option<_>>("reason")?,
        })
    }
}

/// The response to a location with `?return=callout`, and to any location after the callout was closed (409, with the callout).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocationAnswer {
    /// `Request completed successfully.`, or the reason for the refusal.
    pub message: String,
    /// The callout; null when only the caller's own location has changed since `If-None-Match`.
    pub callout: Option<Box<Callout>>,
    /// Names of the report's fields that could not be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
}

read_leniently!(LocationAnswer { message, callout, ignored });

/// The response to a location without `?return=callout`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocationReceipt {
    /// `Request completed successfully.`
    pub message: String,
    /// Names of the report's fields that could not be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
}

/// The source's response to a location that was stored.
pub const LOCATION_STORED: &str = "Request completed successfully.";

/// One page of `GET /api/callouts/{id}/locations?after=&limit=`, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct LocationPage {
    pub locations: Vec<CalloutLocation>,
    /// The `after` of the next page; null on the last page.
    pub next: Option<i64>,
}

impl Lenient for GapReason {
    fn read(value: serde_json::Value) -> Option<Self> {
        String::read(value).map(Self::from)
    }
}
