//! HTTP without the product: errors, extractors, conditional requests, pagination, cookies, client addresses, policies, and
//! static files.

pub mod client_address;
pub mod config;
pub mod content_security_policy;
pub mod cookie;
pub mod dates;
pub mod detail;
pub mod error;
pub mod etag;
pub mod html;
pub mod json;
pub mod outgoing;
pub mod paging;
pub mod parameters;
pub mod problem;
pub mod refusals;
pub mod room;
pub mod same_origin;
pub mod static_files;
pub mod streams;
pub mod throttle;
pub mod user_agent;
pub mod vapid;
