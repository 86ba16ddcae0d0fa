//! The caller of the Notifications API: a person, a service with its key, or an API client with its server token; and what each
//! may see.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::session::Role;

use crate::auth::by::By;
use crate::auth::caller::{Caller, Viewer};
use crate::auth::control_scope::ControlScope;
use crate::context::Context;
use database::entity::{client, notification, service, tray_item};
use web::error::Error;

/// The caller of the Notifications API.
#[derive(Clone, Debug)]
pub(crate) enum Asker {
    /// A person who is signed in.
    Person(Viewer),
    /// A service, with its key as bearer token.
    Service(service::Model),
    /// An API client, with its server token.
    Client(client::Model),
}

impl<S: Send + Sync> FromRequestParts<S> for Asker
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let context = &Context::from_ref(state);
        let bearer = parts.headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok());
        let bearer = bearer.and_then(|text| text.split_once(' ')).map(|(_, token)| token.trim());
        if let Some(key) = bearer.filter(|token| crate::auth::service_key::is_key(token)) {
            let known = crate::auth::service_key::find_by_key(&*context.db, key).await?;
            let unknown = || Error::unauthorized("This key is unknown, or was replaced.");
            return known.map(Self::Service).ok_or_else(unknown);
        }
        Ok(match Caller::from_request_parts(parts, state).await? {
            Caller::Person(viewer) => Self::Person(viewer),
            Caller::Client(client) => Self::Client(client),
        })
    }
}

impl Asker {
    /// The person; 403 for programs.
    pub(crate) fn person(self) -> Result<Viewer, Error> {
        match self {
            Self::Person(viewer) => Ok(viewer),
            _ => Err(Error::forbidden("Only a person may do this. Sign in, or use a user token.")),
        }
    }

    /// The organisation whose notifications they see.
    pub(crate) fn customer_id(&self) -> i64 {
        match self {
            Self::Person(viewer) => viewer.user.customer_id.unwrap_or_default(),
            Self::Service(service) => service.customer_id,
            Self::Client(client) => client.customer_id,
        }
    }

    /// The organisation whose messages and documents they work with; 403 unless they are staff or a program.
    pub(crate) fn works_for(&self) -> Result<Option<i64>, Error> {
        match self {
            Self::Person(viewer) => match viewer.role {
                Role::Officer | Role::Manager | Role::Admin | Role::Controller => Ok(viewer.user.customer_id),
                _ => Err(Error::forbidden("This needs a staff account. Sign in as an officer.")),
            },
            _ => Ok(Some(self.customer_id())),
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
    pub(crate) fn by(&self) -> By {
        match self {
            Self::Person(viewer) => By::viewer(viewer),
            Self::Service(service) => By::service(&service.name),
            Self::Client(client) => By::service(&client.name),
        }
    }

    /// Whether they see everything of their organisation.
    pub(crate) fn sees_all(&self) -> bool {
        match self {
            Self::Person(viewer) => matches!(viewer.role, Role::Manager | Role::Admin),
            Self::Service(_) | Self::Client(_) => false,
        }
    }

    /// Whether they may decide everything they see: admins in their whole organisation, programs what they sent themselves.
    fn decides_all(&self) -> bool {
        match self {
            Self::Person(viewer) => viewer.role == Role::Admin,
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
            Self::Person(viewer) => Ok(crate::auth::tray::of(db, &viewer.user.id).await?.map(|tray| tray.id)),
            _ => Ok(None),
        }
    }

    /// The notification as this caller sees it; 404 if they may not see it.
    pub(crate) async fn find(&self, db: &impl ConnectionTrait, id: &str) -> Result<Seen, Error> {
        let row = notification::Entity::find().filter(notification::Column::Id.eq(id)).one(db).await?;
        let row = row.ok_or(Error::NotFound)?;
        if !self.reads_of(db, row.customer_id).await? {
            return Err(Error::NotFound);
        }
        let item = match self.tray_id(db).await? {
            Some(tray_id) => crate::auth::tray::item(db, tray_id, row.seq).await?,
            None => None,
        };
        if item.is_some() || self.sent(&row) || self.sees_all() {
            let may_decide = self.may_decide(item.as_ref());
            return Ok(Seen { row, item, may_decide });
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
            Self::Person(viewer) if viewer.role == Role::Controller => {
                Ok(ControlScope::of(db, &viewer.user).await?.contains(organisation_id))
            }
            _ => Ok(organisation_id == self.customer_id()),
        }
    }

    /// Whether they may decide a notification, which may be on their tray.
    pub(crate) fn may_decide(&self, item: Option<&tray_item::Model>) -> bool {
        item.is_some_and(|item| !item.as_sender) || self.decides_all()
    }
}

/// A notification as one caller sees it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) row: notification::Model,
    /// Its row on their tray.
    pub(crate) item: Option<tray_item::Model>,
    /// Whether they may decide it.
    pub(crate) may_decide: bool,
}
