//! Words for a part of the app that could not be loaded.

use super::table::table;

table! {
    /// What is said while a part of the app is missing.
    Lazy lazy {
        loading: "This page is loading.",
        not_loaded: "This page did not load. Check your connection, then try again. If that does not help, there may be a new version: load the page again.",
        try_again: "Try again",
        reload: "Load the page again",
    }
}
