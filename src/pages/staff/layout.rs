//! Shared parts of the staff's pages: access, sign-in, the bar, events, and the watch over alarms.

mod bar;
mod bell;
mod carriers;
mod desktop_alerts;
mod form_state;
mod gate;
mod home;
mod idle;
mod load;
mod not_found;
mod notices;
mod sign_in;
mod title;
mod update_notice;
pub mod watch;

pub use bar::staff_bar;
pub use carriers::{CarrierNotice, use_carriers};
pub use desktop_alerts::use_alert_preferences;
pub use form_state::FormState;
pub use gate::{STAFF_ROLES, gate};
pub use home::StaffHome;
pub use load::Load;
pub use not_found::NotFoundPage;
pub use notices::{FailureNotice, poll_notice, task_notice};
pub use sign_in::SignInForm;
pub use title::{PageTitle, use_page_title};

use leptos::prelude::*;

use crate::area::{Area, use_area};
use crate::events::{Events, listen_while};
use crate::root::Root;
use crate::session::use_session;
use title::{provide_page_title, waiting};

/// Starts, once, what runs behind every staff page: events, the watch over alarms, desktop alerts, the title.
pub fn start(root: Root) {
    root.provide_once::<PageTitle>(|| {
        let session = use_session();
        let area = use_area();
        let is_staff = Memo::new(move |_| area.get() == Area::Staff);
        let title = provide_page_title();
        provide_context::<Events>(listen_while(is_staff.into()));
        watch::provide_shift_dialog();
        watch::provide_watch();
        idle::notice_activity(session);
        desktop_alerts::provide_desktop_alerts();
        title.show(waiting(), is_staff);
    });
}
