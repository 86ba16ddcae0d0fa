//! Signing in, choosing a password and the details of a resident or supporter.

mod me;
mod new_password;
mod nothing_here;
pub mod return_path;
mod sign_in;
mod sign_out;

use leptos::prelude::*;

use crate::components::notice;
use crate::device::shell;
use crate::links;
use crate::ui::{Glyph, Tone};
use crate::words;
pub use me::MePage;
pub use new_password::NewPasswordPage;
pub use nothing_here::NothingHerePage;
pub use sign_in::SignInPage;
pub use sign_out::SignOut;

/// The link back to an open call, on every page beside it.
#[component]
pub fn OpenCall() -> impl IntoView {
    let words = words::account();
    let way = Some((words.open_call_back, links::HOME));
    shell::received_press().map(|_| notice(Tone::Waiting, Glyph::Clock, [words.open_call.to_owned()], way))
}
