//! What callers may read in their organisation. There is one function for each area, used by the list and by each read of one
//! resource, so that the two cannot differ. An officer with a patch reads what belongs to the patch, and what belongs to no
//! patch; all other staff read everything in the organisation. An API client and a service read what they sent.
//!
//! All staff read sites, services, templates and follow-on links: they contain no personal data.

use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait};
use wire::assistance::ScopeKind;
use wire::delivery::DeliveryCause;
use wire::session::Role;

use crate::auth::caller::Caller;
use crate::auth::caller::Person;
use crate::auth::control_scope;
use database::entity::{
    assistance_provider, assistance_request, delivery, document, message, notification, resident, tray,
    tray_item, user,
};
use web::error::Error;

/// The patch that restricts what the caller reads; `None` for those who read the whole organisation.
pub fn patch(person: &Person) -> Option<i64> {
    person.user.site_id.filter(|_| person.role == Role::Officer)
}

/// Whether the caller may read what belongs to this site.
pub fn is_in_patch(person: &Person, site_id: Option<i64>) -> bool {
    patch(person).is_none_or(|own| site_id.is_none_or(|site| site == own))
}

fn in_patch(person: &Person, site: impl ColumnTrait) -> Condition {
    match patch(person) {
        Some(own) => Condition::any().add(site.eq(own)).add(site.is_null()),
        None => Condition::all(),
    }
}

/// The ids of matching rows, as a subquery.
fn ids<E: EntityTrait, C: ColumnTrait>(entity: E, id: C, which: Condition) -> SelectStatement {
    Query::select().expr(Expr::col((entity, id))).from(entity).cond_where(which).to_owned()
}

/// Residents whom the caller may read.
pub fn residents(person: &Person) -> Condition {
    let own = own(person, resident::Column::OrganisationId);
    Condition::all().add(own).add(in_patch(person, resident::Column::SiteId))
}

/// Assistance requests that staff may read.
pub fn assistance_requests(person: &Person) -> Condition {
    let own = own(person, assistance_request::Column::OrganisationId);
    Condition::all().add(own).add(in_patch(person, assistance_request::Column::SiteId))
}

/// Providers: those of the organisation, of the patch, and of the patch's residents.
pub fn providers(person: &Person) -> Condition {
    use assistance_provider::Column;
    let own = Condition::all().add(own(person, Column::OrganisationId));
    let Some(site) = patch(person) else { return own };
    let theirs = ids(resident::Entity, resident::Column::Id, residents(person));
    own.add(
        Condition::any()
            .add(Column::Scope.eq(ScopeKind::Organisation.as_str()))
            .add(Column::SiteId.eq(site))
            .add(Column::ResidentId.in_subquery(theirs)),
    )
}

/// Notifications outside of the caller's own tray: sent ones, and their outcome.
pub fn notifications(person: &Person) -> Condition {
    use notification::Column;
    let own = Condition::all().add(own(person, Column::OrganisationId));
    if patch(person).is_none() {
        return own;
    }
    let trays =
        ids(tray::Entity, tray::Column::Id, Condition::all().add(tray::Column::UserId.eq(&person.user.id)));
    let items = Condition::all()
        .add(tray_item::Column::TrayId.in_subquery(trays))
        .add(tray_item::Column::RemovedAt.is_null());
    own.add(
        in_patch(person, Column::SiteId)
            .add(Column::CreatedByUserId.eq(&person.user.id))
            .add(Column::Seq.in_subquery(ids(tray_item::Entity, tray_item::Column::Seq, items))),
    )
}

