//! Replaying a delivery, after confirmation, because somebody is notified again.

use leptos::prelude::*;
use wire::delivery::Delivery;

use crate::api::replay_delivery;
use crate::pages::staff::task_notice;
use crate::remote_data::Poll;
use crate::task::Task;
use crate::ui::{Button, Dialog, Glyph, Kind, Notice, Tone};
use crate::words::{self, fill};

/// The delivery to be replayed, and the request.
#[derive(Clone, Copy)]
pub struct Replay {
    confirming: RwSignal<Option<(String, String)>>,
    done: RwSignal<bool>,
    task: Task,
    poll: Poll<Vec<Delivery>>,
}

impl Replay {
    /// Nothing to be replayed.
    pub fn new(poll: Poll<Vec<Delivery>>) -> Self {
        Self { confirming: RwSignal::new(None), done: RwSignal::new(false), task: Task::new(), poll }
    }

    /// Asks for confirmation.
    pub fn ask(self, id: String, name: String) {
        self.forget();
        self.confirming.set(Some((id, name)));
    }

    /// Hides the result of the last replay.
    pub fn forget(self) {
        self.done.set(false);
        self.task.forget();
    }

    /// The result of the last replay.
    pub fn notice(self) -> AnyView {
        let done = move || {
            if !self.done.get() {
                return ().into_any();
            }
            view! { <Notice tone=Tone::Accent glyph=Glyph::Tick><p>{words::deliveries().replayed}</p></Notice> }
                .into_any()
        };
        view! { <div role="status">{done}</div>{task_notice(self.task)} }.into_any()
    }

    /// The confirmation dialog.
    pub fn dialog(self) -> impl IntoView {
        let words = words::deliveries();
        let open = Signal::derive(move || self.confirming.with(Option::is_some));
        let keep = Callback::new(move |()| self.confirming.set(None));
        let yes = Callback::new(move |()| {
            if let Some((id, _)) = self.confirming.get_untracked() {
                self.task.run(async move {
                    replay_delivery(&id).await?;
                    let _ = self.done.try_set(true);
                    self.poll.refetch();
                    Ok(())
                });
            }
            self.confirming.set(None);
        });
        let help = move || {
            let name = self
                .confirming
                .with_untracked(|confirming| confirming.as_ref().map(|(_, name)| name.clone()));
            fill(words.replay_help, &[("name", &name.unwrap_or_default())])
        };
        view! {
            <Dialog id="replay" title=words.replay_title open=open on_close=keep>
                <p>{help()}</p>
                <div class="dialog__actions">
                    <Button kind=Kind::Primary on_press=yes>{words.replay}</Button>
                    <Button on_press=keep>{words.keep}</Button>
                </div>
            </Dialog>
        }
    }
}
