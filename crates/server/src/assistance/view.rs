//! Providers as JSON representations.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use wire::assistance::{EmailNotifier, NotifierKind, Provider, PushNotifier, WebhookNotifier};
use wire::id::{NotifierId, ProviderId, UserId};

use super::objects;
use database::entity::{assistance_provider, notifier};
use web::error::Error;

/// New secrets by notifier, for the only response that shows them.
pub type Secrets = HashMap<i64, String>;

/// Complete providers, as staff see them.
pub async fn whole(
    db: &impl ConnectionTrait,
    rows: Vec<assistance_provider::Model>,
    secrets: &Secrets,
) -> Result<Vec<Provider>, Error> {
    let scopes: Vec<_> = rows.iter().map(assistance_provider::Model::scope).collect();
    let objects = objects::of_scopes(db, &scopes).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut notifiers = notifiers_of(db, &ids).await?;
    let provider = |row: assistance_provider::Model| {
        let mut provider = for_resident(&row);
        provider.content_object = objects.get(&row.scope()).cloned();
        for notifier in notifiers.remove(&row.id).unwrap_or_default() {
            add(&mut provider, notifier, secrets);
        }
        provider
    };
    Ok(rows.into_iter().map(provider).collect())
}

/// The part that a resident may see: the name, and the scope.
pub fn for_resident(row: &assistance_provider::Model) -> Provider {
    Provider {
        id: ProviderId(row.id),
        name: row.name.clone(),
        label: row.label.clone(),
        kind: row.scope().kind(),
        ..Provider::default()
    }
}

/// The notifiers of these providers, in the order of the form.
pub async fn notifiers_of(
    db: &impl ConnectionTrait,
    ids: &[i64],
) -> Result<HashMap<i64, Vec<notifier::Model>>, Error> {
    let mut found: HashMap<i64, Vec<notifier::Model>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let rows = notifier::Entity::find()
        .filter(notifier::Column::ProviderId.is_in(ids.iter().copied()))
        .order_by_asc(notifier::Column::Position)
        .order_by_asc(notifier::Column::Id)
        .all(db)
        .await?;
    for row in rows {
        found.entry(row.provider_id).or_default().push(row);
    }
    Ok(found)
}

fn add(provider: &mut Provider, row: notifier::Model, secrets: &Secrets) {
    let (id, kind, name) = (NotifierId(row.id), row.kind(), row.name);
    match kind {
        NotifierKind::Email => provider.email_notifiers.push(EmailNotifier { id, name, email: row.address }),
        NotifierKind::Webhook => provider.webhook_notifiers.push(WebhookNotifier {
            id,
            name,
            url: row.address,
            secret: secrets.get(&row.id).cloned(),
            disabled: row.disabled_at.is_some(),
        }),
        NotifierKind::Push => {
            provider.push_notifiers.push(PushNotifier { id, name, user: UserId(row.address) });
        }
    }
}
