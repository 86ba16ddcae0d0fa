//! Finds a template in the embedded service or GOV.UK Notify, with the service whose key can use it.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;
use wire::carrier::{CarrierProblem, TemplateOrigin};

use crate::context::Context;
use database::entity::notify_service::BUILTIN_SERVICE;
use database::entity::{service, template};
use notify::original::{KeyProblem, Original};
use web::error::Error;

/// A template that can be used.
#[derive(Clone, Debug)]
pub(crate) struct SendableTemplate {
    pub(crate) template: template::Model,
    pub(crate) origin: TemplateOrigin,
    /// The service whose key can use it; `None` for the operator's key.
    pub(crate) service: Option<service::Model>,
}

/// The result of looking for a template.
#[derive(Debug)]
pub(crate) enum Lookup {
    Found(Box<SendableTemplate>),
    /// No such template is available to the sender.
    Absent,
    /// The service has no GOV.UK Notify key.
    NoKey,
    /// GOV.UK Notify refused the key.
    Refused(String),
    /// GOV.UK Notify did not respond, so the result is unknown.
    NoAnswer,
}

/// The owner of a GOV.UK Notify key: a service, or `None` for the operator.
type Owner = Option<service::Model>;

/// The template with this id for an organisation: through this service, or through any that can use it.
pub(crate) async fn find(
    state: &Context,
    organisation_id: i64,
    service: Option<&service::Model>,
    id: &str,
) -> Result<Lookup, Error> {
    let Ok(id) = Uuid::try_parse(id) else { return Ok(Lookup::Absent) };
    let id = id.to_string();
    match (&state.original, service) {
        (None, _) => find_here(state, organisation_id, service, &id).await,
        (Some(original), Some(service)) => through(state, original, service, &id).await,
        (Some(original), None) => through_any(state, original, organisation_id, &id).await,
    }
}

async fn find_here(
    state: &Context,
    organisation_id: i64,
    service: Option<&service::Model>,
    id: &str,
) -> Result<Lookup, Error> {
    let found = template::Entity::find_by_id(id)
        .filter(template::Column::OrganisationId.eq(organisation_id))
        .filter(template::Column::Hidden.eq(false))
        .filter(template::Column::Archived.eq(false));
    let Some(template) = found.one(&*state.db).await? else { return Ok(Lookup::Absent) };
    let owner = match service {
        _ if template.service_id == BUILTIN_SERVICE => service.cloned(),
        Some(service) if service.id == template.service_id => Some(service.clone()),
        Some(_) => return Ok(Lookup::Absent),
        None => {
            match sending(state, organisation_id).await?.into_iter().find(|one| one.id == template.service_id)
            {
                Some(owner) => Some(owner),
                None => return Ok(Lookup::Absent),
            }
        }
    };
    Ok(Lookup::Found(Box::new(SendableTemplate { template, origin: TemplateOrigin::Here, service: owner })))
}

async fn through(
    state: &Context,
    original: &Original,
    service: &service::Model,
    id: &str,
) -> Result<Lookup, Error> {
    let Some(sealed) = &service.notify_key else { return Ok(Lookup::NoKey) };
    let found = original.template(state, &state.unseal(sealed)?, id).await;
    Ok(match found {
        Ok(Some(template)) => Lookup::Found(Box::new(of_notify(template, Some(service.clone())))),
        Ok(None) => Lookup::Absent,
        Err(KeyProblem::Refused(words)) => Lookup::Refused(words),
        Err(KeyProblem::NoAnswer(_)) => Lookup::NoAnswer,
    })
}

/// For a person: the template is sent with whichever key can use it.
async fn through_any(
    state: &Context,
    original: &Original,
    organisation_id: i64,
    id: &str,
) -> Result<Lookup, Error> {
    let mut is_silent = false;
    for (owner, key) in keys(state, organisation_id).await? {
        match original.template(state, &key, id).await {
            Ok(Some(template)) => return Ok(Lookup::Found(Box::new(of_notify(template, owner)))),
            Ok(None) | Err(KeyProblem::Refused(_)) => {}
            Err(KeyProblem::NoAnswer(_)) => is_silent = true,
        }
    }
    Ok(if is_silent { Lookup::NoAnswer } else { Lookup::Absent })
}

fn of_notify(template: template::Model, service: Owner) -> SendableTemplate {
    SendableTemplate { template, origin: TemplateOrigin::Notify, service }
}

/// The GOV.UK Notify keys that an organisation may use: the operator's, then each service's own.
async fn keys(state: &Context, organisation_id: i64) -> Result<Vec<(Owner, String)>, Error> {
    let mut keys = Vec::new();
    if let Some(notify) = &state.config.notify {
        keys.push((None, notify.key.clone()));
    }
    for service in sending(state, organisation_id).await? {
        if let Some(sealed) = service.notify_key.clone() {
            keys.push((Some(service), state.unseal(&sealed)?));
        }
    }
    Ok(keys)
}

/// The active services of an organisation, by name.
async fn sending(state: &Context, organisation_id: i64) -> Result<Vec<service::Model>, Error> {
    Ok(service::Entity::find()
        .filter(service::Column::OrganisationId.eq(organisation_id))
        .filter(service::Column::Active.eq(true))
        .order_by_asc(service::Column::NameKey)
        .all(&*state.db)
        .await?)
}

/// All templates available to an organisation, by name and without duplicates; and the keys that failed.
pub(crate) async fn list(
    state: &Context,
    organisation_id: i64,
) -> Result<(Vec<SendableTemplate>, Vec<CarrierProblem>), Error> {
    let Some(original) = &state.original else {
        return Ok((list_here(state, organisation_id).await?, Vec::new()));
    };
    let (mut all, mut problems): (Vec<SendableTemplate>, Vec<CarrierProblem>) = Default::default();
    for (owner, key) in keys(state, organisation_id).await? {
        match original.templates(state, &key).await {
            Ok(templates) => {
                for template in templates.iter() {
                    if !all.iter().any(|one| one.template.id == template.id) {
                        all.push(of_notify(template.clone(), owner.clone()));
                    }
                }
            }
            Err(KeyProblem::Refused(problem) | KeyProblem::NoAnswer(problem)) => {
                problems.push(CarrierProblem { service: owner.map(|service| service.name), problem });
            }
        }
    }
    all.sort_by(|one, other| one.template.name.cmp(&other.template.name));
    Ok((all, problems))
}

async fn list_here(state: &Context, organisation_id: i64) -> Result<Vec<SendableTemplate>, Error> {
    let services = sending(state, organisation_id).await?;
    let rows = template::Entity::find()
        .filter(template::Column::OrganisationId.eq(organisation_id))
        .filter(template::Column::Hidden.eq(false))
        .filter(template::Column::Archived.eq(false))
        .order_by_asc(template::Column::Name)
        .all(&*state.db)
        .await?;
    let known = rows.into_iter().filter_map(|template| {
        let service = services.iter().find(|one| one.id == template.service_id).cloned();
        let is_ours = template.service_id == BUILTIN_SERVICE || service.is_some();
        is_ours.then_some(SendableTemplate { template, origin: TemplateOrigin::Here, service })
    });
    Ok(known.collect())
}
