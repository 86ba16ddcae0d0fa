//! Which visits and cautions a caller may read: officers their own and those of their patch, managers and admins all of the
//! organisation, residents their own, services and API clients those that they maintain.

use sea_orm::{ColumnTrait, Condition};
use wire::session::Role;

use crate::auth::asker::Asker;
use crate::auth::scopes::patch;
use database::entity::{caution, visit};
use web::error::Error;

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

/// Cautions; 403 unless the caller is staff, because residents may not read what is recorded about them here.
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
            _ => return Err(Error::forbidden("This needs the role officer, manager or admin.")),
        },
    })
}

/// 403 for people who are not staff of the office.
pub(crate) fn check_keeps(asker: &Asker) -> Result<(), Error> {
    match asker {
        Asker::Person(viewer) if !matches!(viewer.role, Role::Officer | Role::Manager | Role::Admin) => {
            Err(Error::forbidden("This needs a service, or the role officer, manager or admin."))
        }
        _ => Ok(()),
    }
}
