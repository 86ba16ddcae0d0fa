//! A leased job queue on a table of the database; it knows no product.
//!
//! A job is a row with the time at which it is due. It is inserted in the transaction of its cause, and [`WakeUp::wake`] tells the
//! worker of this process. A worker ([`run`]) claims due rows: in one transaction it writes a lease and counts the attempt, before
//! anything else happens. Then it works, many jobs at once but few per host, and records each result in a savepoint of its own. If a
//! process dies, its leases expire and another worker claims the jobs; so a job may be worked on twice, and its work must allow that.
//!
//! How often a job is retried, after which pause, and when it is dead is the product's rule: [`Queue::record`] writes the next due time,
//! or none.
//!
//! A worker without due jobs costs one small read per [`Limits::look_every`]: it sleeps until its earliest job is due, until it is woken,
//! or until it looks for jobs that other processes left.

mod claim;
mod host_limiter;
mod pace;
mod queue;
mod wake_up;
mod worker;

pub use host_limiter::HostLimiter;
pub use pace::Pace;
pub use queue::{Column, JobColumns, Limits, Queue};
pub use wake_up::WakeUp;
pub use worker::{run, work_on_due};
