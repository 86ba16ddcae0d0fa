//! What all actions of a controller share: one transaction, then the current callout as the response.

use wire::control::ControlCallout;

use crate::auth::caller::Controller;
use crate::callouts::events::Actor;
use crate::callouts::transition;
use crate::callouts::view::CalloutExtras;
use crate::context::Context;
use crate::control::view;
use crate::notifications;
use database::connection::WriteTransaction;
use database::entity::callout;
use web::error::Error;

/// An action of a controller on a callout, in an open transaction.
pub(crate) struct ControlAction {
    /// The callout before the action.
    pub(crate) callout: callout::Model,
    pub(crate) actor: Actor,
    pub(crate) now: i64,
    transaction: WriteTransaction,
}

impl ControlAction {
    /// Begins the transaction; 404 if the controller's organisations have no such callout.
    pub(crate) async fn begin(state: &Context, controller: &Controller, id: i64) -> Result<Self, Error> {
        let transaction = state.write().await?;
        let callout = controller.scope.find_callout(&*transaction, id).await?;
        Ok(Self { callout, actor: Actor::controller(&controller.person), now: state.now(), transaction })
    }

    /// The same for a callout that is still open; 409 otherwise.
    pub(crate) async fn begin_open(state: &Context, controller: &Controller, id: i64) -> Result<Self, Error> {
        let act = Self::begin(state, controller, id).await?;
        transition::check_open(&act.callout)?;
        Ok(act)
    }

    /// The transaction of the action.
    pub(crate) fn db(&self) -> &sea_orm::DatabaseTransaction {
        &self.transaction
    }

    /// An update that records who changed the callout, and when.
    pub(crate) fn update(&self) -> transition::Update {
        transition::update(self.callout.id, &self.actor, self.now)
    }

    /// Commits and responds with the current callout.
    pub(crate) async fn done(self, state: &Context) -> Result<axum::Json<ControlCallout>, Error> {
        notifications::commit_callout(self.transaction, state, self.callout.id).await?;
        shown(state, self.callout.id).await
    }
}

/// The callout with route and events.
pub(crate) async fn shown(state: &Context, id: i64) -> Result<axum::Json<ControlCallout>, Error> {
    let row = transition::find(&*state.db, id).await?;
    let mut list = view::many(&*state.db, vec![row], CalloutExtras::ALL).await?;
    list.pop().map(axum::Json).ok_or(Error::NotFound)
}
