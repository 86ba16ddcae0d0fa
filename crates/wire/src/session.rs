//! The app's own sign-in, by cookie.

use crate::id::{ResidentId, SiteId, UserId};
use crate::lenient::{Lenient, read_leniently};
use serde::{Deserialize, Serialize};

/// The body of `POST /api/session`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// The response of `GET` and `POST /api/session`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The signed-in person; null if nobody is signed in.
    pub user: Option<SessionUser>,
    /// The operator's configuration, as far as the app needs it.
    pub config: AppConfig,
    /// When the session ends without activity; null for people who stay signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<SessionEnd>,
}

read_leniently!(Session { user, config, end });

/// The end of a staff session. In seconds from now, because clocks differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionEnd {
    /// Seconds until it ends without activity.
    pub ends_in_seconds: i64,
    /// Seconds before the end at which it is announced.
    pub notice_seconds: i64,
    /// Whether activity extends the session; false when it has reached its maximum length.
    pub can_stay: bool,
}

read_leniently!(SessionEnd { ends_in_seconds, notice_seconds, can_stay });

/// The signed-in person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionUser {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub role: Role,
    /// The teams of a member of staff.
    pub teams: Vec<String>,
    /// The site where the person lives or works.
    pub site: Option<SiteRef>,
    /// The resident record of this account.
    pub customer_id: Option<ResidentId>,
    /// Number of unread notifications.
    pub unread_count: i64,
}

read_leniently!(SessionUser { id, email, name, role, teams, site, customer_id, unread_count });

/// A site by number and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SiteRef {
    pub id: SiteId,
    pub name: String,
}

read_leniently!(SiteRef { id, name });

/// The role of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Role {
    #[default]
    Resident,
    /// Is notified when a resident asks for assistance.
    Supporter,
    Officer,
    /// Works the tray, and sees stale processes.
    Manager,
    /// Manages providers and accounts.
    Admin,
    /// Works in the control room.
    Controller,
    /// A role of a newer server; it has no rights here.
    Other(String),
}

impl Role {
    /// Every role that exists.
    pub const ALL: [Self; 6] =
        [Self::Resident, Self::Supporter, Self::Officer, Self::Manager, Self::Admin, Self::Controller];

    /// The value used in JSON.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Resident => "resident",
            Self::Supporter => "supporter",
            Self::Officer => "officer",
            Self::Manager => "manager",
            Self::Admin => "admin",
            Self::Controller => "controller",
            Self::Other(text) => text,
        }
    }

    /// Whether it works with alarms, rather than raising or answering them at home.
    pub fn is_staff(&self) -> bool {
        matches!(self, Self::Officer | Self::Manager | Self::Admin | Self::Controller)
    }
}

impl From<String> for Role {
    fn from(text: String) -> Self {
        Self::ALL.into_iter().find(|role| role.as_str() == text).unwrap_or(Self::Other(text))
    }
}

impl From<Role> for String {
    fn from(role: Role) -> String {
        role.as_str().to_owned()
    }
}

/// The operator's configuration, as far as the app needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct AppConfig {
    /// The number to call when the app cannot send.
    pub alarm_phone: Option<String>,
    /// The number to text when the app cannot send.
    pub alarm_sms: Option<String>,
    /// Seconds between the press and the request; 0 sends at once.
    pub arming_seconds: u32,
    /// Seconds between two reports, and between two polls: 10 to 20.
    pub poll_seconds: u32,
    /// URL of map tiles with `{z}`, `{x}` and `{y}`; none by default, so that no third party is called.
    pub map_tiles: Option<String>,
    /// The attribution of the map tiles.
    pub map_attribution: Option<String>,
    /// The server runs with demo data.
    pub demo: bool,
    /// The response types that this person may request; see [`crate::classification`]. Empty for staff.
    pub response_types: Vec<i64>,
}

impl Default for AppConfig {
    fn default() -> Self {
        Self {
            alarm_phone: None,
            alarm_sms: None,
            arming_seconds: 3,
            poll_seconds: 10,
            map_tiles: None,
            map_attribution: None,
            demo: false,
            response_types: crate::classification::RESPONSE_TYPES.to_vec(),
        }
    }
}

impl Lenient for Role {
    fn read(value: serde_json::Value) -> Option<Self> {
        String::read(value).map(Self::from)
    }
}

impl Lenient for AppConfig {
    fn read(value: serde_json::Value) -> Option<Self> {
        let mut fields = crate::lenient::Fields::of(value)?;
        Some(Self {
            alarm_phone: fields.take("alarm_phone"),
            alarm_sms: fields.take("alarm_sms"),
            arming_seconds: fields.take_or("arming_seconds", || Self::default().arming_seconds),
            poll_seconds: fields.take_or("poll_seconds", || Self::default().poll_seconds),
            map_tiles: fields.take("map_tiles"),
            map_attribution: fields.take("map_attribution"),
            demo: fields.take("demo"),
            // If the server names none, all are offered: an extra button does no harm, a missing one does.
            response_types: fields.take_or("response_types", || Self::default().response_types),
        })
    }
}
