//! `DELETE /api/notifications/{id}`: off one's own tray. Colleagues keep theirs; when it is on nobody's, it is deleted.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use wire::notification::HistoryAction;
use wire::session::Role;

use super::history::{By, Happening};
use super::who::Asker;
use super::{present, tray};
use crate::error::Error;
use crate::problem::overtaken;
use crate::state::{AppState, Change};

/// Takes it off the tray. What still has to be decided stays, and so does what one wrote and sent oneself.
#[utoipa::path(delete, path = "/api/notifications/{id}", tag = "notifications", params(("id" = String, Path)),
    responses((status = 204, description = "Gone from the tray"), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "It still has to be decided, or the asker wrote and sent it; with the stored notification")))]
pub(super) async fn delete_notification(
    State(state): State<AppState>,
    asker: Asker,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let viewer = asker.person()?;
    let is_admin = viewer.role == Role::Admin;
    let by = By::viewer(&viewer);
    let asker = Asker::Person(viewer.clone());
    let now = state.now();
    let transaction = state.write().await?;
    let seen = asker.find(&*transaction, &id).await?;
    if !present::is_removable(&seen.row, Some(&viewer)) {
        let detail = match present::has_written(&seen.row, &viewer) {
            true => "What you wrote and sent stays, so that you can show it later.",
            false => "This still has to be approved or rejected.",
        };
        let stored = present::one(&*transaction, &asker, seen).await?;
        return Err(overtaken(StatusCode::CONFLICT, detail.to_owned(), &stored));
    }
    match &seen.item {
        Some(item) => {
            tray::remove(&*transaction, item.tray_id, item.seq, now).await?;
        }
        None if is_admin => tray::remove_everywhere(&*transaction, seen.row.seq, now).await?,
        None => return Err(Error::forbidden("This is on others' trays, not on yours.")),
    }
    Happening {
        notification_id: &seen.row.id,
        at: now,
        made_at: None,
        by: &by,
        action: HistoryAction::Deleted,
        note: None,
    }
    .write(&*transaction)
    .await?;
    transaction.commit().await?;
    state.tell(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}
