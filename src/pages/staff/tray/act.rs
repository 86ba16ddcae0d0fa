//! Actions on notifications: what can be undone is delayed, what cannot is confirmed.

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::{ActionResult, ActionType, BulkAction, NewAction, Notification};
use wire::time::Timestamp;

use super::feed::{focus_row, key_of};
use super::outbox;
use super::state::Tray;
use super::undo::{self, schedule};
use crate::api::{ApiError, conflicting_notification, update_notification, update_notifications};
use crate::components::tray::{done_by, message, title};
use crate::model::tray::action::TrayAction;
use crate::model::tray::list::Row;
use crate::model::tray::pending_decision::PendingDecision;
use crate::server_clock;
use crate::ui::focus;
use crate::words;

/// The most notifications in one request.
const MANY: usize = 200;

/// What the dialog of decisions shows.
#[derive(Clone, Debug, PartialEq)]
pub enum DecisionDialog {
    /// Some of these must be seen before they are decided.
    ConfirmSeen(TrayAction, Vec<Row>),
    /// Confirm this action for these?
    Confirm(TrayAction, Vec<Row>),
    /// Somebody else was faster.
    Conflict(Box<Notification>),
    /// The result for each of several.
    Results(Vec<Outcome>),
}

/// An unsent note: reopening the dialog for the same notifications finds it again.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub tray_action: TrayAction,
    pub ids: Vec<NotificationId>,
    pub note: String,
}

/// The result for one of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub title: String,
    pub message: String,
    /// Why it was refused; none on success.
    pub refusal: Option<String>,
}

/// Performs an action on one notification.
pub fn perform(tray: Tray, id: NotificationId, tray_action: TrayAction) {
    if tray_action == TrayAction::Restore {
        return undo::restore(tray, vec![id]);
    }
    if !tray_action.is_decision() {
        keep_focus(tray, &id);
        return schedule(tray, tray_action, vec![id]);
    }
    if let Some(row) = tray.find(&id) {
        ask(tray, tray_action, vec![row]);
    }
}

/// Another button may take the place of the pressed one, and a second press would hit that: so the focus moves to the
/// row, or to the title of the open notification.
fn keep_focus(tray: Tray, id: &NotificationId) {
    if tray.chosen.with_untracked(|open| open.as_ref() == Some(id)) {
        focus("item-title");
    } else {
        focus_row(key_of(id));
    }
}

/// Asks for confirmation, for those rows that the action fits.
pub fn ask(tray: Tray, tray_action: TrayAction, rows: Vec<Row>) {
    let own_email = tray.own_email();
    let is_pending =
        |row: &Row| tray.pending.with_untracked(|queue| queue.about(&own_email, &row.id).is_some());
    let rows: Vec<Row> = rows.into_iter().filter(|row| tray_action.fits(row) && !is_pending(row)).collect();
    if rows.is_empty() {
        return;
    }
    let dialog = match rows.iter().any(|row| asks_to_be_seen(row)) {
        true => DecisionDialog::ConfirmSeen(tray_action, rows),
        false => DecisionDialog::Confirm(tray_action, rows),
    };
    tray.dialog.set(Some(dialog));
}

/// Whether this reader still has to confirm having seen it.
pub fn asks_to_be_seen(notification: &Notification) -> bool {
    notification.target_type.asks_to_be_seen() && !notification.is_read_status
}

/// "I have seen these", which the history records; then asks for the decision.
pub async fn confirm_seen(tray: Tray, tray_action: TrayAction, rows: Vec<Row>) -> Result<(), ApiError> {
    let unseen = rows.iter().filter(|row| asks_to_be_seen(row)).cloned().collect();
    carry_out(tray, NewAction::new(ActionType::IsRead), unseen).await?;
    tray.dialog.set(Some(DecisionDialog::Confirm(tray_action, rows)));
    Ok(())
}

/// Decides. Without a connection the decision is stored as pending; if somebody was faster, their decision is shown.
pub async fn carry_out(tray: Tray, action: NewAction, rows: Vec<Row>) -> Result<(), ApiError> {
    let made_at = Timestamp::from_millis(server_clock::now());
    let result = match rows.as_slice() {
        [row] => one(tray, &row.id, &action).await,
        _ => many(tray, &action, &rows).await,
    };
    match result {
        Err(error) if error.is_passing() => {
            let action = NewAction { made_at: Some(made_at), ..action };
            for row in rows {
                let pending =
                    PendingDecision { by: tray.own_email(), id: row.id.clone(), action: action.clone() };
                if !outbox::keep(tray, pending).await {
                    return Err(error);
                }
            }
            tray.dialog.set(None);
            tray.draft.set(None);
            tray.message.set(Some(words::decide().waits.to_owned()));
            Ok(())
        }
        result => result,
    }
}

async fn one(tray: Tray, id: &NotificationId, action: &NewAction) -> Result<(), ApiError> {
    match update_notification(id, action).await {
        Ok(notification) => {
            tray.update(&notification);
            tray.dialog.set(None);
            tray.draft.set(None);
            keep_focus(tray, id);
            Ok(())
        }
        Err(error) => match conflicting_notification(&error) {
            Some(stored) => {
                tray.update(&stored);
                tray.dialog.set(Some(DecisionDialog::Conflict(Box::new(stored))));
                Ok(())
            }
            None => Err(error),
        },
    }
}

async fn many(tray: Tray, action: &NewAction, rows: &[Row]) -> Result<(), ApiError> {
    let mut outcomes = Vec::with_capacity(rows.len());
    for some in rows.chunks(MANY) {
        let ids = some.iter().map(|row| row.id.clone()).collect();
        let results = update_notifications(&BulkAction { ids, action: action.clone() }).await?;
        for result in results {
            if let Some(notification) = &result.notification {
                tray.update(notification);
            }
            outcomes.push(outcome(tray, rows, result));
        }
    }
    tray.selected.set(Vec::new());
    tray.draft.set(None);
    tray.dialog.set(Some(DecisionDialog::Results(outcomes)));
    Ok(())
}

fn outcome(tray: Tray, rows: &[Row], result: ActionResult) -> Outcome {
    let row = rows.iter().find(|row| row.id == result.id);
    let (title, message) = row.map(|row| (title(row), message(row))).unwrap_or_default();
    let stored = result.notification.as_ref().and_then(|stored| done_by(stored, &tray.own_email()));
    let refusal = (result.status != 200).then(|| stored.or(result.detail).unwrap_or_default());
    Outcome { title, message, refusal }
}
