//! Words of the alarm page and of the resident's other pages.

use super::table::table;

table! {
    /// What the alarm page and the resident's other pages say.
    Home home {
        sign_in: "Sign in",
        not_a_resident: "You are signed in as a member of staff. This page is for residents.",
        go_to_staff: "Go to the staff pages",
        go_to_own_page: "Open it on the staff pages",
        new_version: "A new version of this app is here.",
        use_new_version: "Use it now",
    }
}
