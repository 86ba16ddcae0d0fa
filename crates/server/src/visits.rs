//! Visits to homes and cautionary records: `/api/visits` and `/api/cautions`. A visit is announced the day before to the resident
//! and to the visiting officer; both can confirm or move it. Until the visit is over, the officer is notified of every caution
//! about that home or household, in whichever order the two are created.

pub(crate) mod answer;
pub(crate) mod cautions;
pub(crate) mod key;
pub(crate) mod party;
pub(crate) mod plan;
pub(crate) mod reschedule;
pub(crate) mod scope;
pub(crate) mod shared;
pub(crate) mod shared_id;
pub(crate) mod view;

pub(crate) use crate::visits::party::Party;
pub(crate) use answer::{VisitReply, reply};
pub(crate) use cautions::{CautionRecord, record_caution};
pub(crate) use plan::{Plan, find, plan, withdraw};
pub(crate) use shared::{own, own_of};
pub(crate) use view::answer_of;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::context::Context;
use database::entity::{caution, visit};
use web::error::Error;

/// Erases visits that were over, and cautions that ended, before this time.
pub(crate) async fn erase_old(state: &Context, before: i64) -> Result<u64, Error> {
    let transaction = state.write().await?;
    let visits =
        visit::Entity::delete_many().filter(visit::Column::EndsAt.lte(before)).exec(&*transaction).await?;
    let cautions = caution::Entity::delete_many()
        .filter(caution::Column::EndedAt.lte(before))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(visits.rows_affected + cautions.rows_affected)
}
