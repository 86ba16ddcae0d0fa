//! Stores and deletes providers.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use wire::assistance::{NewNotifier, NewProvider, NotifierKind, Scope};

use super::view::Secrets;
use crate::context::Context;
use crate::deliveries::secret;
use crate::deliveries::secret::Signer;
use database::entity::{assistance_provider, notifier};
use web::error::Error;

/// A provider of this organisation, or 404.
pub async fn find(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    id: i64,
) -> Result<assistance_provider::Model, Error> {
    let own = assistance_provider::Column::OrganisationId.eq(organisation_id);
    assistance_provider::Entity::find_by_id(id).filter(own).one(db).await?.ok_or(Error::NotFound)
}

/// Inserts a provider and returns the secrets of its webhooks.
pub async fn insert(
    state: &Context,
    transaction: &impl ConnectionTrait,
    organisation_id: i64,
    new: NewProvider,
) -> Result<(assistance_provider::Model, Secrets), Error> {
    let now = state.now();
    let mut row = assistance_provider::ActiveModel {
        organisation_id: Set(organisation_id),
        created_at: Set(now),
        ..Default::default()
    };
    set(&mut row, &new, now);
    let row = row.insert(transaction).await?;
    let secrets = replace_notifiers(state, transaction, row.id, new.notifiers).await?;
    Ok((row, secrets))
}

/// Updates a stored provider and returns the secrets of new webhooks.
pub async fn replace(
    state: &Context,
    transaction: &impl ConnectionTrait,
    stored: assistance_provider::Model,
    new: NewProvider,
) -> Result<(assistance_provider::Model, Secrets), Error> {
    let mut row = stored.into_active_model();
    set(&mut row, &new, state.now());
    let row = row.update(transaction).await?;
    let secrets = replace_notifiers(state, transaction, row.id, new.notifiers).await?;
    Ok((row, secrets))
}

/// Deletes a provider with its notifiers and their secrets. Its requests are kept.
pub async fn delete(transaction: &impl ConnectionTrait, id: i64) -> Result<(), Error> {
    let rows = notifier::Entity::find().filter(notifier::Column::ProviderId.eq(id)).all(transaction).await?;
    for row in rows {
        remove(transaction, row.id).await?;
    }
    assistance_provider::Entity::delete_by_id(id).exec(transaction).await?;
    Ok(())
}

/// Disables a webhook that answered 410 Gone, until its URL is entered again.
pub async fn disable_notifier(transaction: &impl ConnectionTrait, id: i64, now: i64) -> Result<(), Error> {
    notifier::Entity::update_many()
        .col_expr(notifier::Column::DisabledAt, Expr::value(now))
        .filter(notifier::Column::Id.eq(id))
        .filter(notifier::Column::DisabledAt.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}

fn set(row: &mut assistance_provider::ActiveModel, new: &NewProvider, now: i64) {
    row.scope = Set(new.scope.kind().as_str().to_owned());
    row.site_id = Set(matches!(new.scope, Scope::Site(_)).then(|| new.scope.id()));
    row.resident_id = Set(matches!(new.scope, Scope::Resident(_)).then(|| new.scope.id()));
    row.name = Set(new.name.clone());
    row.label = Set(new.label.clone());
    row.updated_at = Set(now);
}

/// A notifier with a known id, or with an address that one of the same kind had before, is kept, so that its receiver's secret
/// stays valid; others are added and removed.
async fn replace_notifiers(
    state: &Context,
    transaction: &impl ConnectionTrait,
    provider_id: i64,
    wanted: Vec<NewNotifier>,
) -> Result<Secrets, Error> {
    let mut stored = notifier::Entity::find()
        .filter(notifier::Column::ProviderId.eq(provider_id))
        .all(transaction)
        .await?;
    let named: Vec<_> = wanted.iter().filter_map(|new| new.id).collect();
    let mut secrets = Secrets::new();
    for (position, new) in (0..).zip(wanted) {
        let is_it = |row: &notifier::Model| match new.id {
            Some(id) => row.id == id.0,
            None => {
                let is_free = !named.iter().any(|id| id.0 == row.id);
                is_free && row.kind() == new.kind && row.address == new.address
            }
        };
        let known = stored.iter().position(is_it).map(|at| stored.swap_remove(at));
        let is_new_webhook = known.is_none() && new.kind == NotifierKind::Webhook;
        let id = put(state, transaction, provider_id, position, known, new).await?;
        if is_new_webhook {
            secrets.insert(id, secret::rotate(transaction, state, &Signer::Notifier(id)).await?);
        }
    }
    for row in stored {
        remove(transaction, row.id).await?;
    }
    Ok(secrets)
}

async fn put(
    state: &Context,
    transaction: &impl ConnectionTrait,
    provider_id: i64,
    position: i64,
    known: Option<notifier::Model>,
    new: NewNotifier,
) -> Result<i64, Error> {
    let Some(known) = known else {
        let row = notifier::ActiveModel {
            provider_id: Set(provider_id),
            position: Set(position),
            kind: Set(new.kind.as_str().to_owned()),
            name: Set(new.name),
            address: Set(new.address),
            disabled_at: Set(None),
            created_at: Set(state.now()),
            ..Default::default()
        };
        return Ok(row.insert(transaction).await?.id);
    };
    let id = known.id;
    let has_moved = known.address != new.address;
    let mut row = known.into_active_model();
    row.position.set_if_not_equals(position);
    row.name.set_if_not_equals(new.name);
    row.address.set_if_not_equals(new.address);
    if has_moved {
        row.disabled_at = Set(None);
    }
    if row.is_changed() {
        row.update(transaction).await?;
    }
    Ok(id)
}

async fn remove(transaction: &impl ConnectionTrait, id: i64) -> Result<(), Error> {
    secret::remove(transaction, &Signer::Notifier(id)).await?;
    notifier::Entity::delete_by_id(id).exec(transaction).await?;
    Ok(())
}
