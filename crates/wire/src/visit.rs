//! Visits to homes and cautionary records about them. Each tells of the other to whoever visits, whichever comes first, until
//! the visit is over.

mod caution;
mod planned;

pub use caution::{Caution, NewCaution};
pub use planned::{NewVisit, Visit, VisitState};
