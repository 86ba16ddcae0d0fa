//! Services: the programs that send notifications. Each has a key, which it shows to send and which Tocsin shows to the
//! sender for it; the key is kept as a hash to know it by, and sealed to send with.

mod change;
mod follow_ons;
mod list;
mod notify_key;
mod sent;

pub(crate) use change::{id_in, insert};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;
use database::entity::service::{Column, Entity, Model};
use web::error::Error;
use web::problem;

/// The routes of services.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new()
        .routes(routes!(change::create_service, list::list_services))
        .routes(routes!(list::get_service, change::update_service))
        .routes(routes!(change::rotate_key))
        .routes(routes!(notify_key::test_notify_key))
        .routes(routes!(sent::list_sent))
        .routes(routes!(sent::list_sent_by_service))
        .routes(routes!(follow_ons::list_follow_ons))
        .routes(routes!(follow_ons::update_follow_on));
    problem::styled(routes)
}

/// Whether a text has the form of a service's key: `{name}-{service's UUID}-{secret UUID}`.
pub(crate) fn is_key(text: &str) -> bool {
    const TAIL: usize = 36 + 1 + 36;
    let Some(at) = text.len().checked_sub(TAIL).filter(|at| *at > 1 && text.is_char_boundary(*at)) else {
        return false;
    };
    let (name, tail) = text.split_at(at);
    let is_uuid = |text: &str| uuid::Uuid::try_parse(text).is_ok();
    name.ends_with('-')
        && tail.is_ascii()
        && is_uuid(&tail[..36])
        && tail[36..].starts_with('-')
        && is_uuid(&tail[37..])
}

/// The active service with this key.
pub(crate) async fn find_by_key(db: &impl ConnectionTrait, key: &str) -> Result<Option<Model>, Error> {
    let found = Entity::find().filter(Column::KeyHash.eq(database::digest::hash(key))).one(db).await?;
    Ok(found.filter(|service| service.active))
}

/// The active service of this name in an organisation; names differ by more than case.
pub(crate) async fn find_by_name(
    db: &impl ConnectionTrait,
    customer_id: i64,
    name: &str,
) -> Result<Option<Model>, Error> {
    let found = Entity::find()
        .filter(Column::CustomerId.eq(customer_id))
        .filter(Column::NameKey.eq(name_key(name)))
        .one(db)
        .await?;
    Ok(found.filter(|service| service.active))
}

/// A name as two of them are compared.
pub(crate) fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_told_from_a_token() {
        assert!(is_key("sample-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-000000000000"));
        assert!(is_key("a-b-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-000000000000"));
        for text in [
            "",
            "sample",
            "eyJ0.eyJz.c2ln",
            "-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-00000000000",
        ] {
            assert!(!is_key(text), "{text}");
        }
    }
}
