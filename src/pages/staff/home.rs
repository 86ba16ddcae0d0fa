//! `/staff/`: goes to the first page that the viewer's role opens, or says that there is none yet.

use leptos::prelude::*;
use leptos_router::components::Redirect;
use wire::session::Role;

use super::title::use_page_title;
use crate::route;
use crate::session::{Viewer, use_session};
use crate::ui::{Skeleton, live};
use crate::words::{fill, staff};

/// The staff's first page.
#[component]
pub fn HomePage() -> impl IntoView {
    use_page_title(staff().product);
    let session = use_session();
    live(move || match session.viewer.get() {
        Viewer::Asking => view! { <div class="sheet"><Skeleton words=staff().loading/></div> }.into_any(),
        Viewer::SignedIn(user) if user.role != Role::Controller => {
            let help = fill(staff().nothing_here_help, &[("name", &user.name), ("role", user.role.as_str())]);
            view! {
                <div class="sheet">
                    <h1>{staff().nothing_here}</h1>
                    <p>{help}</p>
                </div>
            }
            .into_any()
        }
        Viewer::SignedIn(_) | Viewer::Unknown => view! { <Redirect path=route::CONTROL/> }.into_any(),
        Viewer::SignedOut => view! { <Redirect path=route::STAFF_SIGN_IN/> }.into_any(),
    })
}
