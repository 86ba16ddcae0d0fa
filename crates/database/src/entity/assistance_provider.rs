//! Assistance providers: whom a resident can ask for assistance.

use sea_orm::entity::prelude::*;
use wire::assistance::{Scope, ScopeKind};

/// A provider for a whole organisation, a site, or one resident.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assistance_provider")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: i64,
    /// A [`ScopeKind`] as text.
    pub scope: String,
    pub site_id: Option<i64>,
    pub resident_id: Option<i64>,
    pub name: String,
    pub label: String,
    pub created_at: i64,
    pub updated_at: i64,
}

impl Model {
    /// The organisation, site or resident that the provider is for.
    pub fn scope(&self) -> Scope {
        match (self.site_id, self.resident_id) {
            (Some(site), _) => Scope::new(ScopeKind::Site, site),
            (None, Some(resident)) => Scope::new(ScopeKind::Resident, resident),
            (None, None) => Scope::new(ScopeKind::Organisation, self.organisation_id),
        }
    }
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
