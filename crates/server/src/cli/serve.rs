//! `tocsin-server serve`. Long because all its flags are declared and documented here, in one list.

use std::io::{ErrorKind, IsTerminal};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{ArgAction, Args, ValueEnum};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;

use super::limits::LimitArgs;
use super::outward::OutwardArgs;
use super::reminders::ReminderArgs;
use crate::cli::database_args::DatabaseArgs;
use crate::config::{Config, Notify, PasswordCost, PlainTemplates, Simulator};
use crate::limits::Limits;
use crate::routes::health;
use crate::state::AppState;
use crate::{app, connections, demo, jobs};
use database::clock::{SystemClock, SystemRandom};
use database::connection::Db;
use notify::{Smtp, with_tls};
use web::config::WebConfig;

/// How long a stopping server waits for requests in progress.
const PATIENCE: Duration = Duration::from_secs(20);

/// Connections of the metrics listener; only a few monitoring programs need one.
const METRICS_CONNECTIONS: usize = 32;

/// A number reserved for fiction, so that a demo never calls a real telephone.
const DEMO_PHONE: &str = "01632960000";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address and port to listen on.
    #[arg(long, env = "TOCSIN_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    database: DatabaseArgs,
    /// Seed demo accounts with a public password, vehicles and an API client. Listens on loopback only.
    #[arg(long, env = "TOCSIN_DEMO", value_parser = clap::builder::BoolishValueParser::new())]
    demo: bool,
    /// Allow --demo on other addresses than loopback.
    #[arg(long, env = "TOCSIN_DEMO_ANYWHERE", value_parser = clap::builder::BoolishValueParser::new())]
    demo_anywhere: bool,
    /// The URL under which people reach this server, such as https://alarm.example. Every link in an e-mail, text or letter begins
    /// with it. Required when the server listens on another address than loopback, and when messages leave this machine.
    #[arg(long, env = "TOCSIN_PUBLIC_URL", value_parser = parse_public_url)]
    public_url: Option<String>,
    /// Addresses of proxies whose X-Forwarded-For header is trusted; separated by commas.
    #[arg(long, env = "TOCSIN_TRUSTED_PROXY", value_delimiter = ',', action = ArgAction::Append)]
    trusted_proxy: Vec<IpAddr>,
    /// Serve the app from this folder instead of the copy embedded in the binary.
    #[arg(long, env = "TOCSIN_DIST")]
    dist: Option<PathBuf>,
    /// URL template of map tiles, such as https://tile.example/{z}/{x}/{y}.png. Without it, the map has no background.
    #[arg(long, env = "TOCSIN_MAP_TILES")]
    map_tiles: Option<String>,
    /// Attribution shown on the map.
    #[arg(long, env = "TOCSIN_MAP_ATTRIBUTION")]
    map_attribution: Option<String>,
    /// Telephone number that the app offers a resident when the network fails.
    #[arg(long, env = "TOCSIN_ALARM_PHONE")]
    alarm_phone: Option<String>,
    /// Number for text messages that the app offers a resident when the network fails.
    #[arg(long, env = "TOCSIN_ALARM_SMS")]
    alarm_sms: Option<String>,
    /// Seconds between the press and the request, during which the resident can cancel; 0 sends at once.
    #[arg(long, env = "TOCSIN_ARMING_SECONDS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=10))]
    arming_seconds: u32,
    /// Seconds between two location reports of the app, and between two polls.
    #[arg(long, env = "TOCSIN_POLL_SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u32).range(10..=20))]
    poll_seconds: u32,
    /// What the simulator does: nothing, move dispatched responders, or take the controller's steps as well. With --demo the
    /// default is `move`. Without --demo the default is `auto`, and the simulator serves only the sandboxes of INTEGRATION_TEST
    /// clients: it does not touch real callouts or vehicles, and takes no steps while a sandbox's controller is on duty.
    #[arg(long, env = "TOCSIN_SIMULATOR", value_enum)]
    simulator: Option<Simulator>,
    /// Speed of the simulator, as a multiple of real time.
    #[arg(long, env = "TOCSIN_SIMULATOR_SPEED", default_value_t = 1.0, value_parser = parse_speed)]
    simulator_speed: f64,
    /// Radius in kilometres, in a straight line, within which responders are asked.
    #[arg(long, env = "TOCSIN_RESPONDER_RANGE_KM", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=1000))]
    responder_range_km: u32,
    /// Days after which the locations of a closed callout are deleted.
    #[arg(long, env = "TOCSIN_LOCATION_RETENTION_DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(0..=3650))]
    location_retention_days: u32,
    /// Days after which the personal fields of a notification without a decision are erased.
    #[arg(long, env = "TOCSIN_ERASE_UNDECIDED_DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(0..=3650))]
    erase_undecided_days: u32,
    /// Days after which the personal fields of a deleted notification are erased.
    #[arg(long, env = "TOCSIN_ERASE_DELETED_DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(0..=3650))]
    erase_deleted_days: u32,
    /// Minutes after which an idle staff session ends.
    #[arg(long, env = "TOCSIN_STAFF_IDLE_MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=1440))]
    staff_idle_minutes: u32,
    /// Hours after which a staff session ends, even if it is in use.
    #[arg(long, env = "TOCSIN_STAFF_SESSION_HOURS", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=168))]
    staff_session_hours: u32,
    /// Days after which tokens of API clients and residents expire. With 0 they are valid until they are revoked.
    #[arg(long, env = "TOCSIN_TOKEN_DAYS", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=3650))]
    token_days: u32,
    /// Send messages through this GOV.UK Notify API instead of the embedded one.
    #[arg(long, env = "TOCSIN_NOTIFY_URL", requires_all = ["notify_key", "notify_templates"], value_parser = parse_public_url)]
    notify_url: Option<String>,
    /// API key for messages whose service has no key of its own: {name}-{service}-{secret}.
    #[arg(long, env = "TOCSIN_NOTIFY_KEY", hide_env_values = true, value_parser = parse_notify_key)]
    notify_key: Option<String>,
    /// Ids of the templates for messages that name none: e-mail,text,letter. The templates for e-mails and letters contain
    /// ((subject)) and ((body)); the template for texts contains ((body)).
    #[arg(long, env = "TOCSIN_NOTIFY_TEMPLATES", value_name = "EMAIL,TEXT,LETTER", value_parser = parse_notify_templates)]
    notify_templates: Option<PlainTemplates>,
    /// Mail server for e-mail delivery: smtps://user:password@host, or smtp://user:password@host:587, which must offer STARTTLS
    /// unless it runs on this machine. Percent-encode the password.
    #[arg(long, env = "TOCSIN_SMTP", hide_env_values = true, requires = "smtp_from", value_parser = parse_smtp)]
    smtp: Option<String>,
    /// Allow smtp:// to a mail server on another machine that offers no TLS. The password and every e-mail then cross the network
    /// unencrypted.
    #[arg(long, env = "TOCSIN_SMTP_PLAIN", value_parser = clap::builder::BoolishValueParser::new())]
    smtp_plain: bool,
    /// Sender address of e-mails.
    #[arg(long, env = "TOCSIN_SMTP_FROM", value_parser = parse_from)]
    smtp_from: Option<String>,
    /// Identical e-mails, texts or letters that one service may send to one recipient within an hour.
    #[arg(long, env = "TOCSIN_SAME_MESSAGES_AN_HOUR", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    same_messages_an_hour: u32,
    /// E-mails, texts or letters that one service may send to one recipient within an hour.
    #[arg(long, env = "TOCSIN_MESSAGES_AN_HOUR", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    messages_an_hour: u32,
    /// Screen notifications that one service may add to one person's tray within an hour. Further ones that need no decision are
    /// moved to Removed, and one notification counts them.
    #[arg(long, env = "TOCSIN_SCREEN_NOTIFICATIONS_AN_HOUR", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    screen_notifications_an_hour: u32,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    outward: OutwardArgs,
    #[command(flatten)]
    reminders: ReminderArgs,
    /// Address and port of a separate listener for /metrics, which only your own network should reach. Without this flag and
    /// --metrics-token, metrics are not served.
    #[arg(long, env = "TOCSIN_METRICS_LISTEN")]
    metrics_listen: Option<SocketAddr>,
    /// Serve /metrics on the main listener to requests with Authorization: Bearer <token>.
    #[arg(long, env = "TOCSIN_METRICS_TOKEN", hide_env_values = true)]
    metrics_token: Option<String>,
    /// Format of the log, which goes to standard error.
    #[arg(long, env = "TOCSIN_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
    /// Log filter, such as warn or server=debug.
    #[arg(long, env = "TOCSIN_LOG", default_value = "info")]
    log: String,
}

