//! Which requests a caller may read: residents their own, supporters those that were pushed to them, staff and controllers those
//! of their organisations, officers with a patch those of the patch.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use sea_orm::sea_query::{Expr, Query as Select};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};
use wire::delivery::{DeliveryCause, DeliveryKind};
use wire::session::Role;

use crate::auth::caller::{Resident, Viewer};
use crate::auth::control_scope::ControlScope;
use crate::auth::scopes;
use crate::auth::staff::Staff;
use crate::context::Context;
use database::entity::assistance_request::{Column, Entity, Model};
use database::entity::delivery;
use web::error::Error;

/// A caller who may read some requests.
#[derive(Clone, Debug)]
pub struct Witness {
    pub viewer: Viewer,
    sees: Condition,
}

impl<S: Send + Sync> FromRequestParts<S> for Witness
where
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let context = &Context::from_ref(state);

        let viewer = Viewer::from_request_parts(parts, state).await?;
        let sees = match viewer.role {
            Role::Resident => {
                let own = Resident::of(viewer.clone(), context).await?;
                Condition::all().add(Column::ResidentId.eq(own.id))
            }
            Role::Supporter => Condition::all().add(told_to(&viewer.user.id)),
            Role::Controller => {
                let scope = ControlScope::of(&*context.db, &viewer.user).await?;
                let served = scope.ids().unwrap_or_default().iter().copied();
                Condition::all().add(Column::CustomerId.is_in(served))
            }
            _ => {
                let staff = Staff::of(viewer.clone())?;
                scopes::assistance_requests(&staff.viewer)
            }
        };
        Ok(Self { viewer, sees })
    }
}

impl Witness {
    /// Restricts requests to those that they may read.
    pub fn sees(&self) -> Condition {
        self.sees.clone()
    }

    /// A request that they may read, or 404.
    pub async fn find(&self, db: &impl ConnectionTrait, id: i64) -> Result<Model, Error> {
        Entity::find_by_id(id).filter(self.sees()).one(db).await?.ok_or(Error::NotFound)
    }
}

/// The request was pushed to this person, whether or not it arrived.
fn told_to(user_id: &str) -> Expr {
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
