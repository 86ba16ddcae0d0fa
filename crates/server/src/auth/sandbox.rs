//! The organisations and callouts with which integrators test an API client.

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use wire::client::RequestType;

use database::entity::{callout, client, resident, user};
use web::error::Error;

/// The organisations of API clients under test.
pub(crate) async fn organisations(db: &impl ConnectionTrait) -> Result<Vec<i64>, Error> {
    let organisations = client::Entity::find()
        .select_only()
        .column(client::Column::OrganisationId)
        .distinct()
        .filter(is_tried_out())
        .into_tuple()
        .all(db)
        .await?;
    Ok(organisations)
}

/// Callouts raised by an API client under test, or by a resident whom it registered. They are kept apart from real alarms.
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

pub(crate) fn is_tried_out() -> Condition {
    Condition::all()
        .add(client::Column::RequestType.eq(RequestType::IntegrationTest.as_str()))
        .add(client::Column::Active.eq(true))
}

/// The simulator's sign-in name in a demonstration, shown with everything it does.
pub(crate) const EMAIL: &str = "simulator@tocsin.invalid";

/// The simulator's sign-in name in an installation.
pub(crate) const SANDBOX_EMAIL: &str = "sandbox@tocsin.invalid";

/// Whether this sign-in name is the simulator's.
pub(crate) fn is_simulator(email: &str) -> bool {
    [EMAIL, SANDBOX_EMAIL].contains(&email)
}
