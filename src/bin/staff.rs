//! The staff's entry.
fn main() {}
