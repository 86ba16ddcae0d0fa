//! What belongs to a service's identity: reply addresses, names of texts, and the guests that a team key may write to.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::auth::ApiKey;
use super::refusal::Refusal;
use super::schema;
use database::entity::notify_identity;

/// The reply-to address, or the sender name of a text: as selected by the request, otherwise the service's default.
pub(super) async fn identity(
    db: &impl ConnectionTrait,
    who: &ApiKey,
    kind: &str,
    field: &str,
    chosen: Option<&str>,
) -> Result<Option<String>, Refusal> {
    let own = notify_identity::Entity::find()
        .filter(notify_identity::Column::ServiceId.eq(&who.service.id))
        .filter(notify_identity::Column::Kind.eq(kind));
    let Some(chosen) = chosen else {
        let found = own.filter(notify_identity::Column::IsDefault.eq(true)).one(db).await?;
        return Ok(found.map(|identity| identity.value));
    };
    let found = own.filter(notify_identity::Column::Id.eq(schema::uuid(chosen))).one(db).await?;
    found.map(|identity| Some(identity.value)).ok_or_else(|| {
        let service = &who.service.id;
        Refusal::bad_request(format!("{field} {chosen} does not exist in database for service id {service}"))
    })
}

/// A team key may send only to the service's guests.
pub(super) async fn check_guest(
    db: &impl ConnectionTrait,
    who: &ApiKey,
    recipient: &str,
) -> Result<(), Refusal> {
    if who.key.kind != "team" {
        return Ok(());
    }
    let guest = notify_identity::Entity::find()
        .filter(notify_identity::Column::ServiceId.eq(&who.service.id))
        .filter(notify_identity::Column::Kind.eq("guest"))
        .filter(notify_identity::Column::Value.eq(recipient))
        .one(db)
        .await?;
    match guest {
        Some(_) => Ok(()),
        None => Err(Refusal::bad_request("Can’t send to this recipient using a team-only API key")),
    }
}
