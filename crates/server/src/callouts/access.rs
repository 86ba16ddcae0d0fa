//! Who may access a callout. Another resident's callout is 404, like an absent one.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use wire::session::Role;

use crate::auth::caller::Caller;
use crate::auth::control_scope::ControlScope;
use crate::callouts::events::Actor;
use crate::context::Context;
use database::entity::callout_reporter::Column;
use database::entity::{callout, callout_reporter, client, resident};
use web::error::Error;

/// The resident or API client on whose behalf a request is made.
#[derive(Clone, Debug)]
pub enum Reporter {
    /// A resident, for themselves.
    Resident {
        id: i64,
        /// The API client that registered them and whose limits apply.
        client_id: Option<String>,
    },
    /// An API client with the right to raise callouts for residents.
    Client(client::Model),
}

impl Reporter {
    /// 403 for callers who may not raise callouts.
    pub async fn new(state: &Context, caller: Caller) -> Result<Self, Error> {
        match caller {
            Caller::Person(person) => {
                if person.role != Role::Resident {
                    return Err(Error::forbidden(
                        "Only residents can raise callouts. Sign in as a resident.",
                    ));
                }
                let id = person
                    .resident_id(state)
                    .await?
                    .ok_or_else(|| Error::internal("the account of a resident has no resident record"))?;
                Ok(Self::Resident { id, client_id: person.user.client_id })
            }
            Caller::Client(client) if client.may_create_callouts => Ok(Self::Client(client)),
            Caller::Service(_) => Err(Caller::no_service_key()),
            Caller::Client(_) => Err(Error::forbidden(
                "This client may not raise callouts. Use a user token, or ask the operator for the right.",
            )),
        }
    }

    /// Restricts callouts to their own.
    pub fn own(&self) -> Condition {
        let own = match self {
            Self::Resident { id, .. } => callout::Column::ResidentId.eq(*id),
            Self::Client(client) => callout::Column::Id.in_subquery(callouts_of(&client.id)),
        };
        Condition::all().add(own)
    }

    /// Their own callout, or 404.
    pub async fn find(&self, db: &impl sea_orm::ConnectionTrait, id: i64) -> Result<callout::Model, Error> {
        callout::Entity::find_by_id(id).filter(self.own()).one(db).await?.ok_or(Error::NotFound)
    }

    /// The id of the API client, if it is one.
    pub fn client_id(&self) -> Option<String> {
        match self {
            Self::Resident { .. } => None,
            Self::Client(client) => Some(client.id.clone()),
        }
    }
}

/// The callout, if the caller may read it: their own, or one of a controller's organisations.
pub async fn readable(state: &Context, caller: Caller, id: i64) -> Result<callout::Model, Error> {
    if let Caller::Person(person) = &caller
        && person.role == Role::Controller
    {
        let scope = ControlScope::of(&*state.db, &person.user).await?;
        return scope.find_callout(&*state.db, id).await;
    }
    Reporter::new(state, caller).await?.find(&*state.db, id).await
}

/// The resident as the actor of an event.
pub async fn resident_actor(db: &impl sea_orm::ConnectionTrait, id: i64) -> Result<Actor, Error> {
    let row = resident::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or_else(|| Error::internal("a callout has no resident"))?;
    Ok(Actor::resident(row.full_name()))
}

/// The callouts that this API client may report on.
pub(crate) fn callouts_of(client_id: &str) -> sea_orm::sea_query::SelectStatement {
    callout_reporter::Entity::find()
        .select_only()
        .column(Column::CalloutId)
        .filter(Column::Reporter.eq(client_id))
        .into_query()
}
