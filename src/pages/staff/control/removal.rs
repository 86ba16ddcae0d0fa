//! Removing a vehicle or supplier, after confirmation, because it cannot be undone.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;

use crate::api::ApiError;
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, Dialog, Kind};
use crate::words::{self, fill};

type RemovalFuture = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

/// The one to be removed, and the request.
#[derive(Clone, Copy)]
pub struct Removal {
    target: RwSignal<Option<(i64, String)>>,
    task: Task,
}

impl Removal {
    /// Nothing to be removed.
    pub fn new() -> Self {
        Self { target: RwSignal::new(None), task: Task::new() }
    }

    /// The link to edit one and the button to remove it.
    pub fn actions(self, id: i64, name: String, change: String) -> AnyView {
        let words = words::vehicles();
        let target = name.clone();
        let remove = Callback::new(move |()| self.target.set(Some((id, target.clone()))));
        view! {
            <a href=change>{words.change}<span class="visually-hidden">{format!(" {name}")}</span></a>
            <Button kind=Kind::Quiet on_press=remove>
                {words.remove}<span class="visually-hidden">{format!(" {name}")}</span>
            </Button>
        }
        .into_any()
    }

    /// The confirmation, and why removing failed.
    pub fn dialog(
        self,
        id: &'static str,
        title: &'static str,
        remove: impl Fn(i64) -> RemovalFuture + Send + Sync + 'static,
    ) -> impl IntoView {
        let words = words::vehicles();
        let open = Signal::derive(move || self.target.with(Option::is_some));
        let keep = Callback::new(move |()| self.target.set(None));
        let yes = Callback::new(move |()| {
            if let Some((id, _)) = self.target.get_untracked() {
                self.task.run(remove(id));
            }
            self.target.set(None);
        });
        let help = move || {
            let name = self.target.with_untracked(|target| target.as_ref().map(|(_, name)| name.clone()));
            fill(words.remove_help, &[("name", &name.unwrap_or_default())])
        };
        view! {
            {task_notice(self.task)}
            <Dialog id=id title=title open=open on_close=keep>
                <p>{help()}</p>
                <div class="dialog__actions">
                    <Button kind=Kind::Primary on_press=yes>{words.remove}</Button>
                    <Button on_press=keep>{words.keep}</Button>
                </div>
            </Dialog>
        }
    }
}
