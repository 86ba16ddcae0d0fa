//! The operator's configuration, parsed; `cli.rs` defines the flags.

use std::path::PathBuf;

use crate::calendar::Calendar;
use crate::limits::Limits;
use notify::{PLAIN_EMAIL, PLAIN_LETTER, PLAIN_TEXT, Smtp};
use web::config::WebConfig;

/// What the simulator does to callouts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Simulator {
    Off,
    /// Moves dispatched responders.
    #[default]
    Move,
    /// Also takes the controller's steps.
    Auto,
}

/// The cost of one password hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordCost {
    /// The cost that argon2 recommends.
    #[default]
    Strong,
    /// A minimal cost for tests; not available from the command line.
    Quick,
}

/// The operator's configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The server's URL, trusted proxies and map tiles.
    pub web: WebConfig,
    /// The server's URL on this machine, without a slash at the end; used in links while there is no public URL.
    pub local_url: String,
    /// The folder of the built app, if it is not embedded.
    pub dist: Option<PathBuf>,
    /// The attribution shown on the map.
    pub map_attribution: Option<String>,
    /// The number to call when the network fails.
    pub alarm_phone: Option<String>,
    /// The number to text when the network fails.
    pub alarm_sms: Option<String>,
    /// Seconds between the press and its request.
    pub arming_seconds: u32,
    /// Seconds between two location reports of the app, and between two polls.
    pub poll_seconds: u32,
    pub simulator: Simulator,
    /// How many times faster than real time the simulator drives.
    pub simulator_speed: f64,
    /// The radius in kilometres, in a straight line, within which responders are in range.
    pub responder_range_km: u32,
    /// A geocoder with Nominatim's API; the URL without a slash at the end.
    pub geocoder_url: Option<String>,
    /// Days for which locations are kept after a callout is closed.
    pub location_retention_days: u32,
    /// Days after which the personal fields of an undecided notification are erased.
    pub erase_undecided_days: u32,
    /// Days after which the personal fields of a deleted notification are erased.
    pub erase_deleted_days: u32,
    /// Minutes after which an idle staff session ends.
    pub staff_idle_minutes: u32,
    /// Hours after which a staff session ends, idle or not.
    pub staff_session_hours: u32,
    /// Days for which a token of an API client or resident is valid; 0 if it is valid until revoked.
    pub token_days: u32,
    /// The cost of one password hash.
    pub password_cost: PasswordCost,
    /// Limits on the work that callers can cause.
    pub limits: Limits,
    /// The bearer token that gives access to `/metrics`; without it nobody has access.
    pub metrics_token: Option<String>,
    /// GOV.UK Notify, in place of the embedded service.
    pub notify: Option<Notify>,
    /// The mail server; without it e-mail is only simulated, in demonstrations.
    pub smtp: Option<Smtp>,
    /// Identical messages that one service may send to one recipient within an hour.
    pub same_messages_an_hour: u32,
    /// Messages that one service may send to one recipient within an hour.
    pub messages_an_hour: u32,
    /// Screen notifications that one sender may put on one person's tray within an hour; further ones are put away and counted.
    pub screen_notifications_an_hour: u32,
    /// Allows webhooks to internal addresses; for demos and tests only.
    pub allow_internal_webhooks: bool,
    /// Internal networks of the operator that webhooks and callbacks may call.
    pub allow_callbacks_to: Vec<ipnet::IpNet>,
    /// Encrypts the secrets in the database.
    pub secrets_key: Option<String>,
    /// The contact for push services that report a problem: `mailto:…` or `https://…`.
    pub push_contact: Option<String>,
    /// The calendar for reminders.
    pub calendar: Calendar,
    /// Whether demo people, vehicles and callouts exist.
    pub demo: bool,
}

/// A service outside of this server with GOV.UK Notify's API.
#[derive(Clone, PartialEq, Eq)]
pub struct Notify {
    /// Its URL, without a slash at the end.
    pub url: String,
    /// The key for messages of services without a key of their own.
    pub key: String,
    /// Its templates for messages without a template.
    pub templates: PlainTemplates,
}

/// Omits the key.
impl std::fmt::Debug for Notify {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notify").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Templates for messages without a template of their own: those for e-mails and letters have the placeholders `((subject))` and
/// `((body))`, the one for texts has `((body))`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainTemplates {
    /// For e-mails; with `((file_1))` to `((file_10))` it can also send files.
    pub email: String,
    pub text: String,
    pub letter: String,
}

impl Config {
    /// The start of every link in an e-mail, text or letter, without a slash at the end.
    pub fn link_root(&self) -> &str {
        self.web.public_url.as_deref().unwrap_or(&self.local_url)
    }

    /// The path of a link to this server, which the app opens as a page of its own; any other link unchanged.
    pub fn without_root<'a>(&self, link: &'a str) -> &'a str {
        let path = self.web.public_url.as_deref().and_then(|root| link.strip_prefix(root));
        match path {
            Some("") => "/",
            Some(path) if path.starts_with('/') => path,
            _ => link,
        }
    }

    /// The templates for messages without a template of their own.
    pub fn plain_templates(&self) -> PlainTemplates {
        self.notify.as_ref().map_or_else(
            || PlainTemplates {
                email: PLAIN_EMAIL.to_owned(),
                text: PLAIN_TEXT.to_owned(),
                letter: PLAIN_LETTER.to_owned(),
            },
            |notify| notify.templates.clone(),
        )
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            web: WebConfig::default(),
            local_url: "http://localhost:8080".to_owned(),
            dist: None,
            map_attribution: None,
            alarm_phone: None,
            alarm_sms: None,
            arming_seconds: 3,
            poll_seconds: 10,
            simulator: Simulator::Move,
            simulator_speed: 1.0,
            responder_range_km: 15,
            geocoder_url: None,
            location_retention_days: 7,
            erase_undecided_days: 90,
            erase_deleted_days: 7,
            staff_idle_minutes: 60,
            staff_session_hours: 12,
            token_days: 0,
            password_cost: PasswordCost::Strong,
            limits: Limits::default(),
            metrics_token: None,
            notify: None,
            smtp: None,
            same_messages_an_hour: 20,
            messages_an_hour: 100,
            screen_notifications_an_hour: 100,
            allow_internal_webhooks: false,
            allow_callbacks_to: Vec::new(),
            secrets_key: None,
            push_contact: None,
            calendar: Calendar::default(),
            demo: false,
        }
    }
}
