//! The app's own sign-in, by cookie.

use crate::id::{ResidentId, SiteId, UserId};
use crate::lenient::{Lenient, read_leniently};
use serde::{Deserialize, Serialize};

/// The body of `POST /api/session`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The e-mail address that the account was made with.
    pub email: String,
    /// The password.
    pub password: String,
}

/// The answer of `GET` and `POST /api/session`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Who is signed in; null when nobody is.
    pub user: Option<SessionUser>,
    /// What the operator configured.
    pub config: AppConfig,
    /// When it ends unless somebody acts; null for those who stay signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<SessionEnd>,
}

read_leniently!(Session { user, config, end });

/// When a session of staff ends. Seconds from now, since clocks disagree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionEnd {
    /// Until it ends, unless somebody acts.
    pub ends_in_seconds: i64,
    /// So long before its end it is announced.
    pub notice_seconds: i64,
    /// Acting makes it last longer; otherwise it has lasted as long as any may.
    pub can_stay: bool,
}

read_leniently!(SessionEnd { ends_in_seconds, notice_seconds, can_stay });

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionUser {
    /// The account.
    pub id: UserId,
    /// Its e-mail address.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The teams of a member of staff.
    pub teams: Vec<String>,
    /// Where they live or work.
    pub site: Option<SiteRef>,
    /// The resident that this account is.
    pub customer_id: Option<ResidentId>,
    /// Their unread notifications.
    pub unread_count: i64,
}

read_leniently!(SessionUser { id, email, name, role, teams, site, customer_id, unread_count });

/// A site by number and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SiteRef {
    /// Its number.
    pub id: SiteId,
    /// Its name.
    pub name: String,
}

read_leniently!(SiteRef { id, name });

/// What an account may do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Role {
    /// Presses for help.
    #[default]
    Resident,
    /// Is told when a resident asks for assistance.
    Supporter,
    /// Works the tray.
    Officer,
    /// Works the tray, and sees what has gone stale.
    Manager,
    /// Registers providers and accounts.
    Admin,
    /// Works the control room.
    Controller,
    /// A role of a newer server: it may do nothing here.
    Other(String),
}

impl Role {
    /// Every role there is.
    pub const ALL: [Self; 6] =
        [Self::Resident, Self::Supporter, Self::Officer, Self::Manager, Self::Admin, Self::Controller];

    /// The text on the wire.
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

    /// Whether this is somebody who works with alarms and not somebody who raises or answers them at home.
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

/// What the operator configured and the app has to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct AppConfig {
    /// The number to ring when the app cannot send.
    pub alarm_phone: Option<String>,
    /// The number to text when the app cannot send.
    pub alarm_sms: Option<String>,
    /// Seconds between the tap and the sending; 0 sends at once.
    pub arming_seconds: u32,
    /// Seconds between two reports, and between two polls: 10 to 20.
    pub poll_seconds: u32,
    /// Address of map tiles with `{z}`, `{x}` and `{y}`; none by default, so that no third party is called.
    pub map_tiles: Option<String>,
    /// Whom the tiles are owed to.
    pub map_attribution: Option<String>,
    /// This is a demonstration with made-up people.
    pub demo: bool,
    /// The response types that this person may ask for; see [`crate::classification`]. Empty for staff.
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
            // A server that does not say offers everything: a button too many loses nothing, one too few does.
            response_types: fields.take_or("response_types", || Self::default().response_types),
        })
    }
}