impl Serve {
    pub(crate) async fn run(self) -> Result<(), String> {
        self.check()?;
        self.start_log()?;
        // Before the database: a second server on the same port must not touch anything.
        let listener = TcpListener::bind(self.listen).await.map_err(|error| self.explain_bind(&error))?;
        let metrics_listener = match self.metrics_listen {
            Some(address) => Some(TcpListener::bind(address).await.map_err(|error| {
                format!(
                    "Cannot listen on {address} for the metrics: {error}. Choose another --metrics-listen."
                )
            })?),
            None => None,
        };
        let db = self.database.open().await?;
        self.check_demo(&db).await?;
        let address = listener.local_addr().unwrap_or(self.listen);
        let config = Config { local_url: local_url(address), ..self.config() };
        let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
        let mut state = AppState::new(db, clock, random, config).await.map_err(|error| error.to_string())?;
        state.metrics = Some(start_metrics()?);
        if self.demo {
            demo::seed(&state).await.map_err(|error| format!("Cannot add the demo's people: {error}"))?;
            demo::seed_notifications(&state)
                .await
                .map_err(|error| format!("Cannot add the demo's notifications: {error}"))?;
        }
        let mut workers = jobs::start(&state, address);
        tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "listening");
        if let Some(listener) = metrics_listener {
            tokio::spawn(serve_metrics(listener, state.clone()));
        }
        let streams = state.stopping.clone();
        let config = state.config.clone();
        let (stopping, stopped) = tokio::sync::oneshot::channel();
        let shutdown = async move {
            stop_asked().await;
            streams.send_replace(true);
            tracing::info!("stopping once the requests under way are answered");
            let _ = stopping.send(());
        };
        let proxies = config.web.trusted_proxies.clone();
        let serving = async {
            connections::serve(listener, app(state), &config.limits, proxies, shutdown).await;
            while workers.join_next().await.is_some() {}
        };
        let too_long = async {
            if stopped.await.is_ok() {
                tokio::time::sleep(PATIENCE).await;
            } else {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = serving => {}
            () = too_long => {}
        }
        Ok(())
    }

