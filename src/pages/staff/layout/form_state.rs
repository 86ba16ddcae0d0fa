//! Shared state of the staff's forms: their problems and the request.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::model::form::{Complaints, Field, Problem, complaint_at, summary};
use crate::task::Task;

/// The state of a form.
#[derive(Clone, Copy, Default)]
pub struct FormState {
    /// The problems, for its summary.
    pub problems: RwSignal<Complaints>,
    task: Task,
}

impl FormState {
    /// A form without problems, on the current page.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the parsed value; shows all problems otherwise.
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

    /// Replaces the problems.
    pub fn complain(self, complaints: Complaints) {
        self.problems.set(complaints);
    }

    /// The problem of one field.
    pub fn problem<F: Field>(self, field: F) -> Signal<Option<String>> {
        self.problem_at(field.id())
    }

    /// The problem at the control with this id.
    pub fn problem_at(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.problems.with(|all| complaint_at(all, id)))
    }

    /// Sends the form, unless it is being sent.
    pub fn send(self, work: impl Future<Output = Result<(), ApiError>> + 'static) {
        self.task.run(work);
    }

    /// The request, for the button and the error notice.
    pub fn task(self) -> Task {
        self.task
    }
}
