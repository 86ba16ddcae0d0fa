//! The resident's entry.
fn main() {}
