//! The session, as signals in a context. The cookie itself never reaches the app.
//!
//! A page belongs to the account that it was drawn for. When another tab changes the browser's account, the page
//! keeps what was typed and shows a notice, and its changes are rejected.

use leptos::prelude::*;
use wire::lenient;
use wire::session::{AppConfig, Role, Session, SessionEnd, SessionUser};

use crate::api::{self, ApiError};
use crate::device::shell;

/// The session; residents and staff share it.
#[derive(Clone, Debug, PartialEq)]
pub enum SessionState {
    Loading,
    /// Could not be fetched. The screen stays usable.
    Unknown,
    /// Nobody is signed in.
    SignedOut,
    SignedIn(Box<SessionUser>),
}

impl SessionState {
    /// The e-mail address of the signed-in account; empty when nobody is signed in.
    pub fn email(&self) -> &str {
        match self {
            Self::SignedIn(user) => &user.email,
            Self::Loading | Self::Unknown | Self::SignedOut => "",
        }
    }

    /// The name of the signed-in account, as others read it; empty when nobody is signed in.
    pub fn name(&self) -> &str {
        match self {
            Self::SignedIn(user) => &user.name,
            Self::Loading | Self::Unknown | Self::SignedOut => "",
        }
    }
}

/// Whether the account that the page was drawn for is still signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SessionValidity {
    /// As far as known.
    #[default]
    Valid,
    /// The session has ended.
    Ended,
    /// An account with this name has signed in in another tab.
    Replaced(String),
}

/// The session and the operator's settings, for every page.
#[derive(Clone, Copy)]
pub struct SessionContext {
    pub state: RwSignal<SessionState>,
    /// The operator's settings; the defaults until the server has answered.
    pub config: RwSignal<AppConfig>,
    /// When a staff session ends without activity.
    pub end: RwSignal<Option<SessionExpiry>>,
    /// Whether the page may still be acted on.
    pub validity: RwSignal<SessionValidity>,
}

/// When a session ends, by this device's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionExpiry {
    pub at: i64,
    /// How long before its end it is announced, in milliseconds.
    pub notice: i64,
    /// Whether activity extends it.
    pub can_stay: bool,
}

impl SessionExpiry {
    /// Whether it is time to announce it.
    pub fn is_near(self, now: i64) -> bool {
        self.at - now <= self.notice
    }
}

impl SessionContext {
    /// Takes over a session: the page is drawn for this account from now on.
    pub fn set(self, session: Session) {
        self.config.set(session.config);
        self.set_expiry(session.end);
        api::act_as(session.user.as_ref().map(|user| user.id.0.as_str()));
        self.validity.set(SessionValidity::Valid);
        self.state.set(match session.user {
            Some(user) => SessionState::SignedIn(Box::new(user)),
            None => SessionState::SignedOut,
        });
    }

    /// Signs out. The caller loads a fresh page, so that nothing of this account stays in memory.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        api::delete_session().await?;
        self.state.set(SessionState::SignedOut);
        Ok(())
    }

    /// Signs out and reloads the page for the next person.
    pub async fn sign_out_and_reload(self) -> Result<(), ApiError> {
        self.sign_out().await?;
        let _ = window().location().reload();
        Ok(())
    }

    /// Whether somebody with one of these roles is signed in.
    pub fn has_role(self, roles: &[Role]) -> bool {
        self.state.with(|state| matches!(state, SessionState::SignedIn(user) if roles.contains(&user.role)))
    }

    fn is_staff(self) -> bool {
        self.state
            .with_untracked(|state| matches!(state, SessionState::SignedIn(user) if user.role.is_staff()))
    }

    /// Sets when the session ends.
    pub fn set_expiry(self, end: Option<SessionEnd>) {
        let end = end.map(|end| SessionExpiry {
            at: js_sys::Date::now() as i64 + end.ends_in_seconds * 1000,
            notice: end.notice_seconds * 1000,
            can_stay: end.can_stay,
        });
        // The server sends whole seconds: smaller changes are no change.
        let is_new = match (self.end.get_untracked(), end) {
            (Some(old), Some(new)) => (old.at - new.at).abs() > 2_000 || old.can_stay != new.can_stay,
            (old, new) => old != new,
        };
        if is_new {
            self.end.set(end);
        }
    }

    /// Compares a session with the account that the page was drawn for; returns whether it is the same.
    pub fn verify(self, session: &Session) -> bool {
        let validity = self.state.with_untracked(|state| match (state, &session.user) {
            (SessionState::SignedIn(own), Some(user)) if own.id != user.id => {
                SessionValidity::Replaced(user.name.clone())
            }
            (SessionState::SignedIn(_), None) => SessionValidity::Ended,
            _ => SessionValidity::Valid,
        });
        let is_valid = validity == SessionValidity::Valid;
        if self.validity.with_untracked(|known| *known != validity) {
            self.validity.set(validity);
        }
        is_valid
    }
}

/// Provides the session to every component below.
pub fn provide_session() -> SessionContext {
    let context = SessionContext {
        state: RwSignal::new(SessionState::Loading),
        config: RwSignal::new(AppConfig::default()),
        end: RwSignal::new(None),
        validity: RwSignal::new(SessionValidity::Valid),
    };
    provide_context(context);
    provide_context(Retry(Callback::new(move |()| load_session(context))));
    api::on_another_user(move || {
        leptos::task::spawn_local(async move {
            if let Ok(session) = api::get_session().await {
                context.verify(&session);
            }
        });
    });
    context
}

/// Fetches the session again, from any page.
#[derive(Clone, Copy)]
pub struct Retry(pub Callback<()>);

/// Takes over the session that the shell fetched while the page was loading, or fetches it. A staff page that was
/// drawn for one account is not silently redrawn for another: a notice says so.
pub fn load_session(session: SessionContext) {
    leptos::task::spawn_local(async move {
        let from_shell = shell::session().await.and_then(|answer| lenient::from_str::<Session>(&answer));
        let answer = match from_shell {
            Some(answer) => Ok(answer),
            None => api::get_session().await,
        };
        match answer {
            Ok(answer) if session.is_staff() && !session.verify(&answer) => {}
            Ok(answer) => session.set(answer),
            Err(_) => session.state.set(SessionState::Unknown),
        }
    });
}

/// The session from the context.
pub fn use_session() -> SessionContext {
    expect_context()
}
