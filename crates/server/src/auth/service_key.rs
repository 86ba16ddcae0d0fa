//! API keys of services.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use database::entity::service::{Column, Entity, Model};
use web::error::Error;

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

/// The active service with this name in an organisation; case is ignored.
pub(crate) async fn find_by_name(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    name: &str,
) -> Result<Option<Model>, Error> {
    let found = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id))
        .filter(Column::NameKey.eq(name_key(name)))
        .one(db)
        .await?;
    Ok(found.filter(|service| service.active))
}

/// The form of a name by which two names are compared.
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
