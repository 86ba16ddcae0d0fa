//! A posted provider against its rules and against what is stored, with everything that is wrong told at once.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use wire::assistance::{NewProvider, NotifierKind, ProviderDraft, Scope};
use wire::field_errors::FieldErrors;

use super::refusal::Refusal;
use crate::deliveries;
use crate::error::Error;
use crate::state::AppState;
use crate::table::{notifier, resident, site, user};

/// The body over the draft, checked; 400 with every complaint at its path.
pub async fn check(
    state: &AppState,
    customer_id: i64,
    provider_id: Option<i64>,
    draft: ProviderDraft,
    body: &Value,
) -> Result<NewProvider, Refusal> {
    let (checked, errors) = try_check(state, customer_id, provider_id, draft, body).await?;
    checked.filter(|_| errors.is_empty()).ok_or(Refusal::Fields(errors))
}

/// The same, with what can be used of it beside the complaints.
pub async fn try_check(
    state: &AppState,
    customer_id: i64,
    provider_id: Option<i64>,
    mut draft: ProviderDraft,
    body: &Value,
) -> Result<(Option<NewProvider>, FieldErrors), Error> {
    let mut errors = FieldErrors::new();
    draft.lay_over(body, &mut errors);
    for (path, message) in draft.problems().iter() {
        errors.add(path, message);
    }
    if let Some(scope) = draft.scope()
        && !exists(&*state.db, customer_id, scope).await?
    {
        let message = format!("There is no {} with the number {}.", scope.kind().as_str(), scope.id());
        errors.add("object_id", message);
    }
    for (index, notifier) in draft.list(NotifierKind::Webhook).iter().enumerate() {
        let path = format!("webhook_notifiers.{index}.url");
        if errors.at(&path).is_none()
            && let Err(refusal) = deliveries::check_address(state, notifier.address.trim()).await
        {
            errors.add(path, refusal.to_string());
        }
    }
    for (index, notifier) in draft.list(NotifierKind::Push).iter().enumerate() {
        let path = format!("push_notifiers.{index}.user");
        if errors.at(&path).is_none()
            && !is_supporter(&*state.db, customer_id, notifier.address.trim()).await?
        {
            errors.add(path, "There is no such supporter. Choose somebody with an account.");
        }
    }
    check_ids(&*state.db, provider_id, &draft, &mut errors).await?;
    Ok((NewProvider::try_from(draft).ok(), errors))
}

/// A notifier that is named by its id must be one of this provider, of the same kind, and named once.
async fn check_ids(
    db: &impl ConnectionTrait,
    provider_id: Option<i64>,
    draft: &ProviderDraft,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    let own = match provider_id {
        Some(id) => notifier::Entity::find().filter(notifier::Column::ProviderId.eq(id)).all(db).await?,
        None => Vec::new(),
    };
    let mut seen = Vec::new();
    for kind in NotifierKind::ALL {
        for (index, item) in draft.list(kind).iter().enumerate() {
            let Some(id) = item.id else { continue };
            let path = format!("{}.{index}.id", kind.list());
            if seen.contains(&id) {
                errors.add(path, "Name each notifier once.");
            } else if !own.iter().any(|row| row.id == id.0 && row.kind() == kind) {
                errors.add(path, "This provider has no such notifier. Leave the id out to add one.");
            }
            seen.push(id);
        }
    }
    Ok(())
}

async fn exists(db: &impl ConnectionTrait, customer_id: i64, scope: Scope) -> Result<bool, Error> {
    Ok(match scope {
        Scope::Customer(id) => id.0 == customer_id,
        Scope::Site(id) => {
            let found = site::Entity::find_by_id(id.0).filter(site::Column::CustomerId.eq(customer_id));
            found.one(db).await?.is_some()
        }
        Scope::Resident(id) => {
            let own = resident::Column::CustomerId.eq(customer_id);
            resident::Entity::find_by_id(id.0).filter(own).one(db).await?.is_some()
        }
    })
}

/// Anybody with an account of the organisation who is not a resident can carry a device that is told.
async fn is_supporter(db: &impl ConnectionTrait, customer_id: i64, id: &str) -> Result<bool, Error> {
    let found = user::Entity::find_by_id(id)
        .filter(user::Column::CustomerId.eq(customer_id))
        .filter(user::Column::Active.eq(true))
        .filter(user::Column::Role.ne(wire::session::Role::Resident.as_str()));
    Ok(found.one(db).await?.is_some())
}
