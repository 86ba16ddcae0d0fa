//! Validates a posted provider against its rules and the stored data, and reports all problems at once.

use std::collections::{HashMap, HashSet};

use futures_util::{StreamExt, stream};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};
use serde_json::Value;
use wire::assistance::{NewProvider, NotifierKind, ProviderDraft, Scope};
use wire::field_errors::FieldErrors;
use wire::session::Role;

use crate::auth::account::normal_email;
use crate::context::Context;
use database::entity::{notifier, resident, site, user};
use web::detail::Refusal;
use web::error::Error;

/// The draft with the body applied, validated; 400 with every problem at its path.
pub async fn check(
    state: &Context,
    organisation_id: i64,
    provider_id: Option<i64>,
    draft: ProviderDraft,
    body: &Value,
) -> Result<NewProvider, Refusal> {
    let addresses = judge_addresses(state, std::iter::once(body)).await;
    let (checked, errors) = try_check(state, organisation_id, provider_id, draft, body, &addresses).await?;
    checked.filter(|_| errors.is_empty()).ok_or(Refusal::Fields(errors))
}

/// The problem of each web address, if any.
pub type Addresses = HashMap<String, Option<String>>;

/// How many names are resolved at the same time.
const AT_ONCE: usize = 32;

/// Checks every address of these bodies once, many at a time, because names that do not resolve would delay a long list.
pub async fn judge_addresses(state: &Context, bodies: impl Iterator<Item = &Value>) -> Addresses {
    let list = NotifierKind::Webhook.list();
    let url = |item: &Value| item[NotifierKind::Webhook.address()].as_str().map(|url| url.trim().to_owned());
    let urls: HashSet<String> =
        bodies.filter_map(|body| body[list].as_array()).flatten().filter_map(url).collect();
    let judge = async |url: String| {
        let complaint = crate::deliveries::check::check_address(state, &url)
            .await
            .err()
            .map(|refusal| refusal.to_string());
        (url, complaint)
    };
    stream::iter(urls).map(judge).buffer_unordered(AT_ONCE).collect().await
}

/// The same, but returns the usable part together with the problems.
pub async fn try_check(
    state: &Context,
    organisation_id: i64,
    provider_id: Option<i64>,
    mut draft: ProviderDraft,
    body: &Value,
    addresses: &Addresses,
) -> Result<(Option<NewProvider>, FieldErrors), Error> {
    let mut errors = FieldErrors::new();
    draft.lay_over(body, &mut errors);
    for (path, message) in draft.problems().iter() {
        errors.add(path, message);
    }
    if let Some(scope) = draft.scope()
        && !exists(&*state.db, organisation_id, scope).await?
    {
        let message = format!("There is no {} with the id {}.", scope.kind().as_str(), scope.id());
        errors.add("object_id", message);
    }
    for (index, notifier) in draft.list(NotifierKind::Webhook).iter().enumerate() {
        let path = format!("webhook_notifiers.{index}.url");
        if let Some(Some(complaint)) = addresses.get(notifier.address.trim()) {
            errors.add(path, complaint.as_str());
        }
    }
    for (index, notifier) in draft.list_mut(NotifierKind::Push).iter_mut().enumerate() {
        match supporter(&*state.db, organisation_id, notifier.address.trim()).await? {
            Some(id) => notifier.address = id,
            None => errors.add(
                format!("push_notifiers.{index}.user"),
                "There is no such supporter. Choose somebody with an account.",
            ),
        }
    }
    check_ids(&*state.db, provider_id, &draft, &mut errors).await?;
    Ok((NewProvider::try_from(draft).ok(), errors))
}

/// A notifier with an id must belong to this provider, have the same kind, and appear once.
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
                errors.add(path, "List each notifier once.");
            } else if !own.iter().any(|row| row.id == id.0 && row.kind() == kind) {
                errors.add(path, "This provider has no such notifier. Omit the id to add one.");
            }
            seen.push(id);
        }
    }
    Ok(())
}

async fn exists(db: &impl ConnectionTrait, organisation_id: i64, scope: Scope) -> Result<bool, Error> {
    Ok(match scope {
        Scope::Organisation(id) => id.0 == organisation_id,
        Scope::Site(id) => {
            let found =
                site::Entity::find_by_id(id.0).filter(site::Column::OrganisationId.eq(organisation_id));
            found.one(db).await?.is_some()
        }
        Scope::Resident(id) => {
            let own = resident::Column::OrganisationId.eq(organisation_id);
            resident::Entity::find_by_id(id.0).filter(own).one(db).await?.is_some()
        }
    })
}

/// The account with this id or e-mail address. Everybody in the organisation except residents can have a device that is notified.
async fn supporter(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    who: &str,
) -> Result<Option<String>, Error> {
    let named = user::Column::Id.eq(who).or(user::Column::Email.eq(normal_email(who)));
    let found = user::Entity::find()
        .filter(named)
        .filter(user::Column::OrganisationId.eq(organisation_id))
        .filter(user::Column::Active.eq(true))
        .filter(user::Column::Role.ne(Role::Resident.as_str()));
    Ok(found.one(db).await?.map(|row| row.id))
}
