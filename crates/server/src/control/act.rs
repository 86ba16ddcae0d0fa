//! What every act of a controller shares: one transaction, then the callout as it is now.

use wire::control::ControlCallout;

use crate::auth::caller::Controller;
use crate::callouts::events::Actor;
use crate::callouts::flow;
use crate::callouts::present::Shown;
use crate::context::Context;
use crate::control::present;
use crate::notifications;
use database::connection::WriteTransaction;
use database::entity::callout;
use web::error::Error;

/// What a controller is about to do to a callout, in a transaction that has not been committed.
pub(crate) struct Act {
    /// The callout as it was.
    pub(crate) callout: callout::Model,
    /// Who does it.
    pub(crate) actor: Actor,
    /// When.
    pub(crate) now: i64,
    transaction: WriteTransaction,
}

impl Act {
    /// Begins; 404 when there is no such callout in the controller's organisations.
    pub(crate) async fn begin(state: &Context, controller: &Controller, id: i64) -> Result<Self, Error> {
        let transaction = state.write().await?;
        let callout = controller.scope.find_callout(&*transaction, id).await?;
        Ok(Self { callout, actor: Actor::controller(&controller.viewer), now: state.now(), transaction })
    }

    /// The same on a callout that is still open; 409 otherwise.
    pub(crate) async fn begin_open(state: &Context, controller: &Controller, id: i64) -> Result<Self, Error> {
        let act = Self::begin(state, controller, id).await?;
        flow::check_open(&act.callout)?;
        Ok(act)
    }

    /// Where it is done.
    pub(crate) fn db(&self) -> &sea_orm::DatabaseTransaction {
        &self.transaction
    }

    /// An update that says who did it when.
    pub(crate) fn update(&self) -> flow::Update {
        flow::update(self.callout.id, &self.actor, self.now)
    }

    /// Puts it on disk and answers with the callout as it is now.
    pub(crate) async fn done(self, state: &Context) -> Result<axum::Json<ControlCallout>, Error> {
        notifications::commit_callout(self.transaction, state, self.callout.id).await?;
        shown(state, self.callout.id).await
    }
}

/// The callout with route and events.
pub(crate) async fn shown(state: &Context, id: i64) -> Result<axum::Json<ControlCallout>, Error> {
    let row = flow::find(&*state.db, id).await?;
    let mut list = present::many(&*state.db, vec![row], Shown::ALL).await?;
    list.pop().map(axum::Json).ok_or(Error::NotFound)
}
