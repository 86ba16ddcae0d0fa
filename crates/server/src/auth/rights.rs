//! What a caller may read and decide of notifications: one rule for people, services and API clients.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::session::Role;

use crate::auth::author::Author;
use crate::auth::caller::{Caller, Person};
use crate::auth::control_scope::ControlScope;
use database::entity::{notification, service, tray_item};
use web::error::Error;

impl Caller {
    /// The person; 403 for programs.
    pub(crate) fn person(self) -> Result<Person, Error> {
        match self {
            Self::Person(person) => Ok(person),
            _ => Err(Error::forbidden("Only a person may do this. Sign in, or use a user token.")),
        }
    }

    /// The organisation whose notifications they see.
    pub(crate) fn organisation_id(&self) -> i64 {
        match self {
            Self::Person(person) => person.user.organisation_id.unwrap_or_default(),
            Self::Service(service) => service.organisation_id,
            Self::Client(client) => client.organisation_id,
        }
    }

    /// The organisation whose messages and documents they work with; 403 unless they are staff or a program.
    pub(crate) fn works_for(&self) -> Result<Option<i64>, Error> {
        match self {
            Self::Person(person) => match person.role {
                Role::Officer | Role::Manager | Role::Admin | Role::Controller => {
                    Ok(person.user.organisation_id)
                }
                _ => Err(Error::forbidden("This needs a staff account. Sign in as an officer.")),
            },
            _ => Ok(Some(self.organisation_id())),
        }
    }

    /// The service; `None` for a person or an API client.
    pub(crate) fn service(&self) -> Option<&service::Model> {
        match self {
            Self::Service(service) => Some(service),
            _ => None,
        }
    }

    /// The API client; `None` for a person or a service.
    pub(crate) fn client_id(&self) -> Option<String> {
        match self {
            Self::Client(client) => Some(client.id.clone()),
            _ => None,
        }
    }

    /// Their name for use in a sentence.
    pub(crate) fn by_name(&self) -> String {
        self.by().name
    }

    /// Their name in the history.
    pub(crate) fn by(&self) -> Author {
        match self {
            Self::Person(person) => Author::person(person),
            Self::Service(service) => Author::service(&service.name),
            Self::Client(client) => Author::service(&client.name),
        }
    }

    /// Whether they see everything of their organisation.
    pub(crate) fn sees_all(&self) -> bool {
        match self {
            Self::Person(person) => matches!(person.role, Role::Manager | Role::Admin),
            Self::Service(_) | Self::Client(_) => false,
        }
    }

    /// Whether they may decide everything they see: admins in their whole organisation, programs what they sent themselves.
    fn decides_all(&self) -> bool {
        match self {
            Self::Person(person) => person.role == Role::Admin,
            Self::Service(_) | Self::Client(_) => true,
        }
    }

    /// Whether they are the program that sent this.
    pub(crate) fn sent(&self, row: &notification::Model) -> bool {
        match self {
            Self::Person(_) => false,
            Self::Service(service) => row.service_id.as_ref() == Some(&service.id),
            Self::Client(client) => row.client_id.as_ref() == Some(&client.id),
        }
    }

    /// The id of their tray, if they have one.
    pub(crate) async fn tray_id(&self, db: &impl ConnectionTrait) -> Result<Option<i64>, Error> {
        match self {
            Self::Person(person) => Ok(crate::auth::tray::of(db, &person.user.id).await?.map(|tray| tray.id)),
            _ => Ok(None),
        }
    }

    /// The notification as this caller sees it; 404 if they may not see it.
    pub(crate) async fn find(
        &self,
        db: &impl ConnectionTrait,
        id: &str,
    ) -> Result<VisibleNotification, Error> {
        let row = notification::Entity::find().filter(notification::Column::Id.eq(id)).one(db).await?;
        let row = row.ok_or(Error::NotFound)?;
        if !self.reads_of(db, row.organisation_id).await? {
            return Err(Error::NotFound);
        }
        let item = match self.tray_id(db).await? {
            Some(tray_id) => crate::auth::tray::item(db, tray_id, row.seq).await?,
            None => None,
        };
        if item.is_some() || self.sent(&row) || self.sees_all() {
            let may_decide = self.may_decide(item.as_ref());
            return Ok(VisibleNotification { row, item, may_decide });
        }
        Err(Error::NotFound)
    }

    /// Whether they may read what belongs to this organisation: their own, or one that a controller serves.
    pub(crate) async fn reads_of(
        &self,
        db: &impl ConnectionTrait,
        organisation_id: i64,
    ) -> Result<bool, Error> {
        match self {
            Self::Person(person) if person.role == Role::Controller => {
                Ok(ControlScope::of(db, &person.user).await?.contains(organisation_id))
            }
            _ => Ok(organisation_id == self.organisation_id()),
        }
    }

    /// Whether they may decide a notification, which may be on their tray.
    pub(crate) fn may_decide(&self, item: Option<&tray_item::Model>) -> bool {
        item.is_some_and(|item| !item.as_sender) || self.decides_all()
    }
}

/// A notification as one caller sees it.
#[derive(Clone, Debug)]
pub(crate) struct VisibleNotification {
    pub(crate) row: notification::Model,
    /// Its row on their tray.
    pub(crate) item: Option<tray_item::Model>,
    /// Whether they may decide it.
    pub(crate) may_decide: bool,
}
