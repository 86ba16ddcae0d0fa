//! One thing that is being done at a server, and how the last time went: the only loading and error state of a button.
//! Every task is of this one type, so that what runs it is compiled once.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

use crate::api::ApiError;

/// How it goes.
#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Busy,
    Failed(ApiError),
}

/// Something that can be done again and again, but never twice at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Task {
    state: RwSignal<State>,
}

impl Task {
    /// One that has not been done yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Does `work`, unless it is being done already.
    pub fn run(self, work: impl Future<Output = Result<(), ApiError>> + 'static) {
        self.run_boxed(Box::pin(work));
    }

    /// Whether it is being done.
    pub fn busy(self) -> Signal<bool> {
        Signal::derive(move || self.state.with(|state| *state == State::Busy))
    }

    /// What failed is no longer of interest.
    pub fn forget(self) {
        if untrack(|| self.error()).is_some() {
            self.state.set(State::Idle);
        }
    }

    /// Why the last time failed, until the next begins.
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
            // The page may be gone by now.
            let _ = self.state.try_set(ended);
        });
    }
}
