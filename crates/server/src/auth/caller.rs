//! The caller of a request, as extractors. Handlers name who may call them in their signature: `async fn list_…(Admin(admin): Admin, …)`.
//!
//! A browser authenticates with its cookie, a service with its key, an API client with its server token.
//! An unknown caller is 401, a wrong role is 403.

pub(crate) mod acting_user;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use wire::session::Role;

use crate::auth::control_scope::ControlScope;
use crate::auth::session::Activity;
use crate::auth::token::TokenUse;
use crate::auth::{service_key, session, token};
use crate::context::Context;
use database::entity::{client, resident, service, user};
use web::cookie;
use web::error::Error;

pub use acting_user::check_acting_user;
pub use web::error::ACTING_USER;
pub use web::same_origin::{check_origin, check_origin_if_said};

/// Schemes of the `Authorization` header: those of RFC 6750, and of clients of the assistance source.
const SCHEMES: [&str; 3] = ["bearer", "jwt", "token"];

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account, with its organisation, site and team.
    pub user: user::Model,
    /// The role of the account.
    pub role: Role,
}

/// The caller of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A person, with a cookie or user token.
    Person(Person),
    /// A service, with its key as bearer token.
    Service(service::Model),
    /// An API client, with a server token.
    Client(client::Model),
}

/// A resident, with the id that callouts refer to.
#[derive(Clone, Debug)]
pub struct Resident {
    /// The `customerId` of their callouts.
    pub id: i64,
    pub person: Person,
}

/// An API client with its server token.
#[derive(Clone, Debug)]
pub struct ServerToken(pub client::Model);

macro_rules! role_extractor {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(pub Person);

        impl<S: Send + Sync> FromRequestParts<S> for $name
where
    Context: FromRef<S>,
{
            type Rejection = Error;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
                let person = Person::from_request_parts(parts, state).await?;
                person.must_be(Role::$name)?;
                Ok(Self(person))
            }
        }
    };
}

/// A person who works in the control room.
#[derive(Clone, Debug)]
pub struct Controller {
    pub person: Person,
    /// The organisations whose callouts they handle.
    pub scope: ControlScope,
}

impl<S: Send + Sync> FromRequestParts<S> for Controller
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let context = &Context::from_ref(state);
        let person = Person::from_request_parts(parts, state).await?;
        person.must_be(Role::Controller)?;
        let scope = ControlScope::of(&*context.db, &person.user).await?;
        Ok(Self { person, scope })
    }
}

role_extractor!(
    /// An admin of one organisation.
    Admin
);
role_extractor!(Officer);
role_extractor!(
    /// A manager of officers.
    Manager
);

impl Person {
    /// The person that this account belongs to.
    pub(crate) fn from_user(user: user::Model) -> Self {
        Self { role: Role::from(user.role.clone()), user }
    }

    fn must_be(&self, role: Role) -> Result<(), Error> {
        if self.role == role {
            return Ok(());
        }
        Err(Error::forbidden(format!("This needs the role {}. Sign in with such an account.", role.as_str())))
    }

    /// The resident that this account belongs to, if any.
    pub async fn resident_id(&self, state: &Context) -> Result<Option<i64>, Error> {
        let found = resident::Entity::find()
            .select_only()
            .column(resident::Column::Id)
            .filter(resident::Column::UserId.eq(&self.user.id))
            .into_tuple()
            .one(&*state.db)
            .await?;
        Ok(found)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let context = &Context::from_ref(state);
        if let Some(header) = parts.headers.get(AUTHORIZATION) {
            let jwt = header
                .to_str()
                .ok()
                .and_then(|text| text.trim_start().split_once(' '))
                .filter(|(scheme, _)| SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)))
                .map(|(_, jwt)| jwt.trim())
                .ok_or_else(|| Error::unauthorized("Send the token as Authorization: Bearer <token>."))?;
            if service_key::is_key(jwt) {
                let known = service_key::find_by_key(&*context.db, jwt).await?;
                let unknown = || Error::unauthorized("This key is unknown, or was replaced.");
                return known.map(Self::Service).ok_or_else(unknown);
            }
            return by_token(context, jwt).await;
        }
        let Some(cookie) = cookie::read(&parts.headers) else {
            return Err(Error::unauthorized("You are not signed in. Sign in, or send a token."));
        };
        let activity = if parts.method.is_safe() { Activity::Page } else { Activity::Human };
        let user = session::resume(context, cookie, activity).await?;
        check_origin(&parts.method, &parts.headers, &context.config.web)?;
        check_acting_user(&parts.headers, &user)?;
        Ok(Self::Person(Person::from_user(user)))
    }
}

impl Caller {
    /// 401: this route knows no service keys.
    pub(crate) fn no_service_key() -> Error {
        Error::unauthorized("A service's key opens the notifications API only. Sign in, or send a token.")
    }
}

pub(crate) async fn by_token(state: &Context, jwt: &str) -> Result<Caller, Error> {
    let claims = token::verify(state, jwt).await?;
    let gone = || Error::unauthorized("This token's owner was deactivated.");
    match claims.token_use {
        TokenUse::User => {
            let user = user::Entity::find_by_id(&claims.sub).one(&*state.db).await?;
            let user = user.filter(|user| user.active).ok_or_else(gone)?;
            Ok(Caller::Person(Person::from_user(user)))
        }
        TokenUse::Server => {
            let client = client::Entity::find_by_id(&claims.sub).one(&*state.db).await?;
            Ok(Caller::Client(client.filter(|client| client.active).ok_or_else(gone)?))
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Person
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        match Caller::from_request_parts(parts, state).await? {
            Caller::Person(person) => Ok(person),
            Caller::Service(_) => Err(Caller::no_service_key()),
            Caller::Client(_) => {
                Err(Error::forbidden("A server token can only manage users. Use a user token here."))
            }
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ServerToken
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        match Caller::from_request_parts(parts, state).await? {
            Caller::Client(client) => Ok(Self(client)),
            Caller::Service(_) => Err(Caller::no_service_key()),
            Caller::Person(_) => Err(Error::forbidden("This needs a server token.")),
        }
    }
}

impl Resident {
    /// The resident record of a caller; 403 for everybody else.
    pub async fn of(person: Person, state: &Context) -> Result<Self, Error> {
        person.must_be(Role::Resident)?;
        let id = person
            .resident_id(state)
            .await?
            .ok_or_else(|| Error::internal("the account of a resident has no resident record"))?;
        Ok(Self { id, person })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Resident
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let context = &Context::from_ref(state);
        Self::of(Person::from_request_parts(parts, state).await?, context).await
    }
}
