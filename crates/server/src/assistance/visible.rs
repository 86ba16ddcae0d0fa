//! The providers on a resident's television: those for the whole organisation, then for their site, then their own.

use sea_orm::sea_query::{CaseStatement, Expr, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder,
};
use wire::assistance::ScopeKind;

use crate::auth::caller::Person;
use crate::auth::scopes;
use database::entity::assistance_provider::{Column, Entity, Model};
use database::entity::resident;
use web::error::Error;

/// Providers that this resident sees.
pub fn to_resident(resident: &resident::Model) -> Condition {
    let mut any = Condition::any()
        .add(Column::Scope.eq(ScopeKind::Organisation.as_str()))
        .add(Column::ResidentId.eq(resident.id));
    if let Some(site) = resident.site_id {
        any = any.add(Column::SiteId.eq(site));
    }
    Condition::all().add(Column::OrganisationId.eq(resident.organisation_id)).add(any)
}

/// The order on the television.
pub fn rank() -> SimpleExpr {
    let scope = |kind: ScopeKind| Expr::col((Entity, Column::Scope)).eq(kind.as_str());
    let rank = CaseStatement::new().case(scope(ScopeKind::Organisation), 0).case(scope(ScopeKind::Site), 1);
    rank.finally(2).into()
}

/// All providers that this resident sees, in order.
pub async fn list(db: &impl ConnectionTrait, resident: &resident::Model) -> Result<Vec<Model>, Error> {
    let found = Entity::find().filter(to_resident(resident));
    Ok(found.order_by(rank(), Order::Asc).order_by_asc(Column::Id).all(db).await?)
}

/// A resident whom this member of staff may read, or 404.
pub async fn resident_of(
    db: &impl ConnectionTrait,
    person: &Person,
    id: i64,
) -> Result<resident::Model, Error> {
    let found = resident::Entity::find_by_id(id).filter(scopes::residents(person));
    found.one(db).await?.ok_or(Error::NotFound)
}
