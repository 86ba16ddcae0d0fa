//! Words for a page whose account is no longer signed in.

use super::table::table;

table! {
    /// Above the page.
    StandingWords standing {
        replaced: "{name} has signed in in this browser. This page still shows what {own} sees, and nothing more can be done here.",
        reload: "Go on as {name}",
    }
}
