//! Every string that a person sees, in one typed table: a missing one does not compile, and a translation is one more table.
//!
//! Words as a good neighbour would say them: short, present tense, what happened, what happens next, what you can do.

mod errors;

pub use errors::Errors;

/// The table.
pub struct Words {
    /// What went wrong, and what to do.
    pub errors: Errors,
}

static ENGLISH: Words = Words { errors: errors::ENGLISH };

/// The words of the reader's language. English is the only one compiled in.
pub fn words() -> &'static Words {
    &ENGLISH
}
