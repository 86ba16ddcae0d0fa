//! Visits to homes, and cautionary records about them. The officer of a visit is notified of each record about that home,
//! whichever was stored first, until the visit is over.

mod caution;
mod planned;

pub use caution::{Caution, NewCaution};
pub use planned::{NewVisit, Visit, VisitState};
