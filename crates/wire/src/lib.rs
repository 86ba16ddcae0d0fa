//! Every request and answer of the HTTP contracts.
