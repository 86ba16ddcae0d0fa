//! What every form of the staff shares: its complaints, in the form and in the tab's title, and the sending.

use leptos::prelude::*;

use super::title::PageTitle;
use crate::api::ApiError;
use crate::model::form::{Complaints, Field, Problem, complaint_at, summary};
use crate::task::Task;

/// A form that is being filled in.
#[derive(Clone, Copy)]
pub struct FormState {
    /// What is wrong with it, for its summary.
    pub problems: RwSignal<Complaints>,
    task: Task,
    title: PageTitle,
}

impl FormState {
    /// One without complaints.
    pub fn for_page() -> Self {
        Self { problems: RwSignal::new(Complaints::new()), task: Task::new(), title: expect_context() }
    }

    /// What was parsed, if all of it is right; else everything that is wrong is shown at once.
    pub fn check<T, F: Field>(self, parsed: Result<T, Vec<Problem<F>>>) -> Option<T> {
        match parsed {
            Ok(body) => {
                self.complain(Complaints::new());
                Some(body)
            }
            Err(found) => {
                self.complain(summary(&found));
                None
            }
        }
    }

    /// Shows these complaints and no others.
    pub fn complain(self, complaints: Complaints) {
        self.title.complains.set(!complaints.is_empty());
        self.problems.set(complaints);
    }

    /// The complaint about one field.
    pub fn problem<F: Field>(self, field: F) -> Signal<Option<String>> {
        self.problem_at(field.id())
    }

    /// The complaint at the control with this id.
    pub fn problem_at(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.problems.with(|all| complaint_at(all, id)))
    }

    /// Sends it, unless it is being sent already.
    pub fn send(self, work: impl Future<Output = Result<(), ApiError>> + 'static) {
        self.task.run(work);
    }

    /// The sending, for its button and for what went wrong with it.
    pub fn task(self) -> Task {
        self.task
    }
}
