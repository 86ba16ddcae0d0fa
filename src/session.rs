//! Who is signed in, as one signal in a context. The cookie itself never reaches this program.

use leptos::prelude::*;
use wire::session::{AppConfig, Session, SessionEnd, SessionUser};

/// What is known about who is here. Staff and residents share it; the entry sets it after asking.
#[derive(Clone, Debug, PartialEq)]
pub enum Viewer {
    /// Not asked yet, or the answer is on its way.
    Asking,
    /// Could not be asked. What is on the screen may still be used.
    Unknown,
    /// Nobody is signed in.
    SignedOut,
    /// This person.
    SignedIn(Box<SessionUser>),
}

impl Viewer {
    /// The e-mail address of who is signed in, by which the server names them; empty when nobody is.
    pub fn email(&self) -> &str {
        match self {
            Self::SignedIn(user) => &user.email,
            Self::Asking | Self::Unknown | Self::SignedOut => "",
        }
    }

    /// The name of who is signed in, as others read it beside what they did; empty when nobody is.
    pub fn name(&self) -> &str {
        match self {
            Self::SignedIn(user) => &user.name,
            Self::Asking | Self::Unknown | Self::SignedOut => "",
        }
    }
}

/// The viewer and the operator's settings, for every page.
#[derive(Clone, Copy)]
pub struct SessionContext {
    /// Who is here.
    pub viewer: RwSignal<Viewer>,
    /// What the operator configured; the defaults until the server has answered.
    pub config: RwSignal<AppConfig>,
    /// When the session of a member of staff ends unless they act.
    pub end: RwSignal<Option<Ending>>,
}

/// When a session ends, by this device's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// When, in milliseconds.
    pub at: i64,
    /// So long before its end it is announced, in milliseconds.
    pub notice: i64,
    /// Acting makes it last longer.
    pub can_stay: bool,
}

impl Ending {
    /// Whether it is time to announce it.
    pub fn is_near(self, now: i64) -> bool {
        self.at - now <= self.notice
    }
}

impl SessionContext {
    /// Takes over what the server answered.
    pub fn set(self, session: Session) {
        self.config.set(session.config);
        self.note_end(session.end);
        self.viewer.set(match session.user {
            Some(user) => Viewer::SignedIn(Box::new(user)),
            None => Viewer::SignedOut,
        });
    }

    /// Takes over when the session ends.
    pub fn note_end(self, end: Option<SessionEnd>) {
        let end = end.map(|end| Ending {
            at: js_sys::Date::now() as i64 + end.ends_in_seconds * 1000,
            notice: end.notice_seconds * 1000,
            can_stay: end.can_stay,
        });
        // Seconds are cut: what moved by less is the same.
        let is_new = match (self.end.get_untracked(), end) {
            (Some(old), Some(new)) => (old.at - new.at).abs() > 2_000 || old.can_stay != new.can_stay,
            (old, new) => old != new,
        };
        if is_new {
            self.end.set(end);
        }
    }
}

/// Gives every component below the same viewer.
pub fn provide_session() -> SessionContext {
    let context = SessionContext {
        viewer: RwSignal::new(Viewer::Asking),
        config: RwSignal::new(AppConfig::default()),
        end: RwSignal::new(None),
    };
    provide_context(context);
    context
}

/// The viewer and the settings.
pub fn use_session() -> SessionContext {
    expect_context()
}
