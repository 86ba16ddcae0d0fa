//! What the control room may see. Every query about callouts, responders and suppliers that a controller or the automatic
//! dispatch makes contains one of these conditions. Everything outside of them is 404, like absent rows.

use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};
use wire::session::Role;

use crate::jobs::simulator;
use database::entity::{
    callout, controller_organisation, resident, responder, supplier, supplier_organisation, user,
};
use web::error::Error;

/// A set of organisations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlScope {
    /// All organisations: for the simulator of a demonstration.
    Every,
    /// The sandboxes of API clients under test in these organisations: their callouts and demo vehicles, and nothing real. For
    /// the simulator of an installation.
    Sandboxes(Vec<i64>),
    /// Only these organisations.
    Organisations(Vec<i64>),
}

impl ControlScope {
    /// The organisations that the operator assigned to a controller; none for everybody else.
    pub async fn of(db: &impl ConnectionTrait, user: &user::Model) -> Result<Self, Error> {
        if Role::from(user.role.clone()) != Role::Controller {
            return Ok(Self::Organisations(Vec::new()));
        }
        // These accounts belong to no person: they have no password, and only the simulator creates them.
        if user.password_hash.is_none() && user.email == simulator::EMAIL {
            return Ok(Self::Every);
        }
        if user.password_hash.is_none() && user.email == simulator::SANDBOX_EMAIL {
            return Ok(Self::Sandboxes(crate::auth::sandbox::organisations(db).await?));
        }
        let organisations = controller_organisation::Entity::find()
            .select_only()
            .column(controller_organisation::Column::OrganisationId)
            .filter(controller_organisation::Column::UserId.eq(&user.id))
            .into_tuple()
            .all(db)
            .await?;
        Ok(Self::Organisations(organisations))
    }

    /// One organisation: for finding responders for its residents.
    pub fn organisation(id: i64) -> Self {
        Self::Organisations(vec![id])
    }

    /// The organisation of a callout's resident.
    pub async fn of_callout(db: &impl ConnectionTrait, callout: &callout::Model) -> Result<Self, Error> {
        let organisation: Option<i64> = resident::Entity::find_by_id(callout.resident_id)
            .select_only()
            .column(resident::Column::OrganisationId)
            .into_tuple()
            .one(db)
            .await?;
        let id = organisation.ok_or_else(|| Error::internal("a callout has no resident"))?;
        Ok(Self::organisation(id))
    }

    /// Whether it contains this organisation.
    pub fn contains(&self, organisation_id: i64) -> bool {
        match self {
            Self::Every => true,
            Self::Organisations(ids) | Self::Sandboxes(ids) => ids.contains(&organisation_id),
        }
    }

    /// The ids of the organisations; `None` for all of them.
    pub fn ids(&self) -> Option<&[i64]> {
        match self {
            Self::Every => None,
            Self::Organisations(ids) | Self::Sandboxes(ids) => Some(ids),
        }
    }

    /// Restricts callouts to those of residents of these organisations.
    pub fn callouts(&self) -> Condition {
        let Some(ids) = self.ids() else { return Condition::all() };
        let resident = Query::select()
            .expr(Expr::val(1))
            .from(resident::Entity)
            .and_where(
                Expr::col((resident::Entity, resident::Column::Id))
                    .equals((callout::Entity, callout::Column::ResidentId)),
            )
            .and_where(resident::Column::OrganisationId.is_in(ids.iter().copied()))
            .take();
        let served = Condition::all().add(Expr::exists(resident));
        if self.is_sandboxes() { served.add(crate::auth::sandbox::callouts()) } else { served }
    }

    fn is_sandboxes(&self) -> bool {
        matches!(self, Self::Sandboxes(_))
    }

    /// Restricts suppliers to those that serve one of these organisations.
    pub fn suppliers(&self) -> Condition {
        let served = self.serving(supplier::Column::Id);
        if self.is_sandboxes() { served.add(supplier::Column::Demo.eq(true)) } else { served }
    }

    /// Restricts responders to those whose supplier serves one of these organisations.
    pub fn responders(&self) -> Condition {
        let served = self.serving(responder::Column::SupplierId);
        if self.is_sandboxes() { served.add(responder::Column::Demo.eq(true)) } else { served }
    }

    fn serving(&self, supplier: impl ColumnTrait) -> Condition {
        let Some(ids) = self.ids() else { return Condition::all() };
        Condition::all().add(supplier.in_subquery(serving(ids)))
    }

    /// The callout, or 404.
    pub async fn find_callout(&self, db: &impl ConnectionTrait, id: i64) -> Result<callout::Model, Error> {
        callout::Entity::find_by_id(id).filter(self.callouts()).one(db).await?.ok_or(Error::NotFound)
    }

    /// The responder, or 404 if absent or removed.
    pub async fn find_responder(
        &self,
        db: &impl ConnectionTrait,
        id: i64,
    ) -> Result<responder::Model, Error> {
        let row = responder::Entity::find_by_id(id).filter(self.responders()).one(db).await?;
        row.filter(|row| !row.deleted).ok_or(Error::NotFound)
    }

    /// The supplier, or 404 if absent or removed.
    pub async fn find_supplier(&self, db: &impl ConnectionTrait, id: i64) -> Result<supplier::Model, Error> {
        let row = supplier::Entity::find_by_id(id).filter(self.suppliers()).one(db).await?;
        row.filter(|row| !row.deleted).ok_or(Error::NotFound)
    }

    /// 403 if the supplier also serves other organisations: then these organisations alone may not change its data.
    pub async fn check_owns_supplier(&self, db: &impl ConnectionTrait, id: i64) -> Result<(), Error> {
        let served = supplier_organisation::Entity::find()
            .filter(supplier_organisation::Column::SupplierId.eq(id))
            .all(db)
            .await?;
        if served.iter().all(|row| self.contains(row.organisation_id)) {
            return Ok(());
        }
        Err(Error::forbidden(
            "This supplier also serves organisations that you do not serve. Ask a controller who serves all of them.",
        ))
    }
}

fn serving(organisations: &[i64]) -> SelectStatement {
    use supplier_organisation::Column;
    Query::select()
        .column(Column::SupplierId)
        .from(supplier_organisation::Entity)
        .and_where(Column::OrganisationId.is_in(organisations.iter().copied()))
        .take()
}

/// The organisations of a controller, as a subquery.
pub fn served_by(user_id: &str) -> SelectStatement {
    use controller_organisation::Column;
    Query::select()
        .column(Column::OrganisationId)
        .from(controller_organisation::Entity)
        .and_where(Column::UserId.eq(user_id))
        .take()
}
