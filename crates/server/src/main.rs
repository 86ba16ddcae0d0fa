//! The `tocsin-server` binary.
fn main() {}
