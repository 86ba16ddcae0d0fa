//! Who is signed in, as one signal in a context. The cookie itself never reaches the app.
//!
//! A page belongs to the account that it was drawn for. When the browser's cookie becomes another's, or nobody's, in another
//! tab, the page stays as it is, with what is typed, says so, and its changes are refused.

use leptos::prelude::*;
use wire::lenient;
use wire::session::{AppConfig, Session, SessionEnd, SessionUser};

use crate::api::{self, ApiError};
use crate::device::shell;

/// What is known about who is here. Staff and residents share it; the entry sets it after asking.
#[derive(Clone, Debug, PartialEq)]
pub enum Viewer {
    /// Not asked yet, or the answer is on its way.
    Loading,
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
            Self::Loading | Self::Unknown | Self::SignedOut => "",
        }
    }

    /// The name of who is signed in, as others read it beside what they did; empty when nobody is.
    pub fn name(&self) -> &str {
        match self {
            Self::SignedIn(user) => &user.name,
            Self::Loading | Self::Unknown | Self::SignedOut => "",
        }
    }
}

/// Whether the person that the page was drawn for is still the one who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SessionValidity {
    /// As far as is known.
    #[default]
    Valid,
    /// Their session has ended.
    Ended,
    /// Somebody with this name has signed in in another tab.
    Replaced(String),
}

/// The viewer and the operator's settings, for every page.
#[derive(Clone, Copy)]
pub struct SessionContext {
    /// Who is here.
    pub viewer: RwSignal<Viewer>,
    /// What the operator configured; the defaults until the server has answered.
    pub config: RwSignal<AppConfig>,
    /// When the session of a member of staff ends unless they act.
    pub end: RwSignal<Option<SessionExpiry>>,
    /// Whether what is shown may still be acted on.
    pub validity: RwSignal<SessionValidity>,
}

/// When a session ends, by this device's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionExpiry {
    /// When, in milliseconds.
    pub at: i64,
    /// So long before its end it is announced, in milliseconds.
    pub notice: i64,
    /// Acting makes it last longer.
    pub can_stay: bool,
}

impl SessionExpiry {
    /// Whether it is time to announce it.
    pub fn is_near(self, now: i64) -> bool {
        self.at - now <= self.notice
    }
}

impl SessionContext {
    /// Takes over what the server answered: the page is drawn for that person from now on.
    pub fn set(self, session: Session) {
        self.config.set(session.config);
        self.set_expiry(session.end);
        api::act_as(session.user.as_ref().map(|user| user.id.0.as_str()));
        self.validity.set(SessionValidity::Valid);
        self.viewer.set(match session.user {
            Some(user) => Viewer::SignedIn(Box::new(user)),
            None => Viewer::SignedOut,
        });
    }

    /// Signs out. The caller loads a fresh page, so that nothing of this person stays in memory.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        api::delete_session().await?;
        self.viewer.set(Viewer::SignedOut);
        Ok(())
    }

    /// Signs out, and loads this page afresh for the next person.
    pub async fn sign_out_and_reload(self) -> Result<(), ApiError> {
        self.sign_out().await?;
        let _ = window().location().reload();
        Ok(())
    }

    fn is_staff(self) -> bool {
        self.viewer.with_untracked(|viewer| matches!(viewer, Viewer::SignedIn(user) if user.role.is_staff()))
    }

    /// Takes over when the session ends.
    pub fn set_expiry(self, end: Option<SessionEnd>) {
        let end = end.map(|end| SessionExpiry {
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

    /// Compares what the server answered with the person that the page was drawn for, and says whether it is still them.
    pub fn verify(self, session: &Session) -> bool {
        let validity = self.viewer.with_untracked(|viewer| match (viewer, &session.user) {
            (Viewer::SignedIn(own), Some(user)) if own.id != user.id => {
                SessionValidity::Replaced(user.name.clone())
            }
            (Viewer::SignedIn(_), None) => SessionValidity::Ended,
            _ => SessionValidity::Valid,
        });
        let is_valid = validity == SessionValidity::Valid;
        if self.validity.with_untracked(|known| *known != validity) {
            self.validity.set(validity);
        }
        is_valid
    }
}

/// Gives every component below the same viewer.
pub fn provide_session() -> SessionContext {
    let context = SessionContext {
        viewer: RwSignal::new(Viewer::Loading),
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

/// Loads the session again, from any page.
#[derive(Clone, Copy)]
pub struct Retry(pub Callback<()>);

/// Takes over the answer that the shell asked for while the page was loading; asks again when there was none. A page that
/// is drawn for one person is not silently drawn for another: the staff's say so above the page.
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
            Err(_) => session.viewer.set(Viewer::Unknown),
        }
    });
}

/// The viewer and the settings.
pub fn use_session() -> SessionContext {
    expect_context()
}
