//! A deterministic model of browsers, phones and networks, and the promises that hold in it whatever happens.
//!
//! It stands for what cannot be had in a test: pages that are hidden, frozen for minutes or killed at any instant,
//! clocks that jump, answers that are lost, doubled or overtaken, phones that find nothing, and a second tab.

mod history;
mod network;
mod page;
mod promises;
mod stories;
mod world;
