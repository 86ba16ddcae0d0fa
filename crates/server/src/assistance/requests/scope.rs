//! Which requests a caller may read: residents their own, supporters those that were pushed to them, staff and controllers those
//! of their organisations, officers with a patch those of the patch.

use sea_orm::sea_query::{Expr, Query as Select};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};
use wire::delivery::{DeliveryCause, DeliveryKind};
use wire::session::Role;

use crate::auth::caller::{Person, Resident};
use crate::auth::control_scope::ControlScope;
use crate::auth::scopes;
use crate::auth::staff::Staff;
use crate::context::Context;
use database::entity::assistance_request::{Column, Entity, Model};
use database::entity::delivery;
use web::error::Error;

/// What narrows requests to those that this person may read; 403 for who has no organisation.
pub async fn requests(state: &Context, person: &Person) -> Result<Condition, Error> {
    Ok(match person.role {
        Role::Resident => {
            let own = Resident::of(person.clone(), state).await?;
            Condition::all().add(Column::ResidentId.eq(own.id))
        }
        Role::Supporter => Condition::all().add(pushed_to(&person.user.id)),
        Role::Controller => {
            let scope = ControlScope::of(&*state.db, &person.user).await?;
            let served = scope.ids().unwrap_or_default().iter().copied();
            Condition::all().add(Column::OrganisationId.is_in(served))
        }
        _ => scopes::assistance_requests(&Staff::of(person.clone())?.person),
    })
}

/// One that this scope holds, or 404.
pub async fn find(db: &impl ConnectionTrait, scope: &Condition, id: i64) -> Result<Model, Error> {
    Entity::find_by_id(id).filter(scope.clone()).one(db).await?.ok_or(Error::NotFound)
}

/// The request was pushed to this person, whether or not it arrived.
fn pushed_to(user_id: &str) -> Expr {
    let column = |column: delivery::Column| Expr::col((delivery::Entity, column));
    let about = Select::select()
        .expr(column(delivery::Column::AboutId))
        .from(delivery::Entity)
        .and_where(column(delivery::Column::Address).eq(user_id))
        .and_where(column(delivery::Column::Kind).eq(DeliveryKind::Push.as_str()))
        .and_where(column(delivery::Column::AboutKind).eq(DeliveryCause::AssistanceRequest.as_str()))
        .to_owned();
    Expr::col((Entity, Column::Id)).cast_as("text").in_subquery(about)
}
