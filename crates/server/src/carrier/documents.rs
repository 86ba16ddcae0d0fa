//! The documents of a new notification: whether the sender may read them, and whether the channel can send them.

use sea_orm::{EntityTrait, QueryFilter, QuerySelect};
use wire::notification::{NewNotification, NotificationType};
use wire::problem::FieldErrors;

use crate::auth::caller::Caller;
use crate::auth::scopes;
use crate::context::Context;
use database::entity::document;
use notify::check_ready_letter;
use web::error::Error;

/// The largest attachment of an e-mail in bytes.
const FILE_LIMIT: i64 = 2 * 1024 * 1024;

/// Adds the errors of the attachments and of the ready letter.
pub(crate) async fn check(
    state: &Context,
    caller: &Caller,
    new: &NewNotification,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    for id in &new.attachments {
        let size: Option<i64> = document::Entity::find_by_id(id)
            .select_only()
            .column(document::Column::Size)
            .filter(scopes::documents(caller)?)
            .into_tuple()
            .one(&*state.db)
            .await?;
        match size {
            None => errors.add("attachments", unknown(id)),
            Some(size) if size > FILE_LIMIT && new.goes_by(&NotificationType::Email) => {
                errors.add("attachments", "attach a smaller file: e-mails take at most 2 MB");
            }
            Some(_) => {}
        }
    }
    let Some((id, field)) = new.ready_letter() else { return Ok(()) };
    let found = document::Entity::find_by_id(id).filter(scopes::documents(caller)?);
    match found.one(&*state.db).await? {
        None if field == "attachments" => {}
        None => errors.add(field, unknown(id)),
        Some(document) => {
            if let Err(problem) = check_ready_letter(&document.bytes) {
                errors.add(field, format!("choose a PDF that can be printed: {problem}"));
            }
        }
    }
    Ok(())
}

fn unknown(id: &str) -> String {
    format!("there is no document {id}; upload it to /api/documents")
}
