//! Status transitions. Each is one statement with the allowed old statuses in its `where`. If two people act at once, one
//! succeeds, and the other gets 409 with the current status.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany};
use wire::status::CalloutStatus;

use crate::callouts::events::Actor;
use database::entity::callout;
use database::entity::callout::Column;
use web::error::Error;

/// An update of one callout, before it is executed.
pub type Update = UpdateMany<callout::Entity>;

/// The callout, or 404.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<callout::Model, Error> {
    callout::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// Starts an update that records who changed the callout, and when.
pub fn update(id: i64, actor: &Actor, now: i64) -> Update {
    let update = callout::Entity::update_many()
        .filter(Column::Id.eq(id))
        .col_expr(Column::UpdatedAt, Expr::value(now));
    match &actor.email {
        Some(email) => update.col_expr(Column::LastUpdatedBy, Expr::value(email.clone())),
        None => update,
    }
}

/// Executes an update that also sets the status `to`. 409 with the current status if the transition is not allowed, 404 if there
/// is no such callout.
pub async fn advance(
    transaction: &impl ConnectionTrait,
    id: i64,
    to: CalloutStatus,
    update: Update,
) -> Result<(), Error> {
    let from = CalloutStatus::ALL.into_iter().filter(|status| status.can_become(&to)).map(String::from);
    let changed = update
        .col_expr(Column::Status, Expr::value(to.as_str()))
        .filter(Column::Status.is_in(from))
        .exec(transaction)
        .await?;
    if changed.rows_affected == 1 {
        return Ok(());
    }
    let status = find(transaction, id).await?.status;
    Err(Error::conflict(format!(
        "This callout is \"{status}\" now and cannot become \"{to}\". Read it again."
    )))
}

/// Executes an update that needs an open callout; 409 if it is closed, 404 if it does not exist.
pub async fn while_open(transaction: &impl ConnectionTrait, id: i64, update: Update) -> Result<(), Error> {
    let changed = update.filter(Column::Status.ne(CalloutStatus::Closed.as_str())).exec(transaction).await?;
    if changed.rows_affected == 1 {
        return Ok(());
    }
    check_open(&find(transaction, id).await?)
}

/// 409 if the callout is closed.
pub fn check_open(callout: &callout::Model) -> Result<(), Error> {
    if callout.status().is_closed() {
        return Err(Error::conflict("This callout is \"closed\" and cannot be changed."));
    }
    Ok(())
}
