//! A button's request and its result: the only loading and error state of a button. All tasks have one type, so that
//! their code is compiled once.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

use crate::api::ApiError;

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Busy,
    Failed(ApiError),
}

/// A repeatable request that never runs twice at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Task {
    state: RwSignal<State>,
}

impl Task {
    /// A task that has not run.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `work`, unless it is running.
    pub fn run(self, work: impl Future<Output = Result<(), ApiError>> + 'static) {
        self.run_boxed(Box::pin(work));
    }

    /// Whether the task is running.
    pub fn busy(self) -> Signal<bool> {
        Signal::derive(move || self.state.with(|state| *state == State::Busy))
    }

    /// Clears the error.
    pub fn forget(self) {
        if untrack(|| self.error()).is_some() {
            self.state.set(State::Idle);
        }
    }

    /// Why the last run failed, until the next one begins.
    pub fn error(self) -> Option<ApiError> {
        self.state.with(|state| match state {
            State::Failed(error) => Some(error.clone()),
            State::Idle | State::Busy => None,
        })
    }

    fn run_boxed(self, work: Pin<Box<dyn Future<Output = Result<(), ApiError>>>>) {
        if self.state.with_untracked(|state| *state == State::Busy) {
            return;
        }
        self.state.set(State::Busy);
        leptos::task::spawn_local(async move {
            let ended = work.await.map_or_else(State::Failed, |()| State::Idle);
            // The page may be gone.
            let _ = self.state.try_set(ended);
        });
    }
}
