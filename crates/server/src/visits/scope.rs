//! Which visits and cautions somebody reads: officers their own and those of their patch, managers and admins all of the
//! organisation, residents their own, a service or an API client what it keeps.

use sea_orm::{ColumnTrait, Condition};
use wire::session::Role;

use crate::auth::asker::Asker;
use crate::auth::scopes::patch;
use database::entity::{caution, visit};
use web::error::Error;

/// Visits.
pub(crate) fn visits(asker: &Asker) -> Condition {
    use visit::Column;
    let own = Condition::all().add(Column::CustomerId.eq(asker.customer_id()));
    match asker {
        Asker::Service(service) => own.add(Column::ServiceId.eq(&service.id)),
        Asker::Client(client) => own.add(Column::ClientId.eq(&client.id)),
        Asker::Person(viewer) => match viewer.role {
            Role::Manager | Role::Admin => own,
            Role::Officer => match patch(viewer) {
                Some(site) => own.add(
                    Condition::any()
                        .add(Column::OfficerEmail.eq(&viewer.user.email))
                        .add(Column::SiteId.eq(site))
                        .add(Column::SiteId.is_null()),
                ),
                None => own,
            },
            _ => own.add(Column::ResidentEmail.eq(&viewer.user.email)),
        },
    }
}

/// Cautions; 403 for who is no staff: residents do not read what is written about them here.
pub(crate) fn cautions(asker: &Asker) -> Result<Condition, Error> {
    use caution::Column;
    let own = Condition::all().add(Column::CustomerId.eq(asker.customer_id()));
    Ok(match asker {
        Asker::Service(service) => own.add(Column::ServiceId.eq(&service.id)),
        Asker::Client(client) => own.add(Column::ClientId.eq(&client.id)),
        Asker::Person(viewer) => match (&viewer.role, patch(viewer)) {
            (Role::Officer, Some(site)) => {
                own.add(Condition::any().add(Column::SiteId.eq(site)).add(Column::SiteId.is_null()))
            }
            (Role::Officer | Role::Manager | Role::Admin, _) => own,
            _ => return Err(Error::forbidden("This is for officers, managers and admins.")),
        },
    })
}

/// 403 for people who are no staff of the office.
pub(crate) fn check_keeps(asker: &Asker) -> Result<(), Error> {
    match asker {
        Asker::Person(viewer) if !matches!(viewer.role, Role::Officer | Role::Manager | Role::Admin) => {
            Err(Error::forbidden("This is for services, officers, managers and admins."))
        }
        _ => Ok(()),
    }
}
