//! What the staff's programs share: how they begin, who may open which page, signing in, and the frame around every page.

mod bell;
mod carriers;
mod filing;
mod frame;
mod gate;
mod herald;
mod idle;
mod not_found;
mod sign_in;
mod title;
mod told;
pub mod watch;

pub use carriers::{carrier_notice, use_carriers};
pub use filing::Filing;
pub use gate::{STAFF, gate};
pub use herald::{provide_herald, use_wants};
pub use sign_in::sign_in_form;
pub use title::{PageTitle, use_page_title};
pub use told::{poll_notice, seen_notice, task_notice};

use leptos::prelude::*;
use wire::session::Session;

use crate::api::get_session;
use crate::device::address;
use crate::events::provide_events;
use crate::frame::mount_alone;
use crate::session::{SessionContext, Viewer, provide_session};
use crate::task::Task;
use crate::ui::provide_now;
use frame::frame;
use title::provide_page_title;

/// One of the staff's programs.
#[derive(Clone, Copy)]
pub struct Program {
    /// The page at a path, if it is one of this program's. Links to all others load another program.
    pub page: fn(&str) -> Option<Page>,
    /// What the program runs behind all of its pages.
    pub begin: fn() -> Around,
}

/// A page of a program.
#[derive(Clone, Copy)]
pub struct Page {
    /// Its address without what belongs to one of many: two addresses with the same name are the same page, which stays.
    pub name: &'static str,
    /// Draws it.
    pub draw: fn() -> AnyView,
}

impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// What a program puts around its pages.
pub struct Around {
    /// How many things wait, for the tab's title.
    pub waiting: Signal<usize>,
}

impl Around {
    /// Nothing.
    pub fn nothing() -> Self {
        Self { waiting: Signal::stored(0) }
    }
}

/// Mounts a program in the place of what the page said while it loaded.
pub fn start(program: Program) {
    mount_alone(move || app(program));
}

fn app(program: Program) -> AnyView {
    let session = provide_session();
    provide_now();
    address::provide_here();
    let title = provide_page_title();
    provide_events();
    watch::provide_shift_dialog();
    watch::provide_watch();
    idle::notice_activity(session);
    let task = Task::new();
    let load = Callback::new(move |()| {
        task.run(async move {
            match get_session().await {
                Ok(answer) => take_over(session, answer),
                Err(_) => session.viewer.set(Viewer::Unknown),
            }
            Ok(())
        });
    });
    load.run(());
    provide_context(Retry(load));
    let around = (program.begin)();
    title.show(around.waiting);
    frame(program)
}

/// A page that is drawn for somebody is not silently drawn for another.
fn take_over(session: SessionContext, answer: Session) {
    if session.compare(&answer) {
        session.set(answer);
    }
}

/// Asks again who is signed in, from any page.
#[derive(Clone, Copy)]
pub struct Retry(pub Callback<()>);
