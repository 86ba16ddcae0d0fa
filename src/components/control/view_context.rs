//! Who reads a callout and when: the inputs of its views besides the callout.

/// The reader's side of a view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewContext {
    /// The time, in milliseconds.
    pub now: i64,
    /// Seconds between two heartbeats of a phone.
    pub heartbeat_seconds: u32,
    /// The reader's e-mail address; empty when nobody is signed in.
    pub own_email: String,
}