/// Deliveries of the requests and notifications that the caller may read.
pub fn deliveries(person: &Person) -> Condition {
    use delivery::Column;
    let own = Condition::all().add(own(person, Column::OrganisationId));
    if patch(person).is_none() {
        return own;
    }
    let elsewhere = Query::select()
        .expr(Expr::col((assistance_request::Entity, assistance_request::Column::Id)).cast_as("text"))
        .from(assistance_request::Entity)
        .cond_where(assistance_requests(person).not())
        .to_owned();
    let read = ids(notification::Entity, notification::Column::Id, notifications(person));
    let is = |cause: DeliveryCause| Condition::all().add(Column::AboutKind.eq(cause.as_str()));
    // Webhooks about callouts belong to the whole organisation, not to a patch.
    let of_a_patch =
        [DeliveryCause::AssistanceRequest, DeliveryCause::NotificationAction, DeliveryCause::Callout];
    own.add(
        Condition::any()
            .add(is(DeliveryCause::AssistanceRequest).add(Column::AboutId.not_in_subquery(elsewhere)))
            .add(is(DeliveryCause::NotificationAction).add(Column::AboutId.in_subquery(read)))
            .add(Column::AboutKind.is_not_in(of_a_patch.map(|cause| cause.as_str().to_owned()))),
    )
}

/// E-mails, texts and letters of notifications that the caller may read; for staff also those that belong to no notification.
pub fn messages(caller: &Caller) -> Result<Condition, Error> {
    use message::Column;
    let of = |which: Condition| {
        Column::NotificationId.in_subquery(ids(notification::Entity, notification::Column::Id, which))
    };
    Ok(match caller {
        Caller::Service(service) => Condition::all().add(Column::ServiceId.eq(&service.id)),
        Caller::Client(client) => Condition::all().add(of(sent_by(&client.id))),
        Caller::Person(person) => {
            // Messages that the server sends for itself belong to no organisation.
            check_works(person)?;
            let own = Condition::any()
                .add(own(person, Column::OrganisationId))
                .add(Column::OrganisationId.is_null());
            let of_none = Column::NotificationId.is_null();
            let readable = Condition::any().add(of_none).add(of(notifications(person)));
            let own = Condition::all().add(own);
            if patch(person).is_some() { own.add(readable) } else { own }
        }
    })
}

/// Messages that an API client posted.
fn sent_by(client_id: &str) -> Condition {
    Condition::all().add(notification::Column::ClientId.eq(client_id))
}

/// Documents: uploaded ones, and sent ones.
pub fn documents(caller: &Caller) -> Result<Condition, Error> {
    use document::Column;
    let sent = |which: Condition| {
        let notifications = ids(notification::Entity, notification::Column::Id, which);
        let of = Condition::all()
            .add(message::Column::NotificationId.in_subquery(notifications))
            .add(message::Column::DocumentId.is_not_null());
        Column::Id.in_subquery(ids(message::Entity, message::Column::DocumentId, of))
    };
    Ok(match caller {
        Caller::Service(service) => Condition::all().add(Column::ServiceId.eq(&service.id)),
        Caller::Client(client) => {
            let own = Condition::any().add(Column::ClientId.eq(&client.id)).add(sent(sent_by(&client.id)));
            Condition::all().add(Column::OrganisationId.eq(client.organisation_id)).add(own)
        }
        Caller::Person(person) => {
            check_works(person)?;
            let own = Condition::all().add(own(person, Column::OrganisationId));
            if patch(person).is_none() {
                return Ok(own);
            }
            let colleagues = ids(user::Entity, user::Column::Id, in_patch(person, user::Column::SiteId));
            // Services and people without a patch upload for everybody.
            let uploaded = Condition::any()
                .add(Column::CreatedBy.is_null())
                .add(Column::CreatedBy.in_subquery(colleagues));
            let uploaded = Condition::all().add(Column::Kind.eq("upload")).add(uploaded);
            own.add(Condition::any().add(uploaded).add(sent(notifications(person))))
        }
    })
}

/// 403 unless the caller is staff.
fn check_works(person: &Person) -> Result<(), Error> {
    match person.role {
        Role::Officer | Role::Manager | Role::Admin | Role::Controller => Ok(()),
        _ => Err(Error::forbidden("This needs a staff account. Sign in as an officer.")),
    }
}

/// What belongs to the caller's organisation; for a controller, to the organisations that the operator assigned.
fn own(person: &Person, organisation: impl ColumnTrait) -> Expr {
    if person.role == Role::Controller {
        return organisation.in_subquery(control_scope::served_by(&person.user.id));
    }
    organisation.eq(person.user.organisation_id)
}