    /// Refuses demo data without `--demo`, because its passwords are public, and `--demo` in a database with real accounts.
    async fn check_demo(&self, db: &Db) -> Result<(), String> {
        let is_demo = demo::is_demo(&**db).await.map_err(|error| error.to_string())?;
        if is_demo && !self.demo {
            return Err("This database holds demo data, whose passwords everybody knows. Remove it with: tocsin-server demo \
                        remove. Or serve it as a demo, with --demo."
                .to_owned());
        }
        if self.demo && !is_demo && !demo::is_empty(&**db).await.map_err(|error| error.to_string())? {
            return Err("This database holds real accounts, and --demo would add some with public passwords. Choose another \
                        with --database."
                .to_owned());
        }
        Ok(())
    }

    fn check(&self) -> Result<(), String> {
        let is_loopback = self.listen.ip().is_loopback();
        if self.demo && !is_loopback && !self.demo_anywhere {
            return Err(format!(
                "--demo has public passwords, so it listens on loopback only, not on {}. Listen on 127.0.0.1, or add \
                 --demo-anywhere.",
                self.listen.ip()
            ));
        }
        if !is_loopback && self.public_url.is_none() {
            return Err(format!(
                "Listening on {} needs --public-url https://…: where people reach this server.",
                self.listen.ip()
            ));
        }
        if let Some(way) = self.outward_way().filter(|_| self.public_url.is_none()) {
            return Err(format!(
                "{way} takes people here from other machines, and messages link to this server. Add --public-url \
                 https://…: where people reach it."
            ));
        }
        if let Some(url) = &self.smtp {
            with_tls(url, self.smtp_plain)?;
        }
        if let Some(folder) = self.dist.as_ref().filter(|folder| !folder.join("index.html").is_file()) {
            return Err(format!(
                "There is no index.html in {}. Build the app, or choose another --dist.",
                folder.display()
            ));
        }
        Ok(())
    }

