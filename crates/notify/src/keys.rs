//! Notify's services and their API keys: `{name}-{service's UUID}-{secret UUID}`.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use database::entity::{notify_key, notify_service, service};
use database::store::Store;
use web::error::Error;

/// The kind of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum KeyKind {
    /// Sends to any recipient.
    Live,
    /// Sends only to the service's guests.
    Team,
    /// Sends nothing, and reports as if it did.
    Test,
}

impl KeyKind {
    /// The value in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "normal",
            Self::Team => "team",
            Self::Test => "test",
        }
    }
}

/// The data of a new service.
#[derive(Clone, Debug)]
pub struct NewNotifyService {
    pub id: String,
    pub name: String,
    /// The organisation whose admins manage it.
    pub organisation_id: Option<i64>,
    /// The contact for questions about files; a service without one cannot send files.
    pub contact: Option<String>,
}

/// Services registered by `/api/services` also send messages.
impl From<&service::Model> for NewNotifyService {
    fn from(service: &service::Model) -> Self {
        Self {
            id: service.id.clone(),
            name: service.name.clone(),
            organisation_id: Some(service.organisation_id),
            contact: Some(service.name.clone()),
        }
    }
}

/// Adds a service with the limits of a live GOV.UK Notify service. If the service exists, only its name is updated.
pub async fn add_service(
    db: &impl ConnectionTrait,
    store: &Store,
    service: NewNotifyService,
) -> Result<(), Error> {
    let row = notify_service::ActiveModel {
        id: Set(service.id),
        name: Set(service.name),
        organisation_id: Set(service.organisation_id),
        contact: Set(service.contact),
        callback_url: Set(None),
        callback_token: Set(None),
        active: Set(true),
        international: Set(true),
        rate_limit: Set(3_000),
        email_limit: Set(250_000),
        sms_limit: Set(250_000),
        letter_limit: Set(20_000),
        created_at: Set(store.now()),
    };
    let rename =
        OnConflict::column(notify_service::Column::Id).update_column(notify_service::Column::Name).to_owned();
    notify_service::Entity::insert(row).on_conflict(rename).exec_without_returning(db).await?;
    Ok(())
}

/// Stores a key with this secret (a UUID) that was generated elsewhere.
pub async fn put_key(
    db: &impl ConnectionTrait,
    store: &Store,
    service_id: &str,
    kind: KeyKind,
    secret: &str,
) -> Result<(), Error> {
    let row = notify_key::ActiveModel {
        id: Set(store.new_id().to_string()),
        service_id: Set(service_id.to_owned()),
        name: Set(kind.as_str().to_owned()),
        kind: Set(kind.as_str().to_owned()),
        secret: Set(store.seal(secret)?),
        created_at: Set(store.now()),
        expired_at: Set(None),
    };
    row.insert(db).await?;
    Ok(())
}

/// Creates a key and returns it. It is shown only this once.
pub async fn issue_key(
    db: &impl ConnectionTrait,
    store: &Store,
    service: &notify_service::Model,
    kind: KeyKind,
) -> Result<String, Error> {
    let mut bytes = [0; 16];
    store.random.fill(&mut bytes);
    let secret = uuid::Builder::from_random_bytes(bytes).into_uuid().to_string();
    put_key(db, store, &service.id, kind, &secret).await?;
    Ok(format!("{}-{}-{secret}", service.name, service.id))
}

/// Makes the key of a service from `/api/services` valid for notify, too; both have the same form. Called when the service sends
/// and when its key is created. A replaced key is revoked.
pub async fn mirror_service(
    db: &impl ConnectionTrait,
    store: &Store,
    service: NewNotifyService,
    key: &str,
) -> Result<(), Error> {
    let Some((id, secret)) = key_parts(key).filter(|(id, _)| *id == service.id) else { return Ok(()) };
    let (id, secret) = (id.to_owned(), secret.to_owned());
    add_service(db, store, service).await?;
    let known = notify_key::Entity::find()
        .filter(notify_key::Column::ServiceId.eq(&id))
        .filter(notify_key::Column::Kind.eq(KeyKind::Live.as_str()))
        .filter(notify_key::Column::ExpiredAt.is_null())
        .all(db)
        .await?;
    for row in &known {
        if store.unseal(&row.secret)? == secret {
            return Ok(());
        }
    }
    revoke_keys(db, store, &id).await?;
    put_key(db, store, &id, KeyKind::Live, &secret).await
}

/// Revokes all valid keys of a service.
pub async fn revoke_keys(db: &impl ConnectionTrait, store: &Store, service_id: &str) -> Result<(), Error> {
    notify_key::Entity::update_many()
        .filter(notify_key::Column::ServiceId.eq(service_id))
        .filter(notify_key::Column::ExpiredAt.is_null())
        .col_expr(notify_key::Column::ExpiredAt, Expr::value(store.now()))
        .exec(db)
        .await?;
    Ok(())
}

/// Splits a key into the service's UUID and the secret, which are its last 73 characters.
pub fn key_parts(key: &str) -> Option<(&str, &str)> {
    let tail = key.len().checked_sub(73).and_then(|at| key.get(at..))?;
    let (service, secret) = (tail.get(..36)?, tail.get(37..)?);
    let is_uuid = |text: &str| uuid::Uuid::try_parse(text).is_ok();
    (tail.as_bytes()[36] == b'-' && is_uuid(service) && is_uuid(secret)).then_some((service, secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_from_its_end() {
        let (service, secret) =
            ("15f6815b-0000-0000-0000-000000000000", "c6a75cc9-0000-0000-0000-000000000000");
        for name in ["sample", "a name-with 9f dashes", "é"] {
            assert_eq!(key_parts(&format!("{name}-{service}-{secret}")), Some((service, secret)));
        }
        assert_eq!(key_parts("sample"), None);
        assert_eq!(key_parts(&"é".repeat(60)), None);
        assert_eq!(key_parts(&"x".repeat(80)), None);
    }
}
