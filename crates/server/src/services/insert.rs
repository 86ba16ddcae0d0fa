//! Stores new services.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
};

use crate::auth::service_key::name_key;
use crate::context::Context;
use database::entity::service::{ActiveModel, Column, Entity, Model};
use web::error::Error;

/// Stores a service with this key. 409 if its organisation has one of the same name.
pub(crate) async fn insert(
    transaction: &impl ConnectionTrait,
    state: &Context,
    organisation_id: i64,
    name: String,
    callback_url: Option<String>,
    key: &str,
) -> Result<Model, Error> {
    check_name_is_free(transaction, organisation_id, &name, None).await?;
    let now = state.now();
    let row = ActiveModel {
        id: Set(id_in(key)),
        organisation_id: Set(organisation_id),
        name_key: Set(name_key(&name)),
        name: Set(name),
        key_hash: Set(database::digest::hash(key)),
        key_sealed: Set(state.seal(key)?),
        key_made_at: Set(now),
        callback_url: Set(callback_url),
        notify_key: Set(None),
        notify_key_name: Set(None),
        notify_key_at: Set(None),
        contact: Set(None),
        active: Set(true),
        read_callbacks: Set(false),
        last_sent_at: Set(None),
        created_at: Set(now),
    };
    let row = row.insert(transaction).await?;
    notify::mirror_service(transaction, state, (&row).into(), key).await?;
    Ok(row)
}

/// The service's id as part of a key.
pub(crate) fn id_in(key: &str) -> String {
    let end = key.len() - 37;
    key[end - 36..end].to_owned()
}

pub(crate) async fn check_name_is_free(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    name: &str,
    but: Option<&str>,
) -> Result<(), Error> {
    let mut others = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id))
        .filter(Column::NameKey.eq(name_key(name)));
    if let Some(id) = but {
        others = others.filter(Column::Id.ne(id));
    }
    if others.count(db).await? > 0 {
        return Err(Error::conflict("A service with this name exists already. Choose another."));
    }
    Ok(())
}
