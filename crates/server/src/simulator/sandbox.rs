//! What the simulator may touch in an installation: the sandboxes of API clients that are being tried out, and nothing else.

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use wire::client::RequestType;

use crate::control::duty;
use crate::control_scope::ControlScope;
use database::entity::{callout, client, resident, user};
use web::error::Error;

/// The organisations of the clients that are being tried out.
pub(crate) async fn organisations(db: &impl ConnectionTrait) -> Result<Vec<i64>, Error> {
    let organisations = client::Entity::find()
        .select_only()
        .column(client::Column::CustomerId)
        .distinct()
        .filter(is_tried_out())
        .into_tuple()
        .all(db)
        .await?;
    Ok(organisations)
}

/// Callouts that such a client raised, or somebody whom it registered. They are kept apart from every real alarm.
pub(crate) fn callouts() -> Condition {
    let clients = || {
        Query::select()
            .column(client::Column::Id)
            .from(client::Entity)
            .cond_where(Condition::all().add(is_tried_out()))
            .take()
    };
    let registered = Query::select()
        .column((resident::Entity, resident::Column::Id))
        .from(resident::Entity)
        .inner_join(
            user::Entity,
            Expr::col((user::Entity, user::Column::Id)).equals((resident::Entity, resident::Column::UserId)),
        )
        .and_where(Expr::col((user::Entity, user::Column::ClientId)).in_subquery(clients()))
        .take();
    let of_clients = Condition::any()
        .add(callout::Column::Source.in_subquery(clients()))
        .add(callout::Column::ResidentId.in_subquery(registered));
    Condition::all().add(callout::Column::Demo.eq(true)).add(of_clients)
}

/// Whether a controller of the callout's organisation is on duty and listens: the controller's steps are theirs then.
pub(super) async fn has_controller(
    db: &impl ConnectionTrait,
    callout_id: i64,
    now: i64,
) -> Result<bool, Error> {
    let row = callout::Entity::find_by_id(callout_id).one(db).await?.ok_or(Error::NotFound)?;
    match ControlScope::of_callout(db, &row).await?.ids() {
        Some([organisation]) => duty::is_covered(db, *organisation, now).await,
        _ => Ok(false),
    }
}

fn is_tried_out() -> Condition {
    Condition::all()
        .add(client::Column::RequestType.eq(RequestType::IntegrationTest.as_str()))
        .add(client::Column::Active.eq(true))
}