    /// The flag that makes `--public-url` necessary: a proxy, or messages with links that leave this machine.
    fn outward_way(&self) -> Option<&'static str> {
        let leaves = |url: &Option<String>| url.as_deref().is_some_and(|url| !is_on_this_machine(url));
        if self.trusted_proxy.iter().any(|proxy| !proxy.is_loopback()) {
            return Some("--trusted-proxy");
        }
        if leaves(&self.smtp) {
            return Some("--smtp");
        }
        leaves(&self.notify_url).then_some("--notify-url")
    }

    fn explain_bind(&self, error: &std::io::Error) -> String {
        let why = match error.kind() {
            ErrorKind::AddrInUse => {
                "another program listens there already. Stop it, or choose another --listen"
            }
            ErrorKind::PermissionDenied => "this user may not. Choose a port above 1023 with --listen",
            ErrorKind::AddrNotAvailable => "this machine has no such address. Choose another --listen",
            _ => return format!("Cannot listen on {}: {error}. Choose another --listen.", self.listen),
        };
        format!("Cannot listen on {}: {why}.", self.listen)
    }

    fn start_log(&self) -> Result<(), String> {
        let filter = tracing_subscriber::EnvFilter::try_new(&self.log)
            .map_err(|error| format!("Cannot read --log {}: {error}", self.log))?;
        let log = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal());
        let started = match self.log_format {
            LogFormat::Text => log.try_init(),
            LogFormat::Json => log.json().try_init(),
        };
        started.map_err(|error| format!("Cannot start the log: {error}"))
    }

    fn smtp(&self) -> Option<Smtp> {
        let url = with_tls(self.smtp.as_deref()?, self.smtp_plain).ok()?;
        Some(Smtp { url, from: self.smtp_from.clone().unwrap_or_default() })
    }

    fn notify(&self) -> Option<Notify> {
        let (url, key) = (self.notify_url.clone()?, self.notify_key.clone()?);
        Some(Notify { url, key, templates: self.notify_templates.clone()? })
    }

    fn config(&self) -> Config {
        let phone = |chosen: &Option<String>| chosen.clone().or(self.demo.then(|| DEMO_PHONE.to_owned()));
        Config {
            web: WebConfig {
                public_url: self.public_url.clone(),
                trusted_proxies: self.trusted_proxy.clone(),
                map_tiles: self.map_tiles.clone(),
            },
            local_url: local_url(self.listen),
            dist: self.dist.clone(),
            map_attribution: self.map_attribution.clone(),
            alarm_phone: phone(&self.alarm_phone),
            alarm_sms: phone(&self.alarm_sms),
            arming_seconds: self.arming_seconds,
            poll_seconds: self.poll_seconds,
            simulator: self.simulator.unwrap_or(if self.demo { Simulator::Move } else { Simulator::Auto }),
            simulator_speed: self.simulator_speed,
            responder_range_km: self.responder_range_km,
            geocoder_url: self.outward.geocoder_url.clone(),
            location_retention_days: self.location_retention_days,
            erase_undecided_days: self.erase_undecided_days,
            erase_deleted_days: self.erase_deleted_days,
            staff_idle_minutes: self.staff_idle_minutes,
            staff_session_hours: self.staff_session_hours,
            token_days: self.token_days,
            password_cost: PasswordCost::Strong,
            limits: self.limits.limits(),
            metrics_token: self.metrics_token.clone(),
            notify: self.notify(),
            smtp: self.smtp(),
            same_messages_an_hour: self.same_messages_an_hour,
            messages_an_hour: self.messages_an_hour,
            screen_notifications_an_hour: self.screen_notifications_an_hour,
            allow_internal_webhooks: self.outward.allow_internal_webhooks,
            allow_callbacks_to: self.outward.allow_callbacks_to.clone(),
            secrets_key: self.database.secrets_key.clone(),
            push_contact: self.outward.push_contact.clone(),
            calendar: self.reminders.calendar(),
            demo: self.demo,
        }
    }
}

