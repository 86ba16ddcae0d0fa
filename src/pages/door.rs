//! `/staff/`: signing in, and then on to the first page that one's role opens.

use leptos::prelude::*;
use wire::session::SessionUser;

use crate::device::address;
use crate::pages::staff::{self, Around, Page, Program, sign_in_form, use_page_title};
use crate::route;
use crate::session::{Viewer, use_session};
use crate::ui::{Skeleton, live};
use crate::words::{fill, staff as words};

/// Mounts the door.
pub fn start() {
    staff::start(Program { page, begin: Around::nothing });
}

fn page(path: &str) -> Option<Page> {
    matches!(path, "/staff" | route::STAFF | route::STAFF_SIGN_IN)
        .then_some(Page { name: route::STAFF, draw: door })
}

fn door() -> AnyView {
    use_page_title(words().product);
    let session = use_session();
    live(move || match session.viewer.get() {
        Viewer::SignedOut => sign_in_form(),
        Viewer::Asking | Viewer::Unknown => waiting(),
        Viewer::SignedIn(user) => match route::pages(&user.role).first() {
            Some((first, _)) => {
                address::load(first);
                waiting()
            }
            None => nothing_here(&user),
        },
    })
}

fn waiting() -> AnyView {
    view! { <div class="sheet"><Skeleton words=words().loading/></div> }.into_any()
}

fn nothing_here(user: &SessionUser) -> AnyView {
    let help = fill(words().nothing_here_help, &[("name", &user.name), ("role", user.role.as_str())]);
    view! {
        <div class="sheet">
            <h1>{words().nothing_here}</h1>
            <p>{help}</p>
            <p><a class="button" href=route::HOME>{words().to_the_alarm}</a></p>
        </div>
    }
    .into_any()
}
