//! Reschedules alarms on the ladder after the ladder has changed.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use database::entity::callout::{self, Column};
use database::entity::resident;
use web::error::Error;

/// Reschedules the organisation's alarms that are on the ladder, because the ladder has changed.
pub(super) async fn recheck(
    transaction: &impl ConnectionTrait,
    organisation_id: i64,
    now: i64,
) -> Result<(), Error> {
    let residents = resident::Entity::find()
        .select_only()
        .column(resident::Column::Id)
        .filter(resident::Column::OrganisationId.eq(organisation_id))
        .into_query();
    callout::Entity::update_many()
        .col_expr(Column::EscalatesAt, Expr::value(now))
        .filter(Column::AlarmAt.is_not_null())
        .filter(Column::ResidentId.in_subquery(residents))
        .exec(transaction)
        .await?;
    Ok(())
}
