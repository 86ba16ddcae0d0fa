//! Which visits and cautions a caller may read: officers their own and those of their patch, managers and admins all of the
//! organisation, residents their own, services and API clients those that they maintain.

use sea_orm::{ColumnTrait, Condition};
use wire::session::Role;

use crate::auth::caller::Caller;
use crate::auth::scopes::patch;
use database::entity::{caution, visit};
use web::error::Error;

pub(crate) fn visits(caller: &Caller) -> Condition {
    use visit::Column;
    let own = Condition::all().add(Column::OrganisationId.eq(caller.organisation_id()));
    match caller {
        Caller::Service(service) => own.add(Column::ServiceId.eq(&service.id)),
        Caller::Client(client) => own.add(Column::ClientId.eq(&client.id)),
        Caller::Person(person) => match person.role {
            Role::Manager | Role::Admin => own,
            Role::Officer => match patch(person) {
                Some(site) => own.add(
                    Condition::any()
                        .add(Column::OfficerEmail.eq(&person.user.email))
                        .add(Column::SiteId.eq(site))
                        .add(Column::SiteId.is_null()),
                ),
                None => own,
            },
            _ => own.add(Column::ResidentEmail.eq(&person.user.email)),
        },
    }
}

/// Cautions; 403 unless the caller is staff, because residents may not read what is recorded about them here.
pub(crate) fn cautions(caller: &Caller) -> Result<Condition, Error> {
    use caution::Column;
    let own = Condition::all().add(Column::OrganisationId.eq(caller.organisation_id()));
    Ok(match caller {
        Caller::Service(service) => own.add(Column::ServiceId.eq(&service.id)),
        Caller::Client(client) => own.add(Column::ClientId.eq(&client.id)),
        Caller::Person(person) => match (&person.role, patch(person)) {
            (Role::Officer, Some(site)) => {
                own.add(Condition::any().add(Column::SiteId.eq(site)).add(Column::SiteId.is_null()))
            }
            (Role::Officer | Role::Manager | Role::Admin, _) => own,
            _ => return Err(Error::forbidden("This needs the role officer, manager or admin.")),
        },
    })
}

/// 403 for people who are not staff of the office.
pub(crate) fn check_keeps(caller: &Caller) -> Result<(), Error> {
    match caller {
        Caller::Person(person) if !matches!(person.role, Role::Officer | Role::Manager | Role::Admin) => {
            Err(Error::forbidden("This needs a service, or the role officer, manager or admin."))
        }
        _ => Ok(()),
    }
}
