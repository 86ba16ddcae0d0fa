//! Who reads, and when: what a view of a callout depends on besides the callout.

/// The reader's side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewContext {
    /// The time, in milliseconds.
    pub now: i64,
    /// Seconds between two heartbeats of a phone.
    pub heartbeat_seconds: u32,
    /// The e-mail address of who reads; empty when nobody is signed in.
    pub viewer: String,
}
