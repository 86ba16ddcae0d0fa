//! `/staff/`: sign-in, and then a redirect to the role's first page.

use leptos::prelude::*;
use wire::session::SessionUser;

use super::{SignInForm, use_page_title};
use crate::links;
use crate::navigation::use_navigator;
use crate::session::{SessionState, use_session};
use crate::ui::Skeleton;
use crate::words::{self, fill};

/// The home page.
#[component]
pub fn StaffHome() -> impl IntoView {
    use_page_title(words::staff().product);
    let (session, navigator) = (use_session(), use_navigator());
    (move || match session.state.get() {
        SessionState::SignedOut => view! { <SignInForm/> }.into_any(),
        SessionState::Loading | SessionState::Unknown => view! { <LoadingPage/> }.into_any(),
        SessionState::SignedIn(user) => match links::bar_links(&user.role).first() {
            Some((first, _)) => {
                navigator.push_instead(first);
                view! { <LoadingPage/> }.into_any()
            }
            None => nothing_here(&user),
        },
    })
    .into_any()
}

#[component]
fn LoadingPage() -> impl IntoView {
    view! { <div class="sheet"><Skeleton words=words::staff().loading/></div> }
}

fn nothing_here(user: &SessionUser) -> AnyView {
    let help = fill(words::staff().nothing_here_help, &[("name", &user.name), ("role", user.role.as_str())]);
    view! {
        <div class="sheet">
            <h1>{words::staff().nothing_here}</h1>
            <p>{help}</p>
            <p><a class="button" href=links::HOME>{words::staff().to_the_alarm}</a></p>
        </div>
    }
    .into_any()
}
