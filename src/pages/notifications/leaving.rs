//! Taking a notification off the list: it waits five seconds, so that it can be kept, and no longer than the page is seen.

use std::time::Duration;

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::Notification;

use super::News;
use crate::api::{ApiError, delete_notification};
use crate::components::tray::title;
use crate::frame::work;
use crate::words::{fill, notifications as words};

const PATIENCE: Duration = Duration::from_secs(5);

/// One that goes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Going {
    id: NotificationId,
    title: String,
    /// It is on its way and cannot be kept any more.
    sent: bool,
}

/// What goes, and what did not.
#[derive(Clone, Copy)]
pub struct Leaving {
    all: RwSignal<Vec<Going>>,
    /// Why something did not go.
    pub failed: RwSignal<Option<String>>,
}

impl Leaving {
    /// Nothing goes.
    pub fn begin() -> Self {
        Self { all: RwSignal::new(Vec::new()), failed: RwSignal::new(None) }
    }

    /// Whether this one goes.
    pub fn holds(self, id: &NotificationId) -> bool {
        self.all.with(|all| all.iter().any(|going| going.id == *id))
    }

    /// Keeps it after all.
    pub fn keep(self, id: &NotificationId) {
        self.all.update(|all| all.retain(|going| going.id != *id || going.sent));
    }
}

/// Takes it away in five seconds.
pub fn remove(news: News, notification: &Notification) {
    let id = notification.id.clone();
    if news.leaving.all.with_untracked(|all| all.iter().any(|going| going.id == id)) {
        return;
    }
    news.leaving.failed.set(None);
    let going = Going { id: id.clone(), title: title(notification), sent: false };
    news.leaving.all.update(|all| all.push(going));
    set_timeout(move || send(news, &id), PATIENCE);
}

/// Takes everything away at once: the page may never be seen again.
pub fn send_all(news: News) {
    let all = news.leaving.all.with_untracked(|all| all.clone());
    for going in all {
        send(news, &going.id);
    }
}

fn send(news: News, id: &NotificationId) {
    let going = news.leaving.all.try_update(|all| {
        let going = all.iter_mut().find(|going| going.id == *id && !going.sent)?;
        going.sent = true;
        Some(going.clone())
    });
    let Some(Some(going)) = going else { return };
    work(async move {
        match delete_notification(&going.id).await {
            Ok(()) | Err(ApiError::NotFound(_)) => news.gone.update(|gone| gone.push(going.id.clone())),
            Err(error) => {
                let values = [("title", going.title.as_str()), ("why", &error.message())];
                news.leaving.failed.set(Some(fill(words().not_done, &values)));
            }
        }
        news.leaving.all.update(|all| all.retain(|other| other.id != going.id));
        news.refetch();
    });
}
