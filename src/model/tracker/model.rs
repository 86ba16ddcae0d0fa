//! A deterministic model of browsers, phones and networks, and the properties that hold in it.
//!
//! It models what a test cannot produce: pages that are hidden, frozen for minutes or killed at any time, clocks that
//! jump, responses that are lost, duplicated or reordered, phones without a position, and a second tab.

mod history;
mod network;
mod page;
mod promises;
mod stories;
mod world;
