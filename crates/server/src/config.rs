//! What the operator chose, once parsed; the flags themselves are in `cli.rs`.

use std::path::PathBuf;

use crate::calendar::Calendar;
use crate::limits::Limits;
use notify::{PLAIN_EMAIL, PLAIN_LETTER, PLAIN_TEXT, Smtp};
use web::config::WebConfig;

/// What the simulator does to callouts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Simulator {
    /// Nothing.
    Off,
    /// Moves the responders that were dispatched.
    #[default]
    Move,
    /// Takes the controller's steps as well.
    Auto,
}

/// How much work a guess at a password costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordCost {
    /// argon2's recommended cost.
    #[default]
    Strong,
    /// Next to none, so that tests are quick; never reachable from the command line.
    Quick,
}

/// What the operator chose.
#[derive(Clone, Debug)]
pub struct Config {
    /// Its addresses, and whom it believes.
    pub web: WebConfig,
    /// Where this machine itself reaches the server, without a slash at the end: for links while nobody else does.
    pub local_url: String,
    /// The folder of the built app, when it is not embedded.
    pub dist: Option<PathBuf>,
    /// Who made the map, shown on it.
    pub map_attribution: Option<String>,
    /// The number to ring when the network fails.
    pub alarm_phone: Option<String>,
    /// The number to text when the network fails.
    pub alarm_sms: Option<String>,
    /// Seconds between the tap and sending.
    pub arming_seconds: u32,
    /// Seconds between two reports of the app, and between two polls.
    pub poll_seconds: u32,
    /// What the simulator does.
    pub simulator: Simulator,
    /// How many times faster than life the simulator drives.
    pub simulator_speed: f64,
    /// A responder within this many kilometres of the resident, as the crow flies, is in range.
    pub responder_range_km: u32,
    /// A geocoder that speaks Nominatim's API, without a slash at the end.
    pub geocoder_url: Option<String>,
    /// Days that locations are kept after a callout closed.
    pub location_retention_days: u32,
    /// Days after which the personal fields of a notification that nobody decided are erased.
    pub erase_undecided_days: u32,
    /// Days after which those of a deleted notification are.
    pub erase_deleted_days: u32,
    /// Minutes after which an idle staff session ends.
    pub staff_idle_minutes: u32,
    /// Hours after which a staff session ends, idle or not.
    pub staff_session_hours: u32,
    /// Days that a token of an API client or a resident is good for; 0 when it counts until it is revoked.
    pub token_days: u32,
    /// How much work a guess at a password costs.
    pub password_cost: PasswordCost,
    /// What bounds the work that callers can cause.
    pub limits: Limits,
    /// Whoever sends this as bearer token reads `/metrics`; without it nobody does.
    pub metrics_token: Option<String>,
    /// Another sender than the embedded one.
    pub notify: Option<Notify>,
    /// Where e-mail goes out; without it only demonstrations send any.
    pub smtp: Option<Smtp>,
    /// Messages with the same words that one service may send one recipient within an hour.
    pub same_messages_an_hour: u32,
    /// Messages that one service may send one recipient within an hour.
    pub messages_an_hour: u32,
    /// Screen notifications that one sender may put onto one person's tray within an hour; more are put away and counted.
    pub screen_notifications_an_hour: u32,
    /// Webhooks may lead to internal addresses; for demos and tests only.
    pub allow_internal_webhooks: bool,
    /// Networks inside the operator's own that webhooks and callbacks may lead to.
    pub allow_callbacks_to: Vec<ipnet::IpNet>,
    /// Encrypts the secrets that the database keeps.
    pub secrets_key: Option<String>,
    /// Whom a push service writes to when something is wrong: `mailto:…` or `https://…`.
    pub push_contact: Option<String>,
    /// The calendar that reminders go by.
    pub calendar: Calendar,
    /// Whether demo people, vehicles and callouts exist.
    pub demo: bool,
}

/// A sender somewhere else that speaks GOV.UK Notify's API.
#[derive(Clone, PartialEq, Eq)]
pub struct Notify {
    /// Its address, without a slash at the end.
    pub url: String,
    /// The key for messages that come without one.
    pub key: String,
    /// Its templates for words that have none.
    pub templates: PlainTemplates,
}

/// Without the key.
impl std::fmt::Debug for Notify {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notify").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Templates that carry plain words: an e-mail's and a letter's ask for `((subject))` and `((body))`, a text's for `((body))`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainTemplates {
    /// For e-mails; to carry files as well it asks for `((file_1))` to `((file_10))`.
    pub email: String,
    /// For texts.
    pub text: String,
    /// For letters.
    pub letter: String,
}

impl Config {
    /// What every link in an e-mail, a text or a letter begins with, without a slash at the end.
    pub fn link_root(&self) -> &str {
        self.web.public_url.as_deref().unwrap_or(&self.local_url)
    }

    /// An address of this server as its path, so that it can be shown to each reader as their own page; any other as it is.
    pub fn without_root<'a>(&self, link: &'a str) -> &'a str {
        let path = self.web.public_url.as_deref().and_then(|root| link.strip_prefix(root));
        match path {
            Some("") => "/",
            Some(path) if path.starts_with('/') => path,
            _ => link,
        }
    }

    /// The sender's templates for words that have none.
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
