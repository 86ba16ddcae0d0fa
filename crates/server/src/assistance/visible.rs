//! What stands on a resident's television: what is for everybody of the organisation, then for their site, then their own.

use sea_orm::sea_query::{CaseStatement, Expr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ExprTrait};
use wire::assistance::ScopeKind;

use crate::table::assistance_provider::{Column, Entity};
use crate::table::resident;

/// What this resident sees.
pub fn to_resident(resident: &resident::Model) -> Condition {
    let mut any = Condition::any()
        .add(Column::Scope.eq(ScopeKind::Customer.as_str()))
        .add(Column::ResidentId.eq(resident.id));
    if let Some(site) = resident.site_id {
        any = any.add(Column::SiteId.eq(site));
    }
    Condition::all().add(Column::CustomerId.eq(resident.customer_id)).add(any)
}

/// Orders as the television does.
pub fn rank() -> SimpleExpr {
    let scope = |kind: ScopeKind| Expr::col((Entity, Column::Scope)).eq(kind.as_str());
    let rank = CaseStatement::new().case(scope(ScopeKind::Customer), 0).case(scope(ScopeKind::Site), 1);
    rank.finally(2).into()
}