/// Serves only the metrics, on a separate listener.
async fn serve_metrics(listener: TcpListener, state: AppState) {
    let limits = Limits { connections: METRICS_CONNECTIONS, ..state.config.limits.clone() };
    connections::serve(listener, health::metrics(state), &limits, Vec::new(), std::future::pending()).await;
}

/// Installs the metrics recorder. The buckets match the budgets of `docs/benchmarks.md`.
fn start_metrics() -> Result<PrometheusHandle, String> {
    PrometheusBuilder::new()
        .set_buckets(&[0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5])
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|error| format!("Cannot start counting: {error}"))
}

/// Whether a URL leads to this machine.
fn is_on_this_machine(url: &str) -> bool {
    let url = reqwest::Url::parse(url).ok();
    let host = url.as_ref().and_then(|url| url.host_str()).unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    address.map_or(host == "localhost", |address| address.is_loopback())
}

/// The URL under which this machine reaches its own server.
fn local_url(address: SocketAddr) -> String {
    format!("http://localhost:{}", address.port())
}

/// `https://host[:port]`, or plain `http` for loopback.
fn parse_public_url(text: &str) -> Result<String, String> {
    let url = text.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| {
        let host = url.strip_prefix("http://")?;
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        matches!(name, "localhost" | "127.0.0.1" | "[::1]").then_some(host)
    });
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => Ok(url.to_owned()),
        _ => Err("write it like https://alarm.example, without a path".to_owned()),
    }
}

fn parse_notify_key(text: &str) -> Result<String, String> {
    let known = notify::key_parts(text).map(|_| text.to_owned());
    known.ok_or_else(|| "write it like name-{service's UUID}-{secret UUID}".to_owned())
}

fn parse_notify_templates(text: &str) -> Result<PlainTemplates, String> {
    let ids: Vec<&str> = text.split(',').map(str::trim).collect();
    match ids[..] {
        [email, text, letter] if ids.iter().all(|id| !id.is_empty()) => {
            Ok(PlainTemplates { email: email.into(), text: text.into(), letter: letter.into() })
        }
        _ => Err("write three ids with commas between them: e-mail,text,letter".to_owned()),
    }
}

fn parse_smtp(text: &str) -> Result<String, String> {
    let is_known = ["smtp://", "smtps://"].iter().any(|scheme| text.starts_with(scheme));
    if is_known { Ok(text.to_owned()) } else { Err("write it like smtp://user:password@host:587".to_owned()) }
}

fn parse_from(text: &str) -> Result<String, String> {
    wire::sender::email::parse(text).ok_or_else(|| "write an address like alarm@example.org".to_owned())
}

fn parse_speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if speed > 0.0 && speed <= 1000.0 => Ok(speed),
        _ => Err("write a number above 0, at most 1000".to_owned()),
    }
}

async fn stop_asked() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminated = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(_) => return drop(interrupted.await),
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_an_origin() {
        assert_eq!(parse_public_url("https://alarm.example/"), Ok("https://alarm.example".to_owned()));
        assert_eq!(parse_public_url("http://localhost:8080"), Ok("http://localhost:8080".to_owned()));
        for bad in [
            "alarm.example",
            "http://alarm.example",
            "https://",
            "https://a.example/x",
            "https://u@a.example",
        ] {
            assert!(parse_public_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_plain_templates_are_one_value_on_the_command_line_and_in_the_environment() {
        let read = parse_notify_templates("one, two,three").unwrap();
        assert_eq!([read.email, read.text, read.letter], ["one", "two", "three"]);
        for wrong in ["one", "one,two", "one,two,", "one,two,three,four", "one two three"] {
            assert!(parse_notify_templates(wrong).is_err(), "{wrong}");
        }
    }
}
