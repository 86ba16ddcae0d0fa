//! Every string that a person sees, in one typed table: a missing one does not compile, and a translation is one more table.
//!
//! Words as a good neighbour would say them: short, present tense, what happened, what happens next, what you can do.

mod account;
mod errors;
pub mod press;
mod tracker;

pub use account::Account;
pub use errors::Errors;
pub use press::Press;
pub use tracker::Tracking;

/// The table.
pub struct Words {
    /// What went wrong, and what to do.
    pub errors: Errors,
    /// The alarm, which the shell draws from `index.html`.
    pub press: Press,
    /// While help is on the way.
    pub tracking: Tracking,
    /// Signing in, and the resident's own details.
    pub account: Account,
}

static ENGLISH: Words = Words {
    errors: errors::ENGLISH,
    press: press::ENGLISH,
    tracking: tracker::ENGLISH,
    account: account::ENGLISH,
};

/// The words of the reader's language. English is the only one compiled in.
pub fn words() -> &'static Words {
    &ENGLISH
}
