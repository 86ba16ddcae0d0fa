//! Tocsin's server.
