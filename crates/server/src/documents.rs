//! Stores the content of sent messages as documents.

use sea_orm::{ConnectionTrait, EntityTrait, Set};

use crate::context::Context;
use database::entity::{document, message};
use web::error::Error;

/// Stores the content of a message.
pub(crate) async fn keep(
    db: &impl ConnectionTrait,
    state: &Context,
    message: &message::Model,
    filename: &str,
    content_type: &str,
    bytes: Vec<u8>,
) -> Result<String, Error> {
    let row = document::ActiveModel {
        id: Set(state.new_id().to_string()),
        kind: Set("sent".to_owned()),
        filename: Set(filename.to_owned()),
        content_type: Set(content_type.to_owned()),
        size: Set(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
        bytes: Set(bytes),
        organisation_id: Set(message.organisation_id),
        service_id: Set(message.service_id.clone()),
        created_by: Set(None),
        created_at: Set(state.now()),
        draft: Set(None),
        sent_at: Set(None),
        client_id: Set(None),
    };
    let id = row.id.clone().take().unwrap_or_default();
    document::Entity::insert(row).exec_without_returning(db).await?;
    Ok(id)
}
