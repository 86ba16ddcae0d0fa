//! Who is signed in, as one signal in a context. The cookie itself never reaches this program.

use leptos::prelude::*;
use wire::session::{AppConfig, Session, SessionUser};

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
}

impl SessionContext {
    /// Takes over what the server answered.
    pub fn set(self, session: Session) {
        self.config.set(session.config);
        self.viewer.set(match session.user {
            Some(user) => Viewer::SignedIn(Box::new(user)),
            None => Viewer::SignedOut,
        });
    }
}

/// Gives every component below the same viewer.
pub fn provide_session() -> SessionContext {
    let context =
        SessionContext { viewer: RwSignal::new(Viewer::Asking), config: RwSignal::new(AppConfig::default()) };
    provide_context(context);
    context
}

/// The viewer and the settings.
pub fn use_session() -> SessionContext {
    expect_context()
}
